/// Base 64 with the standard alphabet and padding (RFC 4648 §4), as Go's JSON has octets.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each letter; 255 for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  static func encode(_ octets: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((octets.count + 2) / 3 * 4)
    var (bits, width): (UInt32, Int) = (0, 0)
    for octet in octets {
      (bits, width) = (bits << 8 | UInt32(octet), width + 8)
      while width >= 6 {
        width -= 6
        text.append(alphabet[Int(bits >> UInt32(width) & 63)])
      }
    }
    if width > 0 { text.append(alphabet[Int(bits << UInt32(6 - width) & 63)]) }
    while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Why a text cannot be decoded; empty when it can.
  static func problem(_ text: String) -> String {
    do {
      _ = try decode(text)
      return ""
    } catch {
      return error.description
    }
  }

  /// The octets; where the text is wrong, the place that Go's decoder tells.
  static func decode(_ text: String) throws(Base64Error) -> [UInt8] {
    var decoder = Decoder(letters: Array(text.utf8))
    return try decoder.decode()
  }

  /// Groups of four letters; line ends among them are passed over (RFC 4648 §3.1).
  private struct Decoder {
    let letters: [UInt8]
    var position = 0
    var octets: [UInt8] = []

    init(letters: [UInt8]) { self.letters = letters }

    mutating func decode() throws(Base64Error) -> [UInt8] {
      octets.reserveCapacity(letters.count / 4 * 3 + 2)
      while try group() {}
      return octets
    }

    private mutating func next() -> UInt8? {
      while position < letters.count {
        position += 1
        let letter = letters[position - 1]
        if letter != 0x0A, letter != 0x0D { return letter }
      }
      return nil
    }

    /// False at the end.
    private mutating func group() throws(Base64Error) -> Bool {
      var bits: UInt32 = 0
      for index in 0..<4 {
        guard let letter = next() else {
          if index == 0 { return false }
          throw Base64Error(offset: position - index)
        }
        if letter == UInt8(ascii: "=") {
          try padding(after: index)
          octets.append(UInt8(truncatingIfNeeded: bits >> (index == 2 ? 4 : 10)))
          if index == 3 { octets.append(UInt8(truncatingIfNeeded: bits >> 2)) }
          return false
        }
        let value = values[Int(letter)]
        guard value < 64 else { throw Base64Error(offset: position - 1) }
        bits = bits << 6 | UInt32(value)
      }
      for shift: UInt32 in [16, 8, 0] { octets.append(UInt8(truncatingIfNeeded: bits >> shift)) }
      return true
    }

    /// One sign or two, and nothing behind them.
    private mutating func padding(after count: Int) throws(Base64Error) {
      guard count >= 2 else { throw Base64Error(offset: position - 1) }
      if count == 2 {
        guard let second = next() else { throw Base64Error(offset: letters.count) }
        guard second == UInt8(ascii: "=") else { throw Base64Error(offset: position - 2) }
      }
      if next() != nil { throw Base64Error(offset: position - 1) }
    }
  }
}

/// With the alphabet for URLs and without padding (RFC 4648 §5).
extension Base64 {
  package static func encodeForURL(_ octets: [UInt8]) -> String {
    let text = encode(octets).utf8.filter { $0 != UInt8(ascii: "=") }
    return String(decoding: text.map { toURL[$0] ?? $0 }, as: UTF8.self)
  }

  package static func decode(url text: String) throws(Base64Error) -> [UInt8] {
    // Letters of the other alphabet are none of this one, and stay where they are for the error.
    let stranger = UInt8(ascii: "!")
    let letters = text.utf8.map { letter in
      toURL.keys.contains(letter) || letter == UInt8(ascii: "=")
        ? stranger : fromURL[letter] ?? letter
    }
    let count = letters.count { $0 != 0x0A && $0 != 0x0D }
    let isCut = count % 4 == 1
    let padding = [UInt8](repeating: UInt8(ascii: "="), count: isCut ? 0 : (4 - count % 4) % 4)
    var decoder = Decoder(letters: letters + padding)
    return try decoder.decode()
  }

  private static let toURL: [UInt8: UInt8] = [
    UInt8(ascii: "+"): UInt8(ascii: "-"), UInt8(ascii: "/"): UInt8(ascii: "_"),
  ]
  private static let fromURL: [UInt8: UInt8] = [
    UInt8(ascii: "-"): UInt8(ascii: "+"), UInt8(ascii: "_"): UInt8(ascii: "/"),
  ]
}

/// Where a text stops being base 64.
package struct Base64Error: Error, Hashable, CustomStringConvertible {
  var offset: Int
  package var description: String { "illegal base64 data at input byte \(offset)" }
}
