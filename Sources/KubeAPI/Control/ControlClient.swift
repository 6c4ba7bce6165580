import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1

/// Asks a running server over its control socket.
package struct ControlClient: Sendable {
  private let path: String

  package init(socket path: String) {
    self.path = path
  }

  /// - Parameters:
  ///   - command: `explain`, `wait`, `dump`, `bind`.
  ///   - arguments: names and values in the order in which they are sent; a name may come twice.
  /// - Returns: nil where no server listens.
  package func ask(
    _ command: String, _ arguments: [(String, String)], isChange: Bool = false,
    timeout: Duration = .seconds(30)
  ) async throws -> ControlReply? {
    let query = arguments.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }
    let url =
      "http+unix://\(path.percentEncoded)/\(command)?\(query.joined(separator: "&"))"
    var request = HTTPClientRequest(url: url)
    request.method = isChange ? .PUT : .GET
    // A server that does not listen now will not within the time of a request.
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let reply: Result<ControlReply?, any Error>
    do {
      reply = .success(try await Self.ask(client, request, timeout: timeout))
    } catch {
      reply = .failure(error)
    }
    try await client.shutdown()
    return try reply.get()
  }

  private static func ask(
    _ client: HTTPClient, _ request: HTTPClientRequest, timeout: Duration
  ) async throws -> ControlReply? {
    let response: HTTPClientResponse
    // The server keeps the time; it may be a moment late.
    let seconds = min(timeout.components.seconds, longestTimeout) + 5
    do {
      response = try await client.execute(request, timeout: .seconds(seconds))
    } catch let error as IOError where [ENOENT, ECONNREFUSED].contains(error.errnoCode) {
      // The socket is missing, or was left behind by a server that is gone.
      return nil
    }
    guard response.status == .ok else {
      return .failure(
        "the running server does not know this command (HTTP \(response.status.code))")
    }
    let body = try await response.body.collect(upTo: 256 << 20)
    return try JSONDecoder().decode(ControlReply.self, from: Data(body.readableBytesView))
  }

  /// A year in seconds.
  private static let longestTimeout: Int64 = 31_536_000
}

extension String {
  /// Everything but unreserved characters escaped (RFC 3986 §2.3).
  var percentEncoded: String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var octets: [UInt8] = []
    for octet in utf8 {
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: octets.append(octet)
      default: octets += [0x25, hexadecimal[Int(octet >> 4)], hexadecimal[Int(octet & 15)]]
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
