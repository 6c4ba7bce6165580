/// An object as the Go struct that upstream makes of it, which is what it prints where it shows what
/// changed: all fields in the order of the struct, with the names and zero values that they have there.
indirect enum GoStruct: Hashable {
  /// Its JSON.
  case scalar(String)
  case items([GoStruct])
  case fields([Field])

  struct Field: Hashable {
    let name: String
    let value: GoStruct
  }

  static let null = GoStruct.scalar("null")

  /// - Parameter type: one of ``GoLayout``.
  init(_ value: Value?, type: String) {
    self = .fields(
      GoLayout.fields(of: type).compactMap { field in
        let part = value?[field.key].flatMap { $0.isNull ? nil : $0 }
        if field.isLeftOut(part) { return nil }
        return Field(name: field.name, value: GoStruct(part, kind: field.kind))
      })
  }

  /// What Go tells apart only where it prints, an empty list from none, is the same here.
  private init(_ value: Value?, kind: GoLayout.Kind) {
    switch kind {
    case .text: self.init(value ?? "")
    case .number: self.init(value ?? 0)
    case .flag: self.init(value ?? false)
    case .amount: self.init(value ?? "0")
    case .optional: self = value.map(GoStruct.init) ?? .null
    case .list, .map:
      let isEmpty = value?.array?.isEmpty ?? value?.object?.isEmpty ?? true
      self = isEmpty ? .null : value.map(GoStruct.init) ?? .null
    case .structure(let type): self.init(value, type: type)
    case .pointer(let type): self = value.map { GoStruct($0, type: type) } ?? .null
    case .structures(let type):
      let items = value?.array ?? []
      self = items.isEmpty ? .null : .items(items.map { GoStruct($0, type: type) })
    }
  }

  /// As Go prints any JSON: the keys of a map in order.
  private init(_ value: Value) {
    switch value {
    case .array(let items): self = .items(items.map(GoStruct.init))
    case .object(let fields):
      self = .fields(
        fields.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: GoStruct($0.value)) })
    default: self = .scalar(value.json(escapingHTML: true))
    }
  }
}

extension GoStruct {
  /// In one line, as the value of an error.
  var text: String {
    switch self {
    case .scalar(let text): text
    case .items(let items): "[\(items.map(\.text).joined(separator: ","))]"
    case .fields(let fields):
      "{\(fields.map { "\($0.printedName):\($0.value.text)" }.joined(separator: ","))}"
    }
  }

  /// Indented by a space a level.
  var lines: [String] { lines(indent: "") }

  private func lines(indent: String) -> [String] {
    switch self {
    case .scalar(let text): [text]
    case .items(let items):
      Self.enclosed("[", items.map { $0.lines(indent: indent + " ") }, "]", indent)
    case .fields(let fields):
      Self.enclosed(
        "{",
        fields.map { field in
          var lines = field.value.lines(indent: indent + " ")
          lines[0] = "\(field.printedName): \(lines[0])"
          return lines
        }, "}", indent)
    }
  }

  private static func enclosed(
    _ open: String, _ parts: [[String]], _ close: String, _ indent: String
  ) -> [String] {
    if parts.isEmpty { return [open + close] }
    var lines = [open]
    for (index, part) in parts.enumerated() {
      var part = part
      part[0] = "\(indent) \(part[0])"
      if index < parts.count - 1 { part[part.count - 1] += "," }
      lines += part
    }
    return lines + [indent + close]
  }
}

extension GoStruct.Field {
  fileprivate var printedName: String { Value.string(name).json(escapingHTML: true) }
}
