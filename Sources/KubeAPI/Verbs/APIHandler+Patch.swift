import ObjectStore
import Objects

/// What of an object a patch is applied to, and how the outcome is written.
struct PatchTarget: Sendable {
  /// For the schema of the patch.
  var resource: Resource
  /// What the client sees and patches.
  var read: @Sendable (any KubernetesObject) throws(StatusError) -> Value
  /// The write that makes the stored object what the patched value says.
  var write: @Sendable (Value, any KubernetesObject) throws(StatusError) -> Write
  /// What is answered.
  var respond: @Sendable (any KubernetesObject, Int) throws(StatusError) -> APIResponse
}

extension APIHandler {
  /// How often a patch is applied again when somebody else was faster. A lost race is another one's
  /// success, so that this ends; upstream's storage tries without a limit.
  static let attempts = 1000
  private static let applyType = "application/apply-patch+yaml"

  /// PATCH of an object; the media type says of which sort the patch is.
  func patch(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    try await patch(request, at: endpoint) { .update($0) }
  }

  /// PATCH of the object itself, or of its status.
  func patch(
    _ request: APIRequest, at endpoint: Endpoint,
    by write: @escaping @Sendable (any KubernetesObject) -> Write
  ) async throws(StatusError) -> APIResponse {
    let presentation = try presentation(request, of: endpoint.resource)
    let books = FieldBooks(
      request, subresource: endpoint.attributes.subresource, clock: settings.clock)
    let isApply = request.mediaType == Self.applyType
    let target = PatchTarget(
      resource: endpoint.resource,
      read: { object throws(StatusError) in object.value },
      write: { value, current throws(StatusError) in
        var object = try endpoint.typed(value)
        try Self.checkName(object.metadata.name, at: endpoint)
        try Self.checkPlace(&object, at: endpoint)
        try Self.checkIdentity(object, current)
        // An apply has kept its own books.
        return write(isApply ? object : books.noting(object, over: current))
      },
      respond: { object, status throws(StatusError) in
        presentation.response(object, status: status)
      })
    return try await patch(request, at: endpoint, target)
  }

  /// An object does not move to another namespace.
  private static func checkPlace(
    _ object: inout any KubernetesObject, at endpoint: Endpoint
  ) throws(StatusError) {
    let namespace = object.metadata.namespace
    if namespace.isEmpty { object.metadata.namespace = endpoint.namespace }
    guard !namespace.isEmpty, namespace != endpoint.namespace else { return }
    throw .badRequest(
      "the namespace of the object (\(namespace)) does not match the namespace on the request "
        + "(\(endpoint.namespace))")
  }

  /// A patch has no preconditions: another uid is no conflict, but a change that nobody may make.
  private static func checkIdentity(
    _ object: any KubernetesObject, _ current: any KubernetesObject
  ) throws(StatusError) {
    let uid = object.metadata.uid
    guard !uid.isEmpty, uid != current.metadata.uid else { return }
    throw .invalid(
      group: object.resource.group, kind: object.resource.kind, name: object.metadata.name,
      FieldErrors(
        FieldError(
          FieldPath("metadata", "uid"), .invalid, value: .string(uid), detail: "field is immutable")
      ))
  }

  /// Read, patch, write: the write names the version that was read, so that nothing written in
  /// between is lost.
  func patch(_ request: APIRequest, at endpoint: Endpoint, _ target: PatchTarget)
    async throws(StatusError) -> APIResponse
  {
    let options = try WriteOptions(request, kind: "PatchOptions")
    if request.mediaType == Self.applyType {
      return try await apply(request, at: endpoint, target, options)
    }
    if request.query["force"] != nil {
      let error = FieldError(
        FieldPath("force"), .forbidden, detail: "may not be specified for non-apply patch")
      throw .invalidOptions("PatchOptions", FieldErrors(error))
    }
    let change = try PatchBody(request, target.resource)
    var attempt = 1
    while true {
      let current = try await stored(endpoint.key)
      let outcome = try change.applied(to: try target.read(current), options.validation)
      do {
        let write = try target.write(outcome.value, current)
        let written =
          options.isDryRun ? try await store.preview(write) : try await store.commit(write)
        var response = try target.respond(written, 200)
        response.warn(outcome.warnings + warnings(about: written))
        return response
      } catch let error as StoreError {
        // A patch that names a version wants that one and no other.
        guard case .conflict(_, _, StoreError.modified) = error, !change.namesVersion,
          attempt < Self.attempts
        else { throw StatusError(error, in: endpoint.namespace) }
        attempt += 1
      } catch let error as StatusError {
        throw error
      } catch {
        throw StatusError(.internalError("\(error)"))
      }
    }
  }
}
