import ObjectStore
import Objects

/// `statefulsets/NAME/scale`: the number of replicas alone, in the form that all scalable kinds
/// share (autoscaling/v1 Scale).
extension APIHandler {
  /// GET, PUT and PATCH; a write goes through all checks of the set.
  func scale(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    // A Scale has no columns of its own.
    let accept = try Accept(request.accept)
    let target = PatchTarget(
      resource: Scale.resource, read: { object throws(StatusError) in try Scale(of: object).value },
      write: { value, current throws(StatusError) in
        try Scale(value, at: endpoint).write(to: current)
      },
      respond: { object, status throws(StatusError) in
        APIResponse(try Scale(of: object).value, status: status, contentType: accept.contentType)
      })
    switch request.method {
    case "GET": return try target.respond(try await stored(endpoint.key), 200)
    case "PUT":
      let options = try WriteOptions(request, kind: "UpdateOptions")
      let body = try bodies.read(request, as: "Scale").value
      let current = try await stored(endpoint.key)
      let write = try target.write(body, current)
      return try target.respond(try await self.write(write, isDryRun: options.isDryRun), 200)
    case "PATCH": return try await patch(request, at: endpoint, target)
    default: throw .methodNotAllowed
    }
  }
}

/// The part of a set that a scale is about.
private struct Scale {
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
    let apiVersion = value["apiVersion"]?.string ?? ""
    guard apiVersion.isEmpty || apiVersion == "autoscaling/v1" else {
      throw .badRequest("expected a Scale of autoscaling/v1, found \(apiVersion)")
    }
    if let name = value["metadata"]?["name"]?.string, !name.isEmpty,
      name != endpoint.attributes.name
    {
      throw .badRequest(
        "the name of the object (\(name)) does not match the name on the URL "
          + "(\(endpoint.attributes.name))")
    }
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
      throw .badRequest(
        "Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal "
          + "\(other) into Go struct field ScaleSpec.spec.replicas of type int32")
    }
    self.value = value
  }

  /// The set with the wanted number, and with the version and identity that the client knows.
  func write(to current: any KubernetesObject) throws(StatusError) -> Write {
    guard var set = current as? StatefulSet else { throw .noSuchResource }
    set.spec.replicas = Int32(truncatingIfNeeded: value["spec"]?["replicas"]?.integer ?? 0)
    let metadata = value["metadata"]
    let version = metadata?["resourceVersion"]?.string ?? ""
    if !version.isEmpty {
      set.metadata.resourceVersion = ResourceVersion(rawValue: UInt64(version) ?? 0)
    }
    if let uid = metadata?["uid"]?.string, !uid.isEmpty { set.metadata.uid = uid }
    return .update(set)
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
