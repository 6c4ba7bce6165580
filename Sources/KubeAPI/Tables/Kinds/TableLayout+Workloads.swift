import Objects

extension TableLayout {
  /// Active, or Terminating while its objects are being deleted.
  static let namespace = TableLayout(["Name", "Status", "Age"]) { source in
    [source.name, CellText.text(source.status["phase"], or: ""), source.age]
  }

  /// Of the pods, those that are Ready and those that are wanted.
  static let statefulSet = TableLayout([
    "Name", "Ready", "Age", .wide("Containers"), .wide("Images"),
  ]) { source in
    let ready = source.status["readyReplicas"]?.integer ?? 0
    let wanted = source.spec["replicas"]?.integer ?? 0
    let containers = source.spec["template"]?["spec"]?["containers"]?.array ?? []
    func all(_ field: String) -> Value {
      .string(containers.map { $0[field]?.string ?? "" }.joined(separator: ","))
    }
    return [source.name, .string("\(ready)/\(wanted)"), source.age, all("name"), all("image")]
  }

  /// For `kubectl rollout history`'s reader: which set the revision is of, and its number.
  static let controllerRevision = TableLayout(["Name", "Controller", "Revision", "Age"]) { source in
    [source.name, controller(source.metadata), source.value["revision"] ?? 0, source.age]
  }

  /// `statefulset.apps/web`.
  private static func controller(_ metadata: ObjectMetadata) -> Value {
    guard let owner = metadata.controller else { return CellText.none }
    let parts = owner.apiVersion.split(separator: "/")
    let kind = owner.kind.lowercased()
    return .string((parts.count == 2 ? "\(kind).\(parts[0])" : kind) + "/\(owner.name)")
  }

  /// Two generations of the API write events: in seconds with a count, or in microseconds, where
  /// repeats are a series.
  static let event = TableLayout([
    "Last Seen", "Type", "Reason", "Object", .wide("Subobject"), .wide("Source"), "Message",
    .wide("First Seen"), .wide("Count"), .wide("Name"),
  ]) { source in
    let event = source.value
    let series = event["series"]
    let first = age(event, ["firstTimestamp", "eventTime"], source)
    let last =
      if let series { source.since(series["lastObservedTime"]) } else {
        age(event, ["lastTimestamp", "firstTimestamp", "eventTime"], source)
      }
    // A single event of the newer API has no count.
    let count = series.map { $0["count"]?.integer ?? 0 } ?? max(event["count"]?.integer ?? 1, 1)
    return [
      .string(last), CellText.text(event["type"], or: ""), CellText.text(event["reason"], or: ""),
      .string(subject(event["involvedObject"])),
      CellText.text(event["involvedObject"]?["fieldPath"], or: ""), .string(origin(event)),
      .string(trimmed(event["message"]?.string ?? "")), .string(first), .integer(count),
      source.name,
    ]
  }

  /// Since the first of the moments that is noted; the others are null.
  private static func age(_ event: Value, _ fields: [String], _ source: TableSource) -> String {
    source.since(fields.lazy.compactMap { event[$0] }.first { $0 != .null })
  }

  /// `pod/web-0`.
  private static func subject(_ reference: Value?) -> String {
    let kind = (reference?["kind"]?.string ?? "").lowercased()
    guard let name = reference?["name"]?.string, !name.isEmpty else { return kind }
    return "\(kind)/\(name)"
  }

  /// `kubelet, node-1`: who saw it, and where.
  private static func origin(_ event: Value) -> String {
    func first(_ value: Value?, _ other: Value?) -> String {
      CellText.text(value, or: CellText.text(other, or: "")).string ?? ""
    }
    let component = first(event["source"]?["component"], event["reportingComponent"])
    let instance = first(event["source"]?["host"], event["reportingInstance"])
    return instance.isEmpty ? component : "\(component), \(instance)"
  }

  /// Messages of some reporters end with a line break, which would tear the table.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
