import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOSSL
import ObjectStore
import ServiceLifecycle

/// What a request's answer needs to know of its connection.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

/// Between HTTP and the API: who asks, the body within its limits, the answer's octets.
struct APIResponder: HTTPResponder {
  let handler: APIHandler
  let authenticator: Authenticator
  let registry: ConnectionRegistry

  /// Never throws: what goes wrong is an answer too.
  func respond(to request: Request, context: APIContext) async throws -> Response {
    registry.requestBegan(on: context.channel)
    let response = await answer(to: request, context)
    if case .watch(let watch) = response.body {
      return Response(
        status: .init(code: response.status), headers: Self.headers(of: response),
        body: body(of: watch, context))
    }
    registry.requestEnded(on: context.channel)
    if response.status == 413 || response.status == 408 { closeSoon(context.channel) }
    let octets = request.method == .head ? [] : response.octets ?? []
    return Response(
      status: .init(code: response.status), headers: Self.headers(of: response),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets)))
  }

  /// Authentication and authorization come before the body, as upstream has it.
  private func answer(to request: Request, _ context: APIContext) async -> APIResponse {
    let fields = request.headers
    var plain = APIRequest(
      request.method.rawValue, request.uri.string,
      accept: fields[values: .accept].joined(separator: ","),
      contentType: fields[.contentType] ?? "", ifNoneMatch: fields[.ifNoneMatch] ?? "",
      userAgent: fields[.userAgent] ?? "")
    do {
      plain.user = try await user(of: request, context.channel)
      // Nobody may make us read a body who may not do what it asks for.
      try Authorization.check(plain)
      if request.method != .get && request.method != .head {
        plain.body = try await BodyCollector.collect(request.body, length: fields[.contentLength])
      }
    } catch {
      let refusal =
        error as? StatusError ?? .badRequest("the body of the request cannot be read: \(error)")
      return APIResponse(refusal).composed(for: plain)
    }
    return await handler.respond(to: plain)
  }

  /// The right token spares a look at the certificate.
  private func user(of request: Request, _ channel: any Channel) async throws -> User {
    let token = authenticator.check(request.headers[.authorization])
    if token == .right { return .administrator }
    switch await certificate(of: channel) {
    case .user(let user): return user
    case .absent where token == .absent: return .anonymous
    case .absent, .wrong: throw StatusError.unauthorized
    }
  }

  /// Looked at once a connection.
  private func certificate(of channel: any Channel) async
    -> ConnectionRegistry.CertificateFinding
  {
    if let known = registry.finding(of: channel) { return known }
    let connection = registry.connection(of: channel)
    let certificate = try? await connection.nioSSL_peerCertificate().get()
    let finding: ConnectionRegistry.CertificateFinding
    if let octets = try? certificate?.toDERBytes() {
      let user = authenticator.user(ofCertificate: octets, now: handler.settings.clock.now())
      finding = user.map { .user($0) } ?? .wrong
    } else {
      finding = .absent
    }
    registry.note(finding, of: channel)
    return finding
  }

  /// A header that the answer names twice is sent twice: each warning is a line of its own.
  private static func headers(of response: APIResponse) -> HTTPFields {
    var fields: HTTPFields = [.contentType: response.contentType]
    fields[.cacheControl] = "no-cache, private"
    var isFirst: Set<String> = []
    for (name, value) in response.headers {
      guard let name = HTTPField.Name(name) else { continue }
      if isFirst.insert(name.canonicalName).inserted {
        fields[name] = value
      } else {
        fields.append(HTTPField(name: name, value: value))
      }
    }
    return fields
  }

  /// Ends with its time, its reader, or the server.
  private func body(of watch: WatchStream, _ context: APIContext) -> ResponseBody {
    let (registry, channel) = (registry, context.channel)
    return ResponseBody { writer in
      // A reader that takes nothing lets no write return.
      let limit = channel.eventLoop.scheduleTask(in: TimeAmount(watch.duration) + .seconds(60)) {
        channel.close(promise: nil)
      }
      defer {
        limit.cancel()
        registry.requestEnded(on: channel)
      }
      var iterator = watch.makeIterator()
      while true {
        let current = iterator
        let (next, octets) = await cancelWhenGracefulShutdown {
          var iterator = current
          let octets = try? await iterator.next()
          return (iterator, octets)
        }
        iterator = next
        guard let octets else { break }
        try await writer.write(ByteBuffer(bytes: octets))
      }
      try await writer.finish(nil)
    }
  }

  /// The rest of a body that is too large is read away, so that the client sees the answer; but not
  /// for ever.
  private func closeSoon(_ channel: any Channel) {
    channel.eventLoop.scheduleTask(in: .seconds(20)) { channel.close(promise: nil) }
  }
}
