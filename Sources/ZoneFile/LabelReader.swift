import ClusterNames

/// Reads the labels of a name from text to wire form, any octets allowed.
struct LabelReader {
  /// Without the root octet of a relative name.
  private(set) var wire: [UInt8] = []
  private var rest: ArraySlice<UInt8>
  private let text: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    rest = text
  }

  /// Reads all; true if the name is absolute.
  mutating func read() throws(DomainNameError) -> Bool {
    if text.elementsEqual([.dot]) {
      wire = [0]
      return true
    }
    while !rest.isEmpty {
      let label = try label()
      let isLast = rest.isEmpty
      guard !label.octets.isEmpty else { throw .emptyLabel(found: description) }
      guard label.octets.count <= DomainName.longestLabel else {
        throw .labelTooLong(
          found: label.octets.count,
          label: String(decoding: label.octets.prefix(DomainName.longestLabel), as: UTF8.self)
            + "...")
      }
      wire.append(UInt8(label.octets.count))
      wire += label.octets
      guard wire.count < DomainName.longestWire else { throw .nameTooLong(found: wire.count + 1) }
      if isLast, label.endsWithDot {
        wire.append(0)
        return true
      }
    }
    return false
  }

  /// Reads up to the next dot that is not escaped, and over it.
  private mutating func label() throws(DomainNameError) -> (octets: [UInt8], endsWithDot: Bool) {
    var label: [UInt8] = []
    while let octet = rest.popFirst() {
      switch octet {
      case .dot:
        return (label, true)
      case .backslash:
        guard let value = popEscaped(&rest) else { throw .malformedEscape(found: description) }
        label.append(value)
      default:
        label.append(octet)
      }
    }
    return (label, false)
  }

  /// For messages: no more of the text than a name can have.
  private var description: String { String(decoding: text.prefix(255), as: UTF8.self) }
}
