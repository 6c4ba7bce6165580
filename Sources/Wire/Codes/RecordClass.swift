/// The protocol family of a record (RFC 1035 §3.2.4). Everything served is `internet`.
package struct RecordClass: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}

extension RecordClass {
  package static let internet = RecordClass(rawValue: 1)
  package static let chaos = RecordClass(rawValue: 3)
  package static let hesiod = RecordClass(rawValue: 4)
  /// Only in an UPDATE: "delete" or "must not exist" (RFC 2136 §2.4).
  package static let nothing = RecordClass(rawValue: 254)
  package static let any = RecordClass(rawValue: 255)
}

extension RecordClass: CustomStringConvertible {
  package var description: String {
    switch self {
    case .internet: "IN"
    case .chaos: "CH"
    case .hesiod: "HS"
    case .nothing: "NONE"
    case .any: "ANY"
    default: "CLASS\(rawValue)"
    }
  }

  /// Reads `IN`, `in` or `CLASS1`; nil for a text that names no class.
  package init?(mnemonic text: some StringProtocol) {
    let upper = asciiUppercased(text)
    switch upper {
    case "IN": self = .internet
    case "CH": self = .chaos
    case "HS": self = .hesiod
    case "NONE": self = .nothing
    case "ANY": self = .any
    default:
      guard let number = genericNumber(upper, prefix: "CLASS") else { return nil }
      self.init(rawValue: number)
    }
  }
}
