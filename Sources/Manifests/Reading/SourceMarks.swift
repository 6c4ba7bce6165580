/// Where a line of a text differs from the file that it came from.
///
/// A JSON file can be one line with a million escapes, so that looking up must not take each edit.
struct LineEdits {
  private struct Edit {
    /// Where the edit begins, in the file.
    var column: Int
    /// How many scalars it made the line longer.
    var growth: Int
    /// By how much the line is longer before it, and with it.
    var shiftBefore = 0
    var shiftAfter: Int { shiftBefore + growth }
  }

  private var edits: [Edit] = []

  mutating func add(growth: Int, at column: Int) {
    let isLast = edits.last.map { $0.column <= column } ?? true
    let shift = edits.last?.shiftAfter ?? 0
    edits.append(Edit(column: column, growth: growth, shiftBefore: shift))
    if !isLast { sort() }
  }

  private mutating func sort() {
    edits.sort { $0.column < $1.column }
    var shift = 0
    for index in edits.indices {
      edits[index].shiftBefore = shift
      shift = edits[index].shiftAfter
    }
  }

  /// How far a column of the text is from its column in the file.
  func shift(at column: Int) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].column + edits[middle].shiftBefore < column {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low == 0 ? 0 : edits[low - 1].shiftAfter
  }
}

/// Counts lines and columns, both from 1.
struct LineCounter {
  private(set) var line = 1
  private(set) var column = 1
  private var afterReturn = false

  mutating func advance(over scalar: Unicode.Scalar) {
    let completesPair = afterReturn && scalar == "\n"
    afterReturn = scalar == "\r"
    guard !completesPair else { return }
    if scalar == "\n" || scalar == "\r" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
}

/// Why a document could not be read at all.
struct SyntaxError: Error, Hashable, Sendable {
  var position: Position
  var text: String
}
