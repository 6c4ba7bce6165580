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
    let books = FieldBooks(request, subresource: "scale", clock: settings.clock)
    let clock = settings.clock
    let target = PatchTarget(
      resource: Scale.resource, read: { object throws(StatusError) in try Scale(of: object).value },
      write: { value, current throws(StatusError) in
        let scale = try Scale(value, at: endpoint)
        try scale.checkIdentity(current, isPatch: request.method == "PATCH")
        return .update(books.noting(try scale.applied(to: current), over: current))
      },
      merge: { wanted, current, options, force in
        guard let current else {
          throw StoreError.notFound(endpoint.resource, name: endpoint.attributes.name)
        }
        return try Self.applyScale(
          wanted, to: current, at: endpoint, by: options, force: force, now: clock.now())
      },
      writeApplied: { value, _ throws(StatusError) in
        .update(try Self.placed(endpoint.typed(value), at: endpoint))
      },
      respond: { object, status throws(StatusError) in
        APIResponse(try Scale(of: object).value, status: status, contentType: accept.contentType)
      })
    switch request.method {
    case "GET": return try target.respond(try await stored(endpoint.key), 200)
    case "PUT":
      let options = try WriteOptions(request, kind: "UpdateOptions")
      let body = try Scale.check(
        try bodies.read(request, as: "Scale").value, at: endpoint, options.validation)
      let current = try await stored(endpoint.key)
      let write = try target.write(body.value, current)
      let written = try await self.write(
        write, isDryRun: options.isDryRun, telling: body.warnings)
      var response = try target.respond(written, 200)
      response.warn(body.warnings + warnings(about: written, replacing: current, at: endpoint))
      return response
    case "PATCH": return try await patch(request, at: endpoint, target)
    default: throw .methodNotAllowed
    }
  }

  /// Server-side apply of a Scale is one of the set's `spec.replicas` alone.
  static func applyScale(
    _ wanted: Value, to current: any KubernetesObject, at endpoint: Endpoint,
    by options: WriteOptions, force: Bool, now: Timestamp
  ) throws(ApplyConflict) -> Value {
    let set = current.resource
    var parent: [String: Value] = [
      "apiVersion": .string(set.apiVersion), "kind": .string(set.kind),
      "metadata": wanted["metadata"] ?? [:],
    ]
    if let replicas = wanted["spec"]?["replicas"] { parent["spec"] = ["replicas": replicas] }
    do {
      let merged = try ServerSideApply.apply(
        .object(parent), to: current.value, of: set, manager: options.fieldManager,
        subresource: "scale", force: force, now: now, writer: FieldBooks.writer(of: current))
      // Without the number nobody wants any.
      return merged["spec"]?["replicas"] == nil
        ? merged.merging(["spec": ["replicas": 0]]) : merged
    } catch {
      throw error.telling(Scale.resource.apiVersion, inPlaceOf: set.apiVersion)
    }
  }
}
