package import Objects

/// A document that stays the same for the life of the process: octets to send, and their hash, so
/// that clients which have them already get 304.
package struct ServedDocument: Sendable {
  package let octets: [UInt8]
  /// Sixteen upper-case hexadecimal digits; the same for the same octets in every process.
  package let hash: String

  package init(_ value: Value) {
    octets = value.jsonOctets(escapingHTML: true)
    hash = Self.hash(octets)
  }

  /// For who wants it in another form.
  var value: Value? { try? Value.parse(json: octets) }

  /// The value of the header ETag, in quotes (RFC 9110 §8.8.3).
  package var entityTag: String { "\"\(hash)\"" }

  /// FNV-1a with 64 bits: it names versions of our own documents, nobody is to be kept out by it.
  private static func hash(_ octets: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16, uppercase: true)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
