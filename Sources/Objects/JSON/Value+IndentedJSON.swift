extension Value {
  /// JSON for people: sorted keys, four spaces a level, as kubectl prints it.
  package var indentedJSON: String { indented(by: "") }

  private func indented(by indent: String) -> String {
    let inner = indent + "    "
    switch self {
    case .object(let fields) where !fields.isEmpty:
      let lines = fields.sorted { $0.key < $1.key }.map { key, value in
        "\(inner)\(Value.string(key).json()): \(value.indented(by: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { inner + $0.indented(by: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    default: return json()
    }
  }
}
