import ObjectStore
import Objects

extension APIHandler {
  /// POST to a collection. Upstream answers 201, with the object as it is stored.
  func create(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let presentation = try presentation(request, of: endpoint.resource)
    let options = try WriteOptions(request, kind: "CreateOptions")
    let body = try bodies.read(request, as: endpoint.resource.kind)
    var decoded = try endpoint.decode(body, options.validation)
    // Upstream looks at this only when it stores, which a dry run does not.
    if options.isDryRun { decoded.object.metadata.resourceVersion = nil }
    let books = FieldBooks(request, subresource: "", clock: settings.clock)
    let object = books.noting(decoded.object, over: nil)
    let created = try await write(
      .create(object), isDryRun: options.isDryRun, telling: decoded.warnings)
    var response = presentation.response(created, status: 201)
    response.warn(decoded.warnings + warnings(about: created, replacing: nil, at: endpoint))
    return response
  }

  /// PUT of an object that exists: none is made by it (upstream's `AllowCreateOnUpdate` is false
  /// for all kinds here).
  func update(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    try await replace(request, at: endpoint) { .update($0) }
  }

  /// PUT of an object, or of the part of it that a subresource stands for.
  ///
  /// - Parameter narrow: takes back what is not to be written, with the stored object.
  func replace(
    _ request: APIRequest, at endpoint: Endpoint,
    narrowedBy narrow: (any KubernetesObject, any KubernetesObject) -> any KubernetesObject = {
      object, _ in object
    },
    by write: (any KubernetesObject) -> Write
  ) async throws(StatusError) -> APIResponse {
    let presentation = try presentation(request, of: endpoint.resource)
    let options = try WriteOptions(request, kind: "UpdateOptions")
    let body = try bodies.read(request, as: endpoint.resource.kind)
    let decoded = try endpoint.decode(body, options.validation)
    try Self.checkName(decoded.object.metadata.name, at: endpoint)
    let books = FieldBooks(
      request, subresource: endpoint.attributes.subresource, clock: settings.clock)
    let current = try await stored(endpoint.key)
    let object = books.noting(narrow(decoded.object, current), over: current)
    let updated = try await self.write(
      write(object), isDryRun: options.isDryRun, telling: decoded.warnings)
    var response = presentation.response(updated)
    response.warn(decoded.warnings + warnings(about: updated, replacing: current, at: endpoint))
    return response
  }

  /// The name in the body and the name in the URL are one.
  static func checkName(_ name: String, at endpoint: Endpoint) throws(StatusError) {
    let wanted = endpoint.attributes.name
    if name.isEmpty {
      throw .badRequest(
        "the name of the object (\(wanted) based on URL) was undeterminable: "
          + "name must be provided")
    }
    if name != wanted {
      throw .badRequest(
        "the name of the object (\(name)) does not match the name on the URL (\(wanted))")
    }
  }

  /// Of its kind, and those of the server at large. Who writes the status is no author of the rest.
  ///
  /// - Parameter old: nil for an object that is new.
  func warnings(
    about object: any KubernetesObject, replacing old: (any KubernetesObject)?,
    at endpoint: Endpoint
  ) -> [String] {
    let subresource = endpoint.attributes.subresource
    if subresource == "status" { return object.statusWarnings.map(\.text) }
    if object is Pod, !subresource.isEmpty { return [] }
    let ofKind = old.map { object.updateWarnings(replacing: $0) } ?? object.warnings
    return ofKind.map(\.text) + settings.warnings(object)
  }

  /// A dry run goes through all checks and changes nothing.
  ///
  /// - Parameter warnings: what was found in the body, for a refusal.
  func write(_ write: Write, isDryRun: Bool, telling warnings: [String] = [])
    async throws(StatusError)
    -> any KubernetesObject
  {
    do {
      return isDryRun ? try await store.preview(write) : try await store.commit(write)
    } catch {
      throw StatusError(error, in: write.key.namespace).telling(warnings)
    }
  }
}
