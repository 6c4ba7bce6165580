/// Reads messages into objects, along the schema. Types of the schema do not contain themselves, so
/// that the depth is theirs.
struct ProtobufDecoder {
  private let octets: [UInt8]
  /// A member of a list can take two octets here and a hundred times that as a value.
  private let valueLimit: Int
  private var valueCount = 0

  init(_ octets: [UInt8], valueLimit: Int = 500_000) {
    self.octets = octets
    self.valueLimit = valueLimit
  }

  /// A field that comes twice: the last counts, but messages merge (Protocol Buffers, "Last One
  /// Wins").
  mutating func message(_ range: Range<Int>, of type: String, into fields: inout [String: Value])
    throws(ProtobufError)
  {
    try message(range, .of(type), into: &fields)
  }

  private mutating func message(
    _ range: Range<Int>, _ message: ProtobufMessage, into fields: inout [String: Value]
  ) throws(ProtobufError) {
    var reader = ProtobufReader(octets, range, message: message.name)
    while let tag = try reader.tag() {
      switch message[tag.number] {
      case .field(let name, let shape)?:
        try field(&reader, tag, name, shape, into: &fields)
      case .embedded(let inner)?:
        try self.message(try reader.length(of: tag, inner.name), inner, into: &fields)
      case nil: try reader.skip(tag)
      }
    }
  }

  private mutating func field(
    _ reader: inout ProtobufReader, _ tag: ProtobufReader.Tag, _ name: String,
    _ shape: FieldShape, into fields: inout [String: Value]
  ) throws(ProtobufError) {
    switch shape.container {
    // What is there is taken out first, so that it is not copied for each member.
    case .one:
      if case .type(let type) = shape.element {
        let range = try reader.length(of: tag, name)
        var inner = fields.removeValue(forKey: name)?.object ?? [:]
        try message(range, of: type, into: &inner)
        fields[name] = .object(inner)
      } else {
        fields[name] = try value(&reader, tag, name, shape.element)
      }
    case .list:
      var members = fields.removeValue(forKey: name)?.array ?? []
      if tag.layout == .delimited, shape.element.isVarint {
        let packed = try reader.length(of: tag, name)
        var reader = ProtobufReader(octets, packed, message: name)
        let each = ProtobufReader.Tag(number: tag.number, layout: .varint)
        while !reader.isAtEnd {
          members.append(try value(&reader, each, name, shape.element) ?? .null)
        }
      } else {
        members.append(try value(&reader, tag, name, shape.element) ?? .null)
      }
      fields[name] = .array(members)
    case .map:
      let range = try reader.length(of: tag, name)
      var members = fields.removeValue(forKey: name)?.object ?? [:]
      try entry(range, name, shape.element, into: &members)
      fields[name] = .object(members)
    }
  }

  /// A map is a list of messages {key = 1, value = 2}; what is missing is empty.
  private mutating func entry(
    _ range: Range<Int>, _ name: String, _ element: FieldShape.Element,
    into members: inout [String: Value]
  ) throws(ProtobufError) {
    var reader = ProtobufReader(octets, range, message: name)
    var key = ""
    var member: Value?
    while let tag = try reader.tag() {
      switch tag.number {
      case 1: key = reader.text(try reader.length(of: tag, "mapkey"))
      case 2: member = try value(&reader, tag, "mapvalue", element)
      default: try reader.skip(tag)
      }
    }
    members[key] = member ?? Self.empty(element)
  }

  /// nil: null in JSON, as a time that nobody set.
  private mutating func value(
    _ reader: inout ProtobufReader, _ tag: ProtobufReader.Tag, _ name: String,
    _ element: FieldShape.Element
  ) throws(ProtobufError) -> Value? {
    valueCount += 1
    if valueCount > valueLimit {
      throw ProtobufError("proto: more than \(valueLimit) values")
    }
    switch element {
    case .bool: return .bool(try reader.varint(of: tag, name) != 0)
    case .int32:
      let number = try reader.varint(of: tag, name)
      return .integer(Int64(Int32(truncatingIfNeeded: number)))
    case .int64: return .integer(Int64(bitPattern: try reader.varint(of: tag, name)))
    case .string: return .string(reader.text(try reader.length(of: tag, name)))
    case .octets: return .string(Base64.encode(octets[try reader.length(of: tag, name)]))
    case .type(let type):
      let range = try reader.length(of: tag, name)
      var fields: [String: Value] = [:]
      try message(range, .of(type), into: &fields)
      return .object(fields)
    case .time, .microTime, .quantity, .integerOrString, .strings, .anything:
      return try special(try reader.length(of: tag, name), name, element)
    }
  }

  private static func empty(_ element: FieldShape.Element) -> Value {
    switch element {
    case .string, .octets: ""
    case .quantity: "0"
    case .strings: []
    default: .null
    }
  }
}

extension FieldShape.Element {
  fileprivate var isVarint: Bool { [.bool, .int32, .int64].contains(self) }
}

/// Types that are one value in JSON and a message in protobuf.
extension ProtobufDecoder {
  private mutating func special(
    _ range: Range<Int>, _ name: String, _ element: FieldShape.Element
  ) throws(ProtobufError) -> Value? {
    var numbers: [UInt32: UInt64] = [:]
    var texts: [UInt32: [Range<Int>]] = [:]
    var reader = ProtobufReader(octets, range, message: name)
    while let tag = try reader.tag() {
      switch tag.layout {
      case .varint: numbers[tag.number] = try reader.varint(of: tag, name)
      case .delimited:
        valueCount += 1
        texts[tag.number, default: []].append(try reader.length(of: tag, name))
      default: try reader.skip(tag)
      }
    }
    let text = texts[1]?.last.map { reader.text($0) }
    switch element {
    case .quantity: return .string(text.flatMap { $0.isEmpty ? nil : $0 } ?? "0")
    case .strings: return .array((texts[1] ?? []).map { .string(reader.text($0)) })
    case .integerOrString:
      // type: 0 is a number, 1 a text.
      if numbers[1] == 1 { return .string(texts[3]?.last.map { reader.text($0) } ?? "") }
      return .integer(Int64(Int32(truncatingIfNeeded: numbers[2] ?? 0)))
    case .anything: return try json(texts[1]?.last, name)
    default: return try time(range, numbers, name, isMicro: element == .microTime)
    }
  }

  /// An empty message is a time that nobody set.
  private func time(
    _ range: Range<Int>, _ numbers: [UInt32: UInt64], _ name: String, isMicro: Bool
  ) throws(ProtobufError) -> Value? {
    if range.isEmpty { return nil }
    let moment = Timestamp(
      seconds: Int64(bitPattern: numbers[1] ?? 0),
      nanoseconds: Int32(truncatingIfNeeded: numbers[2] ?? 0))
    // The years 1 to 9999, which RFC 3339 can write.
    guard (-62_135_596_800..<253_402_300_800).contains(moment.seconds),
      (0..<1_000_000_000).contains(moment.nanoseconds)
    else {
      throw ProtobufError("proto: \(name): \(moment.seconds) seconds is not a time")
    }
    return .string(isMicro ? moment.microseconds : moment.description)
  }

  /// Fields of any content travel as JSON.
  private func json(_ range: Range<Int>?, _ name: String) throws(ProtobufError) -> Value? {
    guard let range, !range.isEmpty else { return nil }
    do {
      return try Value.parse(json: Array(octets[range]))
    } catch {
      throw ProtobufError("proto: \(name): \(error)")
    }
  }
}
