import ObjectStore
import Objects

/// Turns objects into the form that a client asked for.
struct Presentation: Sendable {
  let accept: Accept
  let includeObject: Table.IncludeObject
  let resource: Resource
  /// Ages in tables are counted to its now.
  let clock: any ClusterClock

  init(_ request: APIRequest, of resource: Resource, clock: any ClusterClock)
    throws(StatusError)
  {
    accept = try Accept(request.accept)
    let text = request.query["includeObject"] ?? ""
    guard let include = text.isEmpty ? .metadata : Table.IncludeObject(rawValue: text) else {
      throw .badRequest("unrecognized includeObject value: \(Value.string(text).quoted)")
    }
    if accept.form == .aggregatedDiscovery { throw .notAcceptable }
    includeObject = include
    self.resource = resource
    self.clock = clock
  }

  /// One object.
  func value(
    of object: any KubernetesObject, withDefinitions: Bool = true
  ) -> Value {
    switch accept.form {
    case .table:
      let version = object.metadata.resourceVersion.map { "\($0)" } ?? ""
      return table([object], ["resourceVersion": .string(version)], withDefinitions)
    case .metadata(let version):
      return Table.partialMetadata(of: object).with(metaVersion: version)
    case .object, .aggregatedDiscovery: return object.value
    }
  }

  /// A list; its items do not repeat what kind they are, as upstream's do not.
  func value(of objects: [any KubernetesObject], metadata: Value) -> Value {
    switch accept.form {
    case .table: return table(objects, metadata, true)
    case .metadata(let version):
      return [
        "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/\(version)"),
        "metadata": metadata,
        "items": .array(
          objects.map { Table.partialMetadata(of: $0).with(metaVersion: version) }),
      ]
    case .object, .aggregatedDiscovery:
      return [
        "kind": .string("\(resource.kind)List"), "apiVersion": .string(resource.apiVersion),
        "metadata": metadata, "items": .array(objects.map(\.value.withoutKind)),
      ]
    }
  }

  /// What a watch says when nothing happened but time: how far it is.
  func bookmark(_ version: ResourceVersion, marksInitialEnd: Bool) -> Value {
    var metadata: [String: Value] = ["resourceVersion": .string("\(version)")]
    if marksInitialEnd { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
    switch accept.form {
    case .table(let version):
      return [
        "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"),
        "metadata": .object(metadata), "columnDefinitions": .null, "rows": [],
      ]
    case .metadata(let version):
      return [
        "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"),
        "metadata": .object(metadata),
      ]
    case .object, .aggregatedDiscovery:
      return [
        "kind": .string(resource.kind), "apiVersion": .string(resource.apiVersion),
        "metadata": .object(metadata),
      ]
    }
  }

  /// With the media type that was asked for.
  func response(_ object: any KubernetesObject, status: Int = 200) -> APIResponse {
    APIResponse(value(of: object), status: status, contentType: accept.contentType)
  }

  private func table(
    _ objects: [any KubernetesObject], _ metadata: Value, _ withDefinitions: Bool
  ) -> Value {
    let table = Table.render(
      objects, of: resource, listMetadata: metadata, includeObject: includeObject,
      withDefinitions: withDefinitions, now: clock.now())
    guard case .table(let version) = accept.form else { return table }
    return table.with(metaVersion: version)
  }
}

extension Value {
  /// In the version of `meta.k8s.io` that was asked for; both have one shape.
  fileprivate func with(metaVersion: String) -> Value {
    guard metaVersion != "v1", case .object(var fields) = self else { return self }
    fields["apiVersion"] = .string("meta.k8s.io/\(metaVersion)")
    return .object(fields)
  }

  fileprivate var withoutKind: Value {
    guard case .object(var fields) = self else { return self }
    fields["apiVersion"] = nil
    fields["kind"] = nil
    return .object(fields)
  }
}
