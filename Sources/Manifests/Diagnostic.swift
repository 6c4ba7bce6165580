/// A place in a text: line and column count from 1, the column in Unicode scalars.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Where a file begins, and where errors stand that concern a whole file.
  package static let start = Position(line: 1, column: 1)

  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }

  package var description: String { "\(line):\(column)" }
}

/// Something to tell the user about a file, in the form in which compilers do: editors jump to it.
package struct Diagnostic: Hashable, Comparable, Sendable, CustomStringConvertible {
  package enum Severity: String, Hashable, Sendable { case error, warning }

  /// As the user named it: the PATH given, and below a folder the file's name.
  package var file: String
  package var position: Position
  package var severity: Severity
  package var text: String

  package init(file: String, position: Position = .start, severity: Severity, text: String) {
    self.file = file
    self.position = position
    self.severity = severity
    self.text = text
  }

  package static func error(_ text: String, file: String, at position: Position = .start) -> Self {
    Diagnostic(file: file, position: position, severity: .error, text: text)
  }

  package static func warning(_ text: String, file: String, at position: Position = .start) -> Self
  {
    Diagnostic(file: file, position: position, severity: .warning, text: text)
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.file, a.position, a.severity.rawValue, a.text)
      < (b.file, b.position, b.severity.rawValue, b.text)
  }

  package var description: String {
    Self.printable("\(file):\(position): \(severity.rawValue): \(text)")
  }

  /// What a manifest quotes neither breaks the line nor reaches the terminal as a command.
  private static func printable(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { isControl($0) ? $0.escaped(asASCII: true) : String($0) }
      .joined()
  }
}
