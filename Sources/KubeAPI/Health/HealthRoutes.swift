import Hummingbird

/// What the health endpoints report.
package protocol HealthSource: Sendable {
  /// Why the server is not ready; nil when it is.
  func unreadyReason() async -> String?
  /// Metrics in Prometheus' text format.
  func metrics() async -> String
}

extension HTTPListener {
  /// `/healthz` and `/livez` (the process answers), `/readyz` (what is published is whole),
  /// `/metrics`.
  package static func health(
    _ address: Address, source: some HealthSource,
    whenBound: @escaping @Sendable (Int?) async -> Void
  ) -> HTTPListener {
    let router = Router()
    for path in ["healthz", "livez"] as [RouterPath] {
      router.get(path) { _, _ in "ok\n" }
    }
    router.get("readyz") { _, _ in
      guard let reason = await source.unreadyReason() else { return text("ok\n") }
      return text("not ready: \(reason)\n", status: .serviceUnavailable)
    }
    router.get("metrics") { _, _ in
      text(await source.metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
    return HTTPListener(address, router: router, whenBound: whenBound)
  }

  private static func text(
    _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
