/// The kind of a request (RFC 1035 §4.1.1, RFC 6895 §2.2): four bits.
package struct Opcode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}

extension Opcode {
  package static let query = Opcode(rawValue: 0)
  /// Obsolete (RFC 3425).
  package static let inverseQuery = Opcode(rawValue: 1)
  /// Never defined.
  package static let status = Opcode(rawValue: 2)
  /// A zone has changed (RFC 1996).
  package static let notify = Opcode(rawValue: 4)
  /// A change of a zone (RFC 2136).
  package static let update = Opcode(rawValue: 5)
  /// DNS Stateful Operations, over TCP alone (RFC 8490).
  package static let statefulOperations = Opcode(rawValue: 6)
}

extension Opcode: CustomStringConvertible {
  package var description: String {
    switch self {
    case .query: "QUERY"
    case .inverseQuery: "IQUERY"
    case .status: "STATUS"
    case .notify: "NOTIFY"
    case .update: "UPDATE"
    case .statefulOperations: "DSO"
    default: "OPCODE\(rawValue)"
    }
  }
}
