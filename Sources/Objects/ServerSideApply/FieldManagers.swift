/// `metadata.managedFields`: who manages which fields.
struct FieldManagers {
  /// What tells one manager from another; an applier is the same under each API version.
  struct Name: Hashable {
    var manager: String
    var operation: String
    var apiVersion: String
    var subresource: String

    /// As a conflict tells it.
    var description: String {
      let place = subresource.isEmpty ? "" : " with subresource \"\(subresource)\""
      let version = operation == "Update" ? " using \(apiVersion)" : ""
      return Value.string(manager).quoted + place + version
    }
  }

  struct Entry: Hashable {
    var apiVersion: String
    var time: String
    var fields: FieldSet
  }

  var entries: [Name: Entry] = [:]

  init() {}

  init(_ value: Value?) {
    for entry in value?.array ?? [] {
      guard let manager = entry["manager"]?.string, let operation = entry["operation"]?.string,
        let fields = entry["fieldsV1"]
      else { continue }
      let apiVersion = entry["apiVersion"]?.string ?? ""
      let name = Name(
        manager: manager, operation: operation,
        apiVersion: operation == "Apply" ? "" : apiVersion,
        subresource: entry["subresource"]?.string ?? "")
      entries[name] = Entry(
        apiVersion: apiVersion, time: entry["time"]?.string ?? "",
        fields: FieldSet(fieldsV1: fields))
    }
  }

  /// The books that an update goes on with. A client may rewrite them, or empty them with a list of
  /// nothing or of one empty entry; books that it left out or spoiled are as they were. Through a
  /// subresource they cannot be touched (upstream's `decodeLiveOrNew`).
  init(given: Value?, stored: Value?, isSubresource: Bool) {
    let isEmptied = given == [] || given == [[:]]
    let isRewritten = given?.array?.allSatisfy(Self.isSound) == true
    self.init(!isSubresource && (isEmptied || isRewritten) ? given : stored)
  }

  private static func isSound(_ entry: Value) -> Bool {
    ["Apply", "Update"].contains(entry["operation"]?.string ?? "")
      && entry["apiVersion"]?.string?.isEmpty == false && entry["fieldsType"] == "FieldsV1"
      && entry["manager"]?.string != nil && entry["fieldsV1"]?.object != nil
  }

  /// Appliers first, then by time and by name, as upstream sorts them; nil when nobody is there.
  var value: Value? {
    let sorted = entries.filter { !$0.value.fields.isEmpty }.sorted { a, b in
      (a.key.operation, a.value.time, a.key.manager, a.value.apiVersion, a.key.subresource)
        < (b.key.operation, b.value.time, b.key.manager, b.value.apiVersion, b.key.subresource)
    }
    if sorted.isEmpty { return nil }
    return .array(
      sorted.map { name, entry in
        var writer = FieldWriter(["fieldsType": "FieldsV1", "fieldsV1": entry.fields.fieldsV1])
        writer.put("manager", name.manager)
        writer.put("operation", name.operation)
        writer.put("apiVersion", entry.apiVersion)
        writer.put("subresource", name.subresource)
        writer.put("time", entry.time)
        return writer.value
      })
  }

  /// All that others manage.
  func fields(except name: Name) -> FieldSet {
    entries.filter { $0.key != name }.values.reduce(FieldSet()) { $0.union($1.fields) }
  }

  /// Fields that others lose.
  mutating func take(_ fields: FieldSet, except name: Name) {
    for (other, entry) in entries where other != name {
      entries[other]?.fields = entry.fields.subtracting(fields)
    }
  }

  /// - Parameter time: when the manager last changed something; nil leaves what was there, as
  ///   owning more is no change.
  mutating func set(_ name: Name, _ fields: FieldSet, apiVersion: String, at time: Timestamp?) {
    entries[name] = Entry(
      apiVersion: apiVersion, time: time?.description ?? entries[name]?.time ?? "",
      fields: Self.strippingIdentity(fields))
  }

  /// How many entries updates may have (upstream's `DefaultMaxUpdateManagers`).
  private static let updateLimit = 10

  /// The oldest updates become one entry an API version, `ancient-changes`, so that an object does
  /// not grow with each client that ever touched it (upstream's `capUpdateManagers`). Appliers stay.
  mutating func mergeOldestUpdates() {
    let updates = entries.filter { $0.key.operation == "Update" && !$0.value.fields.isEmpty }
      .sorted {
        ($0.value.time, $0.key.manager, $0.key.apiVersion, $0.key.subresource)
          < ($1.value.time, $1.key.manager, $1.key.apiVersion, $1.key.subresource)
      }
    var surplus = updates.count - Self.updateLimit
    /// By API version: the oldest, which is merged as soon as a second one is.
    var oldest: [String: Name] = [:]
    for (name, entry) in updates where surplus > 0 {
      let ancient = Name(
        manager: "ancient-changes", operation: "Update", apiVersion: name.apiVersion,
        subresource: "")
      guard let first = oldest[name.apiVersion] else {
        oldest[name.apiVersion] = name
        continue
      }
      guard name != ancient else { continue }
      if entries[ancient] == nil { entries[ancient] = entries.removeValue(forKey: first) }
      let fields = entries[ancient]?.fields ?? FieldSet()
      entries[ancient] = Entry(
        apiVersion: name.apiVersion, time: entry.time, fields: fields.union(entry.fields))
      entries[name] = nil
      surplus -= 1
    }
  }

  /// What names an object, and what the server alone writes, is nobody's.
  static func strippingIdentity(_ fields: FieldSet) -> FieldSet {
    var fields = fields.without(.field("apiVersion")).without(.field("kind"))
    fields[.field("metadata")].isMember = false
    for name in [
      "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields",
      "resourceVersion",
    ] {
      fields = fields.without(.field("metadata"), .field(name))
    }
    return fields
  }
}
