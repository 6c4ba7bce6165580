import Foundation

/// What the controllers decide about an object at a moment, as a value a path: `spec.replicas` is `3`.
///
/// Times, versions and what only a kubelet or a provisioner knows are left out.
struct ObjectState: Hashable {
  private(set) var fields: [String: String] = [:]

  static let gone = ObjectState(fields: ["gone": "true"])

  private init(fields: [String: String]) { self.fields = fields }

  /// - Parameters:
  ///   - object: a whole object, or one of a recording, which has less of what is left out here.
  ///   - alias: what stands for a uid.
  init(kind: String, _ object: [String: Any], alias: (String) -> String) {
    let metadata = object.dictionary("metadata")
    let spec = object.dictionary("spec")
    for name in ["labels", "finalizers"] { add(metadata[name], name) }
    add(
      metadata.list("ownerReferences").map { owner in
        owner.merging(["uid": alias(owner["uid"] as? String ?? "")]) { $1 }
      }, "owners")
    if metadata["deletionTimestamp"] != nil { fields["isTerminating"] = "true" }
    switch kind {
    case "StatefulSet":
      for name in ["generation", "annotations"] { add(metadata[name], name) }
      add(spec, "spec")
      add(object["status"], "status")
    case "Pod":
      for name in ["generateName", "annotations"] { add(metadata[name], name) }
      for name in ["hostname", "subdomain"] { add(spec[name], name) }
      add(spec.list("volumes").filter { $0["projected"] == nil }, "volumes")
      add(spec.list("containers").map { "\($0["name"] ?? "") \($0["image"] ?? "")" }, "containers")
      let status = object.dictionary("status")
      add(status["phase"], "phase")
      add(status.list("conditions").first { $0["type"] as? String == "Ready" }?["status"], "ready")
    case "ControllerRevision":
      add(metadata["annotations"], "annotations")
      add(object["data"], "data")
      add(object["revision"], "revision")
    default:
      // Which volume a claim gets, the provisioner says.
      add(spec.filter { $0.key != "volumeName" }, "spec")
    }
  }

  /// - Parameter parts: of a Service, slice or Endpoints (`endpoints.jsonl`).
  init(endpoints parts: [String: Any], aliases: [String: String]) {
    for (name, part) in parts { add(part, name) }
    fields = fields.mapValues { aliases[$0] ?? $0 }
  }

  private mutating func add(_ value: Any?, _ path: String) {
    switch value {
    case nil, is NSNull: break
    case let value as [String: Any]:
      for (name, part) in value { add(part, "\(path).\(name)") }
      if value.isEmpty { fields[path] = "{}" }
    case let value as [Any]:
      for (index, part) in value.enumerated() { add(part, "\(path)[\(index)]") }
    case let value?:
      // The one time that is part of what somebody wants.
      fields[path] = path.hasSuffix("restartedAt") ? "TIME" : "\(value)"
    }
  }

  /// Puts one name for another wherever it stands.
  func replacing(_ names: [String: String]) -> ObjectState {
    ObjectState(
      fields: fields.mapValues { value in
        names.reduce(value) { $0.replacing($1.key, with: $1.value) }
      })
  }

  /// Where it differs from another, a line a path.
  func difference(from other: ObjectState) -> String {
    Set(fields.keys).union(other.fields.keys).sorted().filter { fields[$0] != other.fields[$0] }
      .map { "\($0) \(fields[$0] ?? "absent"), not \(other.fields[$0] ?? "absent")" }
      .joined(separator: "; ")
  }

  /// Whether each value is that of one of both, or a number between them: a state on the way, which a slower
  /// controller does not write.
  func lies(between old: ObjectState, and new: ObjectState) -> Bool {
    let paths = Set(fields.keys).union(old.fields.keys).union(new.fields.keys)
    return paths.allSatisfy { path in
      let (value, a, b) = (fields[path], old.fields[path], new.fields[path])
      if value == a || value == b { return true }
      guard let value = Int(value ?? "0"), let a = Int(a ?? "0"), let b = Int(b ?? "0") else {
        return false
      }
      return (min(a, b)...max(a, b)).contains(value)
    }
  }
}

extension [String: Any] {
  func dictionary(_ name: String) -> [String: Any] { self[name] as? [String: Any] ?? [:] }
  func list(_ name: String) -> [[String: Any]] { self[name] as? [[String: Any]] ?? [] }
}
