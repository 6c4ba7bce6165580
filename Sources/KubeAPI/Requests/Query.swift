import Objects

/// The query of a request, in the order in which it came.
package struct Query: Sendable {
  private var fields: [(name: String, value: String)] = []

  /// Of `a=1&b=%20`; a plus is a space, as in forms.
  package init(_ text: some StringProtocol) {
    for field in text.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields.append(
        (
          String(parts[0]).formDecoded, parts.count == 2 ? String(parts[1]).formDecoded : ""
        ))
    }
  }

  /// The first of its name, as Go's `url.Values.Get` has it; nil if there is none.
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Anything but `false` and `0` is a yes, nothing at all included, as upstream has it; nil if there
  /// is none of the name.
  package func flag(_ name: String) -> Bool? {
    self[name].map { $0.lowercased() != "false" && $0 != "0" }
  }

  /// As Go's `strconv` reads it, and refuses it; nil if there is none of the name.
  func integer(_ name: String) throws(StatusError) -> Int64? {
    guard let text = self[name] else { return nil }
    if let number = Int64(text) { return number }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let isNumber =
      text.utf8.count - digits.utf8.count < 2 && !digits.isEmpty
      && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    throw .badRequest(
      "strconv.ParseInt: parsing \(Value.string(text).quoted): "
        + (isNumber ? "value out of range" : "invalid syntax"))
  }

  /// All of one name.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }
}

extension String {
  fileprivate var formDecoded: String {
    contains("+") ? String(map { $0 == "+" ? " " : $0 }).percentDecoded : percentDecoded
  }

  /// Escapes resolved (RFC 3986 §2.1); what is no escape stands for itself, and what is not UTF-8
  /// becomes U+FFFD.
  var percentDecoded: String {
    guard utf8.contains(0x25) else { return self }
    var octets: [UInt8] = []
    var rest = utf8[...]
    while let octet = rest.popFirst() {
      if octet == 0x25, let high = rest.first?.hexDigit, let low = rest.dropFirst().first?.hexDigit
      {
        octets.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        octets.append(octet)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
