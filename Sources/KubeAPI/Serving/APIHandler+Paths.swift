import Objects

/// What is no resource: health, version, discovery, OpenAPI.
extension APIHandler {
  /// Read only: nothing here can be changed.
  func respond(to request: APIRequest, path: String) async throws(StatusError) -> APIResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw .methodNotAllowed }
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let parts = path.split(separator: "/").map(String.init)
    switch parts.first {
    case "healthz", "livez", "readyz": return await health(request, parts)
    case "version" where parts.count == 1: return .indented(settings.version)
    case "api", "apis": return try discovery(request, path)
    case "openapi": return openAPI(request, path)
    case nil: return .indented(["paths": .array(Self.paths.map(Value.string))])
    default: return .notFound
    }
  }

  private static let paths =
    ["/api", "/api/v1", "/apis"]
    + Set(Resource.served.map(\.group)).filter { !$0.isEmpty }.sorted()
    .flatMap { ["/apis/\($0)", "/apis/\($0)/v1"] }
    + ["/healthz", "/livez", "/openapi/v3", "/readyz", "/version"]

  // MARK: Health

  /// `ok`, or with `?verbose` a line a check; a check is also a path of its own.
  private func health(_ request: APIRequest, _ parts: [String]) async -> APIResponse {
    let name = parts[0]
    var checks: [(name: String, problem: String?)] = [("ping", nil), ("store", nil)]
    if name != "livez" { checks.append(("publication", await settings.unreadyReason())) }
    if parts.count > 1 {
      guard let check = checks.first(where: { $0.name == parts[1] }), parts.count == 2 else {
        return .notFound
      }
      guard let problem = check.problem else { return .text("ok") }
      return .text("internal server error: \(problem)\n", status: 500)
    }
    let lines = checks.map { check in
      check.problem.map { "[-]\(check.name) failed: \($0)\n" } ?? "[+]\(check.name) ok\n"
    }
    guard checks.allSatisfy({ $0.problem == nil }) else {
      return .text(lines.joined() + "\(name) check failed\n", status: 500)
    }
    return .text(
      request.query["verbose"] == nil ? "ok" : lines.joined() + "\(name) check passed\n")
  }

  // MARK: Discovery

  /// Both forms have one path; the header decides.
  private func discovery(_ request: APIRequest, _ path: String) throws(StatusError)
    -> APIResponse
  {
    let accept = try Accept(request.accept)
    if accept.form == .aggregatedDiscovery, let document = Discovery.aggregated(path: path) {
      var response = serve(document, contentType: Discovery.aggregatedMediaType, request)
      if response.status == 200, request.wantsIndentation, let value = document.value {
        response.body = .value(value)
      }
      return response
    }
    guard let value = Discovery.legacy(path: path, serverAddress: settings.serverAddress) else {
      return .notFound
    }
    return APIResponse(value, headers: [("Vary", "Accept")])
  }

  private func openAPI(_ request: APIRequest, _ path: String) -> APIResponse {
    if path == "/openapi/v2" { return Self.formerOpenAPI(request) }
    if path == "/openapi/v3" {
      return serve(OpenAPI.index, contentType: "application/json", request)
    }
    guard let document = OpenAPI.document(path: path) else { return .notFound }
    return serve(document, contentType: "application/json", request)
  }

  /// The former version, of no kinds: all are in version 3. kubectl looks here for a kind that it did
  /// not find there, and takes 404 for a broken server.
  private static func formerOpenAPI(_ request: APIRequest) -> APIResponse {
    let binary = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
    guard request.accept.contains("proto-openapi.spec.v2") else {
      return APIResponse([
        "swagger": "2.0", "info": ["title": "Kubernetes", "version": "unversioned"], "paths": [:],
      ])
    }
    // Field 1 of message Document: the text "2.0".
    return APIResponse(contentType: binary, body: .octets([0x0A, 3] + Array("2.0".utf8)))
  }

  /// With an entity tag, and without the document for who has it (RFC 9110 §13.1.2).
  private func serve(_ document: ServedDocument, contentType: String, _ request: APIRequest)
    -> APIResponse
  {
    let tag = document.entityTag
    let headers = [("ETag", tag), ("Vary", "Accept"), ("Cache-Control", "public")]
    let known = request.ifNoneMatch.split(separator: ",").map { $0.filter { $0 != " " } }
    let isKnown = known.contains { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }
    return APIResponse(
      status: isKnown ? 304 : 200, contentType: contentType, headers: headers,
      body: .octets(isKnown ? [] : document.octets))
  }
}
