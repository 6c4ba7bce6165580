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
  /// What is stored once a client has applied its fields; nil where there is nothing stored yet.
  var merge: @Sendable (Value, (any KubernetesObject)?, WriteOptions, Bool) throws -> Value
  /// The write that stores what an apply has merged, whose books are kept already.
  var writeApplied: @Sendable (Value, any KubernetesObject) throws(StatusError) -> Write
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

  /// PATCH of the object itself, or of the part of it that a subresource stands for.
  ///
  /// - Parameters:
  ///   - narrow: takes back what is not to be written, with the stored object.
  ///   - own: what of an applied object its manager can own by this path.
  func patch(
    _ request: APIRequest, at endpoint: Endpoint,
    narrowedBy narrow:
      @escaping @Sendable (any KubernetesObject, any KubernetesObject) ->
      any KubernetesObject = { object, _ in object },
    owning own: @escaping @Sendable (Value) -> Value = { $0 },
    by write: @escaping @Sendable (any KubernetesObject) -> Write
  ) async throws(StatusError) -> APIResponse {
    let presentation = try presentation(request, of: endpoint.resource)
    let books = FieldBooks(
      request, subresource: endpoint.attributes.subresource, clock: settings.clock)
    let subresource = books.subresource
    let clock = settings.clock
    let target = PatchTarget(
      resource: endpoint.resource,
      read: { object throws(StatusError) in object.value },
      write: { value, current throws(StatusError) in
        let object = try Self.patched(value, current, at: endpoint)
        return write(books.noting(narrow(object, current), over: current))
      },
      merge: { wanted, current, options, force in
        try ServerSideApply.apply(
          own(wanted), to: current?.value, of: endpoint.resource, manager: options.fieldManager,
          subresource: subresource, force: force, now: clock.now(),
          writer: FieldBooks.writer(of: current))
      },
      writeApplied: { value, current throws(StatusError) in
        write(try Self.patched(value, current, at: endpoint))
      },
      respond: { object, status throws(StatusError) in
        presentation.response(object, status: status)
      })
    return try await patch(request, at: endpoint, target)
  }

  static func patched(
    _ value: Value, _ current: any KubernetesObject, at endpoint: Endpoint
  ) throws(StatusError) -> any KubernetesObject {
    // A strategic patch can take the kind away, which is known all the same.
    let kind: Value = [
      "apiVersion": .string(endpoint.resource.apiVersion), "kind": .string(endpoint.resource.kind),
    ]
    let object = try placed(endpoint.typed(value.merging(kind)), at: endpoint)
    try checkIdentity(object, current)
    return object
  }

  /// In the namespace and with the name of the URL, or refused: an object does not move.
  static func placed(_ object: any KubernetesObject, at endpoint: Endpoint) throws(StatusError)
    -> any KubernetesObject
  {
    var object = object
    let namespace = object.metadata.namespace
    guard namespace.isEmpty || endpoint.namespace.isEmpty || namespace == endpoint.namespace else {
      throw Endpoint.wrongNamespace
    }
    object.metadata.namespace = endpoint.namespace
    try checkName(object.metadata.name, at: endpoint)
    return object
  }

  /// A patch has no preconditions: another uid is no conflict, but a change that nobody may make.
  private static func checkIdentity(
    _ object: any KubernetesObject, _ current: any KubernetesObject
  ) throws(StatusError) {
    let uid = object.metadata.uid
    guard !uid.isEmpty, uid != current.metadata.uid else { return }
    let error = FieldError(
      FieldPath("metadata", "uid"), .invalid, value: .string(uid), detail: "field is immutable")
    // Once as every update is looked at, and once by the kind's own rules.
    throw .invalid(
      group: object.resource.group, kind: object.resource.kind, name: object.metadata.name,
      FieldErrors([error, error]))
  }

  /// Read, patch, write: the write names the version that was read, so that nothing written in
  /// between is lost.
  func patch(_ request: APIRequest, at endpoint: Endpoint, _ target: PatchTarget)
    async throws(StatusError) -> APIResponse
  {
    guard PatchBody.isKnown(request.mediaType) || request.mediaType == Self.applyType else {
      throw .unsupportedPatch
    }
    let isApply = request.mediaType == Self.applyType
    let options = try WriteOptions(patch: request, isApply: isApply)
    if isApply { return try await apply(request, at: endpoint, target, options) }
    let change = try PatchBody(request, target.resource, options.validation)
    var attempt = 1
    while true {
      let current = try await stored(endpoint.key)
      let outcome = try change.applied(to: try target.read(current), options.validation)
      do {
        let write = try target.write(outcome.value, current)
        let written =
          options.isDryRun ? try await store.preview(write) : try await store.commit(write)
        var response = try target.respond(written, 200)
        response.warn(
          outcome.warnings + warnings(about: written, replacing: current, at: endpoint))
        return response
      } catch let error as StoreError {
        // A patch that names a version wants that one and no other.
        guard case .conflict(_, _, StoreError.modified) = error, !change.namesVersion,
          attempt < Self.attempts
        else { throw StatusError(error, in: endpoint.namespace).telling(outcome.warnings) }
        attempt += 1
      } catch let error as StatusError {
        throw error
      } catch {
        throw StatusError(.internalError("\(error)"))
      }
    }
  }
}
