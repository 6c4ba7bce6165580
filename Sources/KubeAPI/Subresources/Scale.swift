import ObjectStore
import Objects

/// The part of a set that a scale is about.
struct Scale {
  static let resource = Resource(
    group: "autoscaling", version: "v1", kind: "Scale", plural: "scales", singular: "scale")

  let value: Value

  init(of object: any KubernetesObject) throws(StatusError) {
    guard let set = object as? StatefulSet, let metadata = set.value["metadata"] else {
      throw .noSuchResource
    }
    var shown: [String: Value] = [:]
    for key in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      shown[key] = metadata[key]
    }
    let replicas = Int64(set.spec.replicas ?? 1)
    value = [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": .object(shown),
      "spec": replicas == 0 ? [:] : ["replicas": .integer(replicas)],
      "status": [
        "replicas": .integer(Int64(set.status.replicas)),
        "selector": .string(set.spec.selector.text),
      ],
    ]
  }

  /// Of a client, checked.
  init(_ value: Value, at endpoint: Endpoint) throws(StatusError) {
    let metadata = value["metadata"]
    let namespace = metadata?["namespace"]?.string ?? ""
    guard namespace.isEmpty || namespace == endpoint.namespace else {
      throw Endpoint.wrongNamespace
    }
    try APIHandler.checkName(metadata?["name"]?.string ?? "", at: endpoint)
    switch value["spec"]?["replicas"] {
    case nil, .null?: break
    case .integer(let number)? where Int32(exactly: number) != nil:
      if number < 0 {
        let error = FieldError(
          FieldPath("spec", "replicas"), .invalid, value: .integer(number),
          detail: "must be greater than or equal to 0")
        throw .invalid(
          group: "autoscaling", kind: "Scale", name: endpoint.attributes.name, FieldErrors(error))
      }
    case let other?:
      // Go shows the number that does not fit, and of all else only what it is.
      let found = other.numberText.map { "number \($0)" } ?? other.jsonKind
      throw .badRequest(
        "Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal \(found) into "
          + "Go struct field ScaleSpec.spec.replicas of type int32")
    }
    self.value = value
  }

  /// A body's kind, and its fields: a Scale has no embedded schema, as it is no object of its own.
  static func check(_ value: Value, at endpoint: Endpoint, _ validation: FieldValidation)
    throws(StatusError) -> (value: Value, warnings: [String])
  {
    let (apiVersion, kind) = (value["apiVersion"]?.string ?? "", value["kind"]?.string ?? "")
    if let problem = resource.decodingProblem(apiVersion, kind) {
      throw .badRequest(
        "\(kind.isEmpty ? resource.kind : kind) in version \"v1\" cannot be handled as a Scale: "
          + problem)
    }
    let known = ["apiVersion", "kind", "metadata", "spec", "status"]
    let unknown =
      (value.object ?? [:]).keys.filter { !known.contains($0) }.sorted()
      + (value["spec"]?.object ?? [:]).keys.filter { $0 != "replicas" }.sorted()
      .map { "spec.\($0)" }
    let warnings = unknown.map { "unknown field \"\($0)\"" }
    if validation == .strict, !warnings.isEmpty {
      throw .badRequest(
        "Scale in version \"v1\" cannot be handled as a Scale: strict decoding error: "
          + warnings.joined(separator: ", "))
    }
    return (value, validation == .warn ? warnings : [])
  }

  /// A PUT's uid is a precondition of the storage, a patch's one of the scale.
  func checkIdentity(_ current: any KubernetesObject, isPatch: Bool) throws(StatusError) {
    let uid = value["metadata"]?["uid"]?.string ?? ""
    guard isPatch, !uid.isEmpty, uid != current.metadata.uid else { return }
    let kind = current.resource
    let resource = Resource(
      group: kind.group, version: kind.version, kind: kind.kind, plural: "\(kind.plural)/scale",
      singular: kind.singular)
    let reason =
      "Precondition failed: UID in precondition: \(uid), UID in object meta: \(current.metadata.uid)"
    let name = current.metadata.name
    throw StatusError(
      409, "Conflict", "\(StoreError.conflict(resource, name: name, reason: reason))",
      details: StatusError.details(resource, name))
  }

  /// The set with the wanted number, and with the version and identity that the client knows.
  func applied(to current: any KubernetesObject) throws(StatusError) -> StatefulSet {
    guard var set = current as? StatefulSet else { throw .noSuchResource }
    set.spec.replicas = Int32(truncatingIfNeeded: value["spec"]?["replicas"]?.integer ?? 0)
    let metadata = value["metadata"]
    let version = metadata?["resourceVersion"]?.string ?? ""
    let number = UInt64(version)
    if number == nil, !version.isEmpty {
      throw StatusError(
        500, "",
        "strconv.ParseUint: parsing \(Value.string(version).quoted): invalid syntax")
    }
    set.metadata.resourceVersion = number.map(ResourceVersion.init)
    set.metadata.uid = metadata?["uid"]?.string ?? ""
    return set
  }
}

extension LabelSelector {
  /// As a query has it: `app=web,tier in (a,b)`, sorted by key as upstream prints selectors.
  fileprivate var text: String {
    var terms = matchLabels.map { ($0.key, "\($0.key)=\($0.value)") }
    for requirement in matchExpressions {
      let key = requirement.key
      let values = requirement.values.sorted().joined(separator: ",")
      let term =
        switch requirement.operation {
        case "In": "\(key) in (\(values))"
        case "NotIn": "\(key) notin (\(values))"
        case "Exists": key
        default: "!\(key)"
        }
      terms.append((key, term))
    }
    return terms.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: ",")
  }
}
