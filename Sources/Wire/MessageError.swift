/// Why octets are no DNS message: the first thing wrong, and where.
package struct MessageError: Error, Hashable, Sendable {
  package var reason: Reason
  package var field: Field
  /// Octets from the start of the message (or of the data, where only data were parsed).
  package var offset: Int

  package init(reason: Reason, field: Field, offset: Int) {
    self.reason = reason
    self.field = field
    self.offset = offset
  }

  package enum Reason: Hashable, Sendable {
    /// The message, or the part of it that the field may use, ends too early.
    case cutShort(needed: Int, left: Int)
    /// Octets are left over behind the last thing that belongs here.
    case trailingOctets(Int)
    /// A name has more than 255 octets, or a message more than 65535.
    case tooLong(octets: Int, allowed: Int)
    /// A length octet that starts with the bits 01 or 10 (RFC 1035 §4.1.4, RFC 6891 §5).
    case reservedLabelType(UInt8)
    /// A pointer to something that is no earlier name.
    case badPointer(target: Int, allowed: Range<Int>)
    /// More pointers in one name than a name can have labels.
    case tooManyPointers(allowed: Int)
    /// An OPT record that is not the only one, not in the additional section, or not at the root.
    case badOPT(OPTFault)
  }

  package enum OPTFault: Hashable, Sendable {
    case second
    case outsideAdditionals
    case ownerNotRoot
  }

  package enum Field: String, Hashable, Sendable {
    case header
    case questionName = "question name"
    case questionType = "question type"
    case questionClass = "question class"
    case owner
    case recordHead = "record type, class, TTL and data length"
    case data
    case option = "EDNS option"
    case message
  }
}

extension MessageError: CustomStringConvertible {
  package var description: String {
    "\(field.rawValue) at octet \(offset): \(reason)"
  }
}

extension MessageError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cutShort(let needed, let left): "needs \(needed) octets, \(left) are left"
    case .trailingOctets(let count): "\(count) octets too many"
    case .tooLong(let octets, let allowed): "\(octets) octets, at most \(allowed) are allowed"
    case .reservedLabelType(let octet): "reserved label type \(octet >> 6), allowed are 0 and 3"
    case .badPointer(let target, let allowed):
      "pointer to octet \(target), allowed are \(allowed.lowerBound) up to, not with, "
        + "\(allowed.upperBound)"
    case .tooManyPointers(let allowed): "a name with more than \(allowed) pointers"
    case .badOPT(.second): "a second OPT record, one is allowed"
    case .badOPT(.outsideAdditionals): "an OPT record outside of the additional section"
    case .badOPT(.ownerNotRoot): "an OPT record whose owner is not the root"
    }
  }
}
