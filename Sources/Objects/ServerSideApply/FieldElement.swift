/// One step down into an object, as structured-merge-diff names it.
enum FieldElement: Hashable, Sendable {
  /// A field of a struct or map.
  case field(String)
  /// A member of a list of type map, by its keys.
  case key([String: Value])
  /// A member of a list of type set.
  case value(Value)
  /// A member of a list without keys, which nobody makes but anybody may send.
  case index(Int)

  /// As in FieldsV1: `f:spec`, `k:{"name":"web"}`, `v:"a"`, `i:0`.
  var text: String {
    switch self {
    case .field(let name): "f:\(name)"
    case .key(let fields): "k:\(Value.object(fields).json())"
    case .value(let value): "v:\(value.json())"
    case .index(let index): "i:\(index)"
    }
  }

  /// nil for what is no element of FieldsV1.
  init?(text: String) {
    let content = String(text.dropFirst(2))
    switch text.prefix(2) {
    case "f:": self = .field(content)
    case "k:":
      guard let fields = (try? Value.parse(json: content))?.object else { return nil }
      self = .key(fields)
    case "v:":
      guard let value = try? Value.parse(json: content) else { return nil }
      self = .value(value)
    case "i:":
      guard let index = Int(content) else { return nil }
      self = .index(index)
    default: return nil
    }
  }

  /// As a path prints it: `.spec`, `[name="web"]`, `[="a"]`, `[0]`.
  var pathText: String {
    switch self {
    case .field(let name): return ".\(name)"
    case .key(let fields):
      let pairs = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.quoted)" }
      return "[\(pairs.joined(separator: ","))]"
    case .value(let value): return "[=\(value.quoted)]"
    case .index(let index): return "[\(index)]"
    }
  }
}

extension FieldElement: Comparable {
  static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
