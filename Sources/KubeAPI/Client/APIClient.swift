import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOSSL
package import Objects

/// Asks a Kubernetes API over TLS, with a bearer token: the thin clients' way to a running server.
package struct APIClient: Sendable {
  private let server: String
  private let token: String
  private let client: HTTPClient

  /// - Parameters:
  ///   - server: `https://127.0.0.1:7443`.
  ///   - authority: the certificate, in PEM form, that signed the server's.
  package init(server: String, authority: [UInt8], token: String) throws(ClientError) {
    self.server = server
    self.token = token
    var tls = TLSConfiguration.makeClientConfiguration()
    do {
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(authority))
    } catch {
      throw .unreachable("the certificate authority in the kubeconfig cannot be read")
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    // A server that does not listen now will not within the time of a request.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  package func close() async {
    try? await client.shutdown()
  }

  /// Tables come where the server has them, as kubectl asks for them.
  package static let tableForm = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

  /// - Returns: the body of a success, and whether it made something new.
  package func ask(
    _ method: String, _ path: String, query: [(String, String)] = [], body: APIBody? = nil,
    accept: String = "application/json"
  ) async throws(ClientError) -> (value: Value, isNew: Bool) {
    let response = try await send(method, path, query, body, accept, timeout: .seconds(60))
    let value = try await Self.value(of: response)
    guard (200..<300).contains(response.status.code) else {
      throw .refused(Self.message(of: value, response.status.code))
    }
    return (value, response.status == .created)
  }

  /// The lines of a watch, each a whole event; ends when the server ends it.
  package func watch(
    _ path: String, query: [(String, String)], accept: String,
    _ onEvent: (Value) throws -> Void
  ) async throws {
    let response = try await send(
      "GET", path, query + [("watch", "true")], nil, accept, timeout: .hours(24 * 365))
    guard response.status == .ok else {
      throw ClientError.refused(
        Self.message(of: try await Self.value(of: response), response.status.code))
    }
    var line: [UInt8] = []
    for try await chunk in response.body {
      for octet in chunk.readableBytesView {
        guard octet == UInt8(ascii: "\n") else {
          line.append(octet)
          continue
        }
        try onEvent(try Value.parse(json: line))
        line.removeAll(keepingCapacity: true)
      }
    }
  }

  private func send(
    _ method: String, _ path: String, _ query: [(String, String)], _ body: APIBody?,
    _ accept: String, timeout: TimeAmount
  ) async throws(ClientError) -> HTTPClientResponse {
    let arguments = query.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    var request = HTTPClientRequest(url: server + path + (arguments.isEmpty ? "" : "?\(arguments)"))
    request.method = HTTPMethod(rawValue: method)
    request.headers.add(name: "authorization", value: "Bearer \(token)")
    request.headers.add(name: "accept", value: accept)
    if let body {
      request.headers.add(name: "content-type", value: body.type)
      request.body = .bytes(body.value.jsonOctets())
    }
    do {
      return try await client.execute(request, timeout: timeout)
    } catch {
      throw .unreachable("\(server): \(Self.text(of: error))")
    }
  }

  private static func value(of response: HTTPClientResponse) async throws(ClientError) -> Value {
    do {
      let body = try await response.body.collect(upTo: 1 << 30)
      return try Value.parse(json: Array(body.readableBytesView))
    } catch {
      throw .unreachable("the answer (HTTP \(response.status.code)) is not JSON")
    }
  }

  private static func message(of status: Value, _ code: UInt) -> String {
    status["message"]?.string ?? "the server answered with HTTP \(code)"
  }

  private static func text(of error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return "nobody answers there (\(unsafe String(cString: strerror(error.errnoCode))))"
  }
}

/// What a request brings.
package struct APIBody: Sendable {
  package var type: String
  package var value: Value

  package init(type: String, _ value: Value) {
    self.type = type
    self.value = value
  }
}

/// Why the API gave no answer to use: one line.
package enum ClientError: Error, CustomStringConvertible {
  /// Nobody there, or nobody who can be understood.
  case unreachable(String)
  /// The message of the API's Status.
  case refused(String)

  package var description: String {
    switch self {
    case .unreachable(let text), .refused(let text): text
    }
  }
}
