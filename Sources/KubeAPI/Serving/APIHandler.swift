package import ObjectStore
import Objects

/// The API without HTTP: a request in, an answer out.
///
///     request -> authorization -> path        -> health, version, discovery, OpenAPI
///                              -> resource    -> review
///                                             -> endpoint -> verb        -> store
///                                                         -> subresource -> store
package struct APIHandler: Sendable {
  let store: ObjectStore
  let settings: APISettings

  package init(store: ObjectStore, settings: APISettings) {
    self.store = store
    self.settings = settings
  }

  /// How bodies are read.
  var bodies: BodyReader { BodyReader(parseYAML: settings.parseYAML) }

  /// Every refusal becomes an answer.
  package func respond(to request: APIRequest) async -> APIResponse {
    await answer(to: request).composed(for: request, settings.composeYAML)
  }

  private func answer(to request: APIRequest) async -> APIResponse {
    do {
      try Authorization.check(request)
      switch request.attributes {
      case .path(_, let path): return try await respond(to: request, path: path)
      case .resource(let attributes): return try await respond(to: request, attributes)
      }
    } catch {
      return refusal(error, of: request)
    }
  }

  /// Reviews are answered and not stored, so that they are no endpoints.
  private func respond(to request: APIRequest, _ attributes: ResourceAttributes)
    async throws(StatusError) -> APIResponse
  {
    if let review = try SelfReview(attributes, method: request.method) {
      return try review.respond(to: request, bodies: bodies)
    }
    if attributes.verb == "list", let none = CustomResources.list(attributes) {
      return APIResponse(none)
    }
    if let lease = try await nodeLease(attributes) { return APIResponse(lease) }
    guard let endpoint = try Endpoint(attributes) else { return .notFound }
    var response: APIResponse
    do {
      response =
        attributes.subresource.isEmpty
        ? try await respond(to: request, at: endpoint)
        : try await respond(to: request, subresource: attributes.subresource, at: endpoint)
    } catch {
      guard endpoint.resource == .endpoints else { throw error }
      response = refusal(error, of: request)
    }
    // Of the path and not of what is there: whatever comes of the request, and first of all.
    if endpoint.resource == .endpoints {
      response.warn([Resource.endpointsDeprecation], first: true)
    }
    return response
  }

  private func refusal(_ error: StatusError, of request: APIRequest) -> APIResponse {
    var response = APIResponse(error)
    if (try? Accept(request.accept))?.isYAML == true { response.contentType = APIResponse.yaml }
    return response
  }

  /// Objects and collections. A namespaced kind without a namespace can be read and not written.
  private func respond(to request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let isAnywhere = endpoint.resource.isNamespaced && endpoint.namespace.isEmpty
    switch endpoint.attributes.verb {
    case "get": return try await get(request, at: endpoint)
    case "list": return try await list(request, at: endpoint)
    case "watch": return try watch(request, at: endpoint)
    case "create" where endpoint.isCollection && !isAnywhere:
      return try await create(request, at: endpoint)
    case "update" where !endpoint.isCollection: return try await update(request, at: endpoint)
    case "patch" where !endpoint.isCollection: return try await patch(request, at: endpoint)
    case "delete": return try await delete(request, at: endpoint)
    case "deletecollection" where !isAnywhere && endpoint.resource != Namespace.resource:
      return try await deleteCollection(request, at: endpoint)
    default: throw .methodNotAllowed
    }
  }
}

extension APIResponse {
  /// What Go's server says of a path that nobody serves.
  static let notFound = APIResponse.text("404 page not found\n", status: 404)
}
