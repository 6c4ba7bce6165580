import Foundation
import Objects

/// Writes objects as Go's generated code does: the numbers of the schema, fields that have no
/// pointer in Go even when they are zero.
struct ProtobufEncoder {
  var octets: [UInt8] = []

  /// With the envelope.
  static func body(_ value: Value, of type: String) -> [UInt8] {
    var meta = ProtobufEncoder()
    meta.text(1, value["apiVersion"]?.string ?? "")
    meta.text(2, value["kind"]?.string ?? "")
    var object = ProtobufEncoder()
    object.object(value, ofType: type)
    var unknown = ProtobufEncoder()
    unknown.delimited(1, meta.octets)
    unknown.delimited(2, object.octets)
    unknown.text(3, "")
    unknown.text(4, "")
    return Array("k8s\0".utf8) + unknown.octets
  }

  mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      octets.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    octets.append(UInt8(rest))
  }

  mutating func number(_ field: UInt32, _ number: Int64) {
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: number))
  }

  mutating func delimited(_ field: UInt32, _ content: [UInt8]) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    octets += content
  }

  mutating func text(_ field: UInt32, _ text: String) { delimited(field, Array(text.utf8)) }

  /// The structs that Go embeds are messages of their own.
  mutating func object(_ value: Value, ofType type: String) {
    var embedded: [UInt32: ProtobufEncoder] = [:]
    for field in Schema.fields(ofType: type) {
      guard let first = field.numbers.first, let content = value[field.name] else { continue }
      if field.numbers.count == 2 {
        embedded[first, default: ProtobufEncoder()].field(field.numbers[1], content, field.type)
      } else {
        self.field(first, content, field.type)
      }
    }
    for (number, encoder) in embedded.sorted(by: { $0.key < $1.key }) {
      delimited(number, encoder.octets)
    }
  }

  private mutating func field(_ number: UInt32, _ value: Value, _ kind: SchemaField.Kind) {
    switch kind {
    case .list(let member): for element in value.array ?? [] { field(number, element, member) }
    case .map(let member):
      for (key, element) in (value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
        var entry = ProtobufEncoder()
        entry.text(1, key)
        if case .list(.scalar(.string)) = member {
          var texts = ProtobufEncoder()
          for text in element.array ?? [] { texts.text(1, text.string ?? "") }
          entry.delimited(2, texts.octets)
        } else {
          entry.field(2, element, member)
        }
        delimited(number, entry.octets)
      }
    case .type(let type):
      var inner = ProtobufEncoder()
      inner.object(value, ofType: type)
      delimited(number, inner.octets)
    case .scalar(let scalar): self.scalar(number, value, scalar)
    }
  }

  private mutating func scalar(_ number: UInt32, _ value: Value, _ scalar: SchemaField.Scalar) {
    var inner = ProtobufEncoder()
    switch scalar {
    case .string: return text(number, value.string ?? "")
    case .boolean: return self.number(number, value.bool == true ? 1 : 0)
    case .int32, .int64: return self.number(number, value.integer ?? 0)
    case .octets:
      return delimited(number, Array(Data(base64Encoded: value.string ?? "") ?? Data()))
    case .quantity: inner.text(1, value.string ?? "")
    case .anything: inner.text(1, value.json())
    case .integerOrString:
      inner.number(1, value.string == nil ? 0 : 1)
      inner.number(2, value.integer ?? 0)
      inner.text(3, value.string ?? "")
    case .time, .microTime:
      if let moment = Timestamp(text: value.string ?? "") {
        inner.number(1, moment.seconds)
        inner.number(2, Int64(moment.nanoseconds))
      }
    }
    delimited(number, inner.octets)
  }
}
