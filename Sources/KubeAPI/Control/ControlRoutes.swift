import FoundationEssentials
import Hummingbird

/// The commands that speak to a running server.
package protocol ControlCommands: Sendable {
  func explain(_ name: String, type: String?) async -> ControlReply
  func wait(for names: [String], toBe state: String, timeout: Duration) async -> ControlReply
  func dump(zone: String?) async -> ControlReply
  func bind(pod: String, namespace: String, to addresses: String) async -> ControlReply
}

extension HTTPListener {
  /// The control socket: each command is a path, its arguments are the query.
  package static func control(
    path: String, commands: some ControlCommands,
    whenBound: @escaping @Sendable (Int?) async -> Void
  ) -> HTTPListener {
    let router = Router()
    router.get("explain") { request, _ in
      let query = request.uri.queryParameters
      return try json(
        await commands.explain(
          String(query["name"] ?? ""), type: query["type"].map(String.init)))
    }
    router.get("wait") { request, _ in
      let query = request.uri.queryParameters
      let milliseconds = query["milliseconds"].flatMap { Int64($0) } ?? 30_000
      return try json(
        await commands.wait(
          for: query.getAll("name"), toBe: String(query["for"] ?? "resolved"),
          timeout: .milliseconds(milliseconds)))
    }
    router.get("dump") { request, _ in
      try json(await commands.dump(zone: request.uri.queryParameters["zone"].map(String.init)))
    }
    router.put("bind") { request, _ in
      let query = request.uri.queryParameters
      return try json(
        await commands.bind(
          pod: String(query["pod"] ?? ""), namespace: String(query["namespace"] ?? "default"),
          to: String(query["address"] ?? "")))
    }
    return HTTPListener(.socket(path: path), router: router, whenBound: whenBound)
  }

  private static func json(_ reply: ControlReply) throws -> Response {
    let body = try JSONEncoder().encode(reply)
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
