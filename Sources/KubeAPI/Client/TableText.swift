package import Objects

/// A Table of the API as lines for a terminal, in the columns that kubectl prints.
package struct TableText: Sendable {
  private var columns: [Column] = []
  private var names: [String] = []
  private var rows: [[String]] = []
  private let isWide: Bool
  private let withNamespace: Bool
  /// Before each name, where several kinds are printed: `statefulset.apps/`.
  private let prefix: String

  private struct Column {
    var index: Int
    var name: String
  }

  /// - Parameter isWide: with the columns of lower priority.
  package init(isWide: Bool, withNamespace: Bool, prefix: String = "") {
    self.isWide = isWide
    self.withNamespace = withNamespace
    self.prefix = prefix
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// Takes the rows of a Table; of a watch only the first has the columns.
  package mutating func add(_ table: Value) {
    if let definitions = table["columnDefinitions"]?.array, !definitions.isEmpty {
      columns = definitions.enumerated().compactMap { index, definition in
        guard isWide || (definition["priority"]?.integer ?? 0) == 0 else { return nil }
        return Column(index: index, name: (definition["name"]?.string ?? "").uppercased())
      }
    }
    for row in table["rows"]?.array ?? [] {
      let cells = columns.map { column in
        let text = Self.text(of: row["cells"]?[column.index])
        return column.index == 0 ? prefix + text : text
      }
      let namespace = row["object"]?["metadata"]?["namespace"]?.string ?? ""
      rows.append((withNamespace ? [namespace] : []) + cells)
    }
  }

  /// The lines of what was added since the last time, with the headings where they are wanted.
  package mutating func take(withHeadings: Bool) -> String {
    let headings = (withNamespace ? ["NAMESPACE"] : []) + columns.map(\.name)
    let lines = (withHeadings ? [headings] : []) + rows
    rows = []
    let widths = headings.indices.map { index in
      lines.map { index < $0.count ? $0[index].count : 0 }.max() ?? 0
    }
    return lines.map { line in
      let cells = line.enumerated().map { index, cell in
        guard index < line.count - 1 else { return cell }
        // As a tab writer with cells of at least six and gaps of three does.
        let width = max(widths[index] + 3, 6)
        return cell + String(repeating: " ", count: width - cell.count)
      }
      return cells.joined() + "\n"
    }.joined()
  }

  private static func text(of cell: Value?) -> String {
    switch cell {
    case .string(let text)?: text
    case .null?, nil: "<none>"
    case let value?: value.json()
    }
  }
}
