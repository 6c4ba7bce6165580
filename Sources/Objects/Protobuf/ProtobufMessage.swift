/// What the numbers of a message stand for.
struct ProtobufMessage: Sendable {
  enum Field: Sendable {
    case field(String, FieldShape)
    /// A struct that Go embeds: a message in protobuf, but its fields stand in the outer object.
    case embedded(ProtobufMessage)
  }

  private(set) var name: String
  private(set) var fields: [UInt32: Field] = [:]

  /// nil for a number that the schema does not know.
  subscript(number: UInt32) -> Field? { fields[number] }

  private init(name: String) { self.name = name }

  private init(_ type: SchemaType) {
    self.init(name: type.name)
    for (name, shape) in type.fields {
      let numbers = SchemaField(name, shape).numbers
      guard let first = numbers.first else { continue }
      guard numbers.count == 2 else {
        fields[first] = .field(name, shape)
        continue
      }
      var embedded = ProtobufMessage(name: "\(type.name)'s field \(first)")
      if case .embedded(let known)? = fields[first] { embedded = known }
      embedded.fields[numbers[1]] = .field(name, shape)
      fields[first] = .embedded(embedded)
    }
  }

  /// Made when the first body comes.
  private static let all = SchemaType.all.mapValues(ProtobufMessage.init)

  static func of(_ type: String) -> ProtobufMessage {
    guard let message = all[type] else { preconditionFailure("the schema has no type \(type)") }
    return message
  }
}
