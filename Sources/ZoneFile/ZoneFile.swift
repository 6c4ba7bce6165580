package import ClusterNames
package import Wire

/// A master file (RFC 1035 §5): its records, where each of them stands, and all that is wrong.
///
///     $ORIGIN example.
///     $TTL 1h
///     @      IN  SOA  ns hostmaster ( 1 2h 30m 1d 5 )
///            IN  NS   ns
///     ns     IN  A    10.0.0.53
///
/// Read are `$ORIGIN`, `$TTL` (RFC 2308 §4), parentheses, comments, quoted strings, escapes, times
/// with units (`1h30m`), and data of any type as `\# LENGTH HEX` (RFC 3597 §5). Refused are
/// `$INCLUDE` and `$GENERATE`: what is served stands in the file.
package struct ZoneFile: Sendable {
  package var file: String
  /// The records of all entries without an error, in the order of the file.
  package var entries: [Entry]
  /// At most `mostErrors`, in the order of the file; one for each entry that has any.
  package var errors: [ZoneFileError]

  package struct Entry: Hashable, Sendable {
    package var record: ResourceRecord
    package var position: Position
  }

  /// Where something stands in the file, both counted from 1. A column is a Unicode character.
  package struct Position: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// A file that is no master file at all need not be explained octet by octet.
  package static let mostErrors = 100
}

extension ZoneFile {
  /// Reads a whole file. `origin` is what `@` and names without a final dot mean until the file
  /// says `$ORIGIN`; without either, such names are errors.
  package static func parse(_ octets: [UInt8], file: String, origin: DomainName?) -> ZoneFile {
    var parser = EntryParser(octets: octets, file: file, origin: origin)
    return parser.parse()
  }

  /// The records of a file without errors; throws all errors of a file with any.
  package static func parse(
    text: String, file: String, origin: DomainName?
  ) throws(ZoneFileErrors) -> [ResourceRecord] {
    let parsed = parse(Array(text.utf8), file: file, origin: origin)
    guard parsed.errors.isEmpty else { throw ZoneFileErrors(errors: parsed.errors) }
    return parsed.entries.map(\.record)
  }
}
