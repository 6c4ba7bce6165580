/// One thing that is wrong in a master file.
package struct ZoneFileError: Error, Hashable, Sendable {
  package var severity: Severity
  package var file: String
  package var position: ZoneFile.Position
  /// What was found, and what is allowed there.
  package var what: String

  package enum Severity: String, Hashable, Sendable {
    /// The record, or the zone, cannot be served.
    case error
    /// It is served, but maybe not as the author thinks.
    case warning
  }

  package var line: Int { position.line }
  package var column: Int { position.column }
}

extension ZoneFileError: CustomStringConvertible {
  /// `FILE:LINE:COLUMN: error: text`
  package var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(what)"
  }
}

/// All that is wrong in a master file.
package struct ZoneFileErrors: Error, Hashable, Sendable, CustomStringConvertible {
  package var errors: [ZoneFileError]

  /// A line for each error.
  package var description: String {
    errors.map(\.description).joined(separator: "\n")
  }
}

/// An error before it is known in which file and entry it is.
struct Fault: Error {
  var what: String
  /// Nil for the end of the entry: something is missing there.
  var token: Token?
}
