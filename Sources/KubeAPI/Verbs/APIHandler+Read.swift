import ObjectStore
import Objects

extension APIHandler {
  /// In which form the client wants the answer; asked first, since a write must not happen whose
  /// answer cannot be given.
  func presentation(_ request: APIRequest, of resource: Resource) throws(StatusError)
    -> Presentation
  {
    try Presentation(request, of: resource, clock: settings.clock)
  }

  /// As it is committed: what is pending is nobody's business yet.
  func stored(_ key: ObjectKey) async throws(StatusError) -> any KubernetesObject {
    do {
      return try await store.get(key)
    } catch {
      throw StatusError(error)
    }
  }

  /// GET of one object. The newest is always new enough, unless a version from the future is asked
  /// for.
  func get(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError) -> APIResponse {
    let presentation = try presentation(request, of: endpoint.resource)
    if let text = request.query["resourceVersion"], !text.isEmpty {
      guard let number = UInt64(text), !text.hasPrefix("+") else {
        let quoted = Value.string(text).quoted
        // Upstream has no better answer for it.
        throw StatusError(
          500, "",
          "resourceVersion: Invalid value: \(quoted): strconv.ParseUint: parsing \(quoted): "
            + "invalid syntax")
      }
      let (wanted, current) = (ResourceVersion(rawValue: number), await store.version)
      if wanted > current { throw .tooLarge(wanted, current: current) }
    }
    return presentation.response(try await stored(endpoint.key))
  }

  /// GET of a collection, whole or in parts.
  func list(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let presentation = try presentation(request, of: endpoint.resource)
    let options = try ListOptions(request, of: endpoint.resource, isWatch: false)
    let page = try await ListPage(options, at: endpoint, in: store)
    return APIResponse(
      presentation.value(of: page.items, metadata: page.metadata),
      contentType: presentation.accept.contentType)
  }
}
