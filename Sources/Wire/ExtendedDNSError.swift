/// Why an answer is what it is, for people to read (RFC 8914 §2).
package struct ExtendedDNSError: Hashable, Sendable {
  package var code: ExtendedErrorCode
  package var text: String

  package init(code: ExtendedErrorCode, text: String = "") {
    self.code = code
    self.text = text
  }

  /// nil where the option is another one, or too short for the code.
  package init?(_ option: EDNSOption) {
    guard option.code == .extendedError, option.octets.count >= 2 else { return nil }
    code = ExtendedErrorCode(
      rawValue: UInt16(option.octets[0]) << 8 | UInt16(option.octets[1]))
    // RFC 8914 §2: the text may end with a zero octet, which is no part of it.
    var octets = option.octets[2...]
    if octets.last == 0 { octets.removeLast() }
    text = String(decoding: octets, as: UTF8.self)
  }

  package var option: EDNSOption {
    EDNSOption(
      code: .extendedError,
      octets: [UInt8(code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
        + Array(text.utf8))
  }
}

extension EDNS {
  package var extendedErrors: [ExtendedDNSError] {
    options.compactMap { ExtendedDNSError($0) }
  }
}
