/// What changed between two texts, as `diff -u` tells it: hunks with three lines around each change.
enum LineDifference {
  private static let context = 3

  /// Ends with a newline; empty where nothing changed.
  static func text(from old: [String], to new: [String]) -> String {
    let steps = steps(from: old, to: new)
    let changes = steps.indices.filter { steps[$0].sign != " " }
    guard var first = changes.first else { return "" }
    var text = ""
    var last = first
    for change in changes.dropFirst() {
      if change - last - 1 > 2 * context {
        text += hunk(steps, first, last)
        first = change
      }
      last = change
    }
    return text + hunk(steps, first, last)
  }

  private struct Step {
    var sign: Character
    var line: String
    /// How many lines of each text stand before it.
    var old: Int
    var new: Int
  }

  /// All lines of both texts; what went stands before what came in its place.
  private static func steps(from old: [String], to new: [String]) -> [Step] {
    var (removed, inserted) = (Set<Int>(), Set<Int>())
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        steps.append(Step(sign: "-", line: old[i], old: i, new: j))
        i += 1
      } else if inserted.contains(j) {
        steps.append(Step(sign: "+", line: new[j], old: i, new: j))
        j += 1
      } else {
        steps.append(Step(sign: " ", line: old[i], old: i, new: j))
        (i, j) = (i + 1, j + 1)
      }
    }
    return steps
  }

  private static func hunk(_ steps: [Step], _ first: Int, _ last: Int) -> String {
    let range = max(0, first - context)...min(steps.count - 1, last + context)
    let lines = steps[range]
    let oldCount = lines.count { $0.sign != "+" }
    let newCount = lines.count { $0.sign != "-" }
    let start = steps[range.lowerBound]
    return "@@ -\(place(start.old, oldCount)) +\(place(start.new, newCount)) @@\n"
      + lines.map { "\($0.sign)\($0.line)\n" }.joined()
  }

  /// Lines count from 1; nothing stands behind the line before it.
  private static func place(_ start: Int, _ count: Int) -> String {
    switch count {
    case 0: "\(start),0"
    case 1: "\(start + 1)"
    default: "\(start + 1),\(count)"
    }
  }
}
