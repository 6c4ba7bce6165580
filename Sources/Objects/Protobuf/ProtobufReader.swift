/// Takes fields off a protobuf message (Protocol Buffers, "Encoding"); nothing is trusted.
struct ProtobufReader {
  /// How a field's value is laid out.
  enum Layout: UInt8 { case varint, eight, delimited, groupStart, groupEnd, four }

  struct Tag {
    var number: UInt32
    var layout: Layout
  }

  private let octets: [UInt8]
  private let message: String
  private(set) var position: Int
  private let end: Int

  /// - Parameter message: the message's name, for errors.
  init(_ octets: [UInt8], _ range: Range<Int>, message: String) {
    (self.octets, self.message, position, end) = (
      octets, message, range.lowerBound, range.upperBound
    )
  }

  var isAtEnd: Bool { position == end }

  /// The next field's; nil at the end of the message.
  mutating func tag() throws(ProtobufError) -> Tag? {
    if isAtEnd { return nil }
    let tag = try anyTag()
    if tag.layout == .groupEnd {
      throw ProtobufError("proto: \(message): wiretype end group for non-group")
    }
    return tag
  }

  private mutating func anyTag() throws(ProtobufError) -> Tag {
    let word = try varint()
    guard let layout = Layout(rawValue: UInt8(word & 7)) else {
      throw ProtobufError("proto: illegal wireType \(word & 7)")
    }
    guard let number = UInt32(exactly: word >> 3), number > 0, number < 1 << 29 else {
      throw ProtobufError("proto: \(message): illegal tag \(word >> 3) (wire type \(word & 7))")
    }
    return Tag(number: number, layout: layout)
  }

  /// At most ten octets of seven bits; a negative number has all ten.
  mutating func varint() throws(ProtobufError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { throw ProtobufError("unexpected EOF") }
      let octet = octets[position]
      position += 1
      if shift == 63, octet > 1 { break }
      number |= UInt64(octet & 0x7F) << shift
      if octet < 0x80 { return number }
    }
    throw ProtobufError("proto: integer overflow")
  }

  /// A number's value, after its tag.
  mutating func varint(of tag: Tag, _ field: String) throws(ProtobufError) -> UInt64 {
    guard tag.layout == .varint else { throw wrongLayout(tag, field) }
    return try varint()
  }

  /// Where a text or message stands, after its tag.
  mutating func length(of tag: Tag, _ field: String) throws(ProtobufError) -> Range<Int> {
    guard tag.layout == .delimited else { throw wrongLayout(tag, field) }
    return try length()
  }

  private mutating func length() throws(ProtobufError) -> Range<Int> {
    let length = try varint()
    guard length <= UInt64(Int64.max) else {
      throw ProtobufError("proto: negative length found during unmarshaling")
    }
    guard length <= UInt64(end - position) else { throw ProtobufError("unexpected EOF") }
    let start = position
    position += Int(length)
    return start..<position
  }

  /// Octets that are not UTF-8 are replaced, as Go does when it prints JSON.
  func text(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }

  /// Passes over a field that nobody knows, groups with all that is in them.
  mutating func skip(_ tag: Tag) throws(ProtobufError) {
    var depth = 0
    var layout = tag.layout
    while true {
      switch layout {
      case .varint: _ = try varint()
      case .eight: try skip(8)
      case .delimited: _ = try length()
      case .groupStart: depth += 1
      case .groupEnd: depth -= 1
      case .four: try skip(4)
      }
      if depth == 0 { return }
      layout = try anyTag().layout
    }
  }

  private mutating func skip(_ count: Int) throws(ProtobufError) {
    guard end - position >= count else { throw ProtobufError("unexpected EOF") }
    position += count
  }

  private func wrongLayout(_ tag: Tag, _ field: String) -> ProtobufError {
    ProtobufError("proto: wrong wireType = \(tag.layout.rawValue) for field \(field)")
  }
}
