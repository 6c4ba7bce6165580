/// Makes what must be unique or random: uids and the ends of generated names.
package protocol IdentifierSource: Sendable {
  /// A version 4 UUID in lower case.
  func uid() -> String
  /// Five characters that make no words: no vowels, no digits that look like letters.
  func nameSuffix() -> String
}

/// Identifiers from the system's random numbers.
package struct RandomIdentifiers: IdentifierSource {
  package init() {}

  package func uid() -> String {
    var generator = SystemRandomNumberGenerator()
    return Identifier.uid(using: &generator)
  }

  package func nameSuffix() -> String {
    var generator = SystemRandomNumberGenerator()
    return Identifier.nameSuffix(using: &generator)
  }
}

enum Identifier {
  /// Upstream's alphabet for `generateName`.
  static let suffixAlphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// RFC 9562 §5.4: 122 random bits, version 4, variant 10.
  static func uid(using generator: inout some RandomNumberGenerator) -> String {
    let high: UInt64 = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low: UInt64 = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (word, dashes) in [(high, [8, 12]), (low, [0, 4])] {
      for digit in 0..<16 {
        if dashes.contains(digit) { text.append(UInt8(ascii: "-")) }
        text.append(hexadecimal[Int(word >> UInt64(60 - 4 * digit) & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func nameSuffix(using generator: inout some RandomNumberGenerator) -> String {
    var text: [UInt8] = []
    for _ in 0..<5 {
      text.append(suffixAlphabet[Int.random(in: suffixAlphabet.indices, using: &generator)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
