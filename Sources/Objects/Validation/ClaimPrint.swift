/// A claim's spec as upstream prints it where it shows what changed: the fields of the Go struct in
/// their order and with their names there, all of them.
enum ClaimPrint {
  /// Indented by a space a level.
  static func lines(_ spec: [String: Value]) -> [String] {
    func field(_ name: String) -> Node { spec[name].map(Node.init) ?? .null }
    func source(_ name: String, _ fields: [(String, String)]) -> Node {
      guard let value = spec[name]?.object else { return .null }
      return .fields(fields.map { ($0.0, value[$0.1].map(Node.init) ?? .null) })
    }
    let named = [("APIGroup", "apiGroup"), ("Kind", "kind"), ("Name", "name")]
    let resources = spec["resources"]
    let selector = spec["selector"]?.object.map { value in
      Node.fields(
        ["matchLabels", "matchExpressions"].compactMap { name in
          value[name].map { (name, Node($0)) }
        })
    }
    let root = Node.fields([
      ("AccessModes", field("accessModes")), ("Selector", selector ?? .null),
      (
        "Resources",
        .fields([
          ("Limits", resources?["limits"].map(Node.init) ?? .null),
          ("Requests", resources?["requests"].map(Node.init) ?? .null),
        ])
      ),
      // A text and no pointer to one: empty, not null.
      ("VolumeName", Node(spec["volumeName"] ?? "")),
      ("StorageClassName", field("storageClassName")), ("VolumeMode", field("volumeMode")),
      ("DataSource", source("dataSource", named)),
      ("DataSourceRef", source("dataSourceRef", named + [("Namespace", "namespace")])),
      ("VolumeAttributesClassName", field("volumeAttributesClassName")),
    ])
    return root.lines(indent: "")
  }

  /// JSON whose fields have an order.
  private indirect enum Node {
    case scalar(String)
    case items([Node])
    case fields([(String, Node)])

    static let null = Node.scalar("null")

    init(_ value: Value) {
      switch value {
      case .array(let items): self = .items(items.map(Node.init))
      case .object(let fields):
        self = .fields(fields.sorted { $0.key < $1.key }.map { ($0.key, Node($0.value)) })
      default: self = .scalar(value.json(escapingHTML: true))
      }
    }

    func lines(indent: String) -> [String] {
      switch self {
      case .scalar(let text): [text]
      case .items(let items):
        Self.enclosed("[", items.map { $0.lines(indent: indent + " ") }, "]", indent)
      case .fields(let fields):
        Self.enclosed(
          "{",
          fields.map { name, node in
            var lines = node.lines(indent: indent + " ")
            lines[0] = "\(Value.string(name).json(escapingHTML: true)): \(lines[0])"
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
}
