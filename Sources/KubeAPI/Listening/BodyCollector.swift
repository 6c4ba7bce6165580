import Hummingbird
import HummingbirdCore
import NIOCore

/// Reads a request's body within its limits of size and time.
enum BodyCollector {
  /// - Parameter length: the header `Content-Length`.
  static func collect(_ body: RequestBody, length: String?) async throws -> [UInt8] {
    if let length = length.flatMap({ Int($0) }), length > APILimits.body {
      throw StatusError.tooLarge
    }
    return try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask { try await read(body) }
      group.addTask {
        try await Task.sleep(for: APILimits.bodyTime)
        throw StatusError(
          408, "Timeout", "the body of the request did not arrive within \(APILimits.bodyTime)")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }

  /// Stops at the limit, whatever the client said of the length.
  private static func read(_ body: RequestBody) async throws -> [UInt8] {
    var octets: [UInt8] = []
    for try await chunk in body {
      guard octets.count + chunk.readableBytes <= APILimits.body else {
        throw StatusError.tooLarge
      }
      octets += chunk.readableBytesView
    }
    return octets
  }
}
