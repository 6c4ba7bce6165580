/// Upper case of ASCII letters only: `ı` (U+0131) must not turn into an `I` and make `ıN` a class.
package func asciiUppercased(_ text: some StringProtocol) -> String {
  String(
    decoding: text.utf8.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
}

/// The number of `TYPE123` or `CLASS32` (RFC 3597 §5); nil for anything else.
func genericNumber(_ text: String, prefix: String) -> UInt16? {
  guard text.hasPrefix(prefix) else { return nil }
  let digits = text.dropFirst(prefix.count)
  guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return UInt16(digits)
}
