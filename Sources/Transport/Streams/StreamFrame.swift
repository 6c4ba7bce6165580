/// What the octets of a connection hold next (RFC 1035 §4.2.2):
///
///     +--+--+--+--+--
///     | LENGTH | message of LENGTH octets ...
///     +--+--+--+--+--
enum StreamFrame: Equatable {
  case message(Range<Int>)
  /// More octets are needed.
  case incomplete
  /// A length of 0: the peer does not speak DNS.
  case malformed

  /// Octets of the length in front of a message.
  static let prefixOctets = 2
  static let maximumMessageOctets = Int(UInt16.max)
  /// Octets of the longest message with its length.
  static let maximumOctets = prefixOctets + maximumMessageOctets

  /// Finds the message that starts at `offset`.
  static func next(in octets: Span<UInt8>, at offset: Int) -> StreamFrame {
    guard octets.count - offset >= prefixOctets else { return .incomplete }
    let length = Int(octets[offset]) << 8 | Int(octets[offset + 1])
    guard length > 0 else { return .malformed }
    let start = offset + prefixOctets
    guard octets.count - start >= length else { return .incomplete }
    return .message(start..<start + length)
  }
}
