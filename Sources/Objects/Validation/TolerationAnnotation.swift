/// Tolerations were an annotation before they were a field. Nobody reads it any more, and still it has to
/// be right.
enum TolerationAnnotation {
  private static let key = "scheduler.alpha.kubernetes.io/tolerations"

  /// Upstream's path has the key as a field, or as the value of what cannot be read.
  static func validate(_ annotations: [String: String], at path: FieldPath) -> [FieldError] {
    guard let text = annotations[key], !text.isEmpty else { return [] }
    do throws(JSONError) {
      return PodSpec.validate(tolerations: try tolerations(text), at: path.field(key))
    } catch {
      return [.invalid(path, key, error.reason)]
    }
  }

  /// The fields as they are named in Go, whose decoder does not mind capitals, with their types.
  private static let fields = [
    ("key", "Key", "string"), ("operator", "Operator", "core.TolerationOperator"),
    ("value", "Value", "string"), ("effect", "Effect", "core.TaintEffect"),
    ("tolerationSeconds", "TolerationSeconds", "int64"),
  ]

  private static func tolerations(_ text: String) throws(JSONError) -> [Value] {
    let value = try Value.parse(json: text)
    if value.isNull { return [] }
    guard let items = value.array else {
      throw mismatch(value, "value of type []core.Toleration")
    }
    var tolerations: [Value] = []
    for item in items { tolerations.append(try toleration(item)) }
    return tolerations
  }

  /// In the form of the API; what Go does not know is left out.
  private static func toleration(_ item: Value) throws(JSONError) -> Value {
    if item.isNull { return [:] }
    guard let given = item.object else { throw mismatch(item, "value of type core.Toleration") }
    var toleration: [String: Value] = [:]
    for (field, name, type) in fields {
      let names = given.keys.filter { $0.lowercased() == field.lowercased() }
      guard let value = names.max().flatMap({ given[$0] }), !value.isNull else { continue }
      let fits = type == "int64" ? value.integer != nil : value.string != nil
      if !fits { throw mismatch(value, "struct field Toleration.\(name) of type \(type)") }
      toleration[field] = value
    }
    return .object(toleration)
  }

  private static func mismatch(_ value: Value, _ place: String) -> JSONError {
    // Go repeats a number where it wanted another kind of number.
    let number = place.hasSuffix("int64") ? value.numberText : nil
    let found = number.map { "number \($0)" } ?? value.jsonKind
    return JSONError(offset: 0, reason: "json: cannot unmarshal \(found) into Go \(place)")
  }
}
