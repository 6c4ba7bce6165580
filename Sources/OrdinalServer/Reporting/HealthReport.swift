import KubeAPI
import Registry
import Transport
import Wire

/// What the health endpoints of a running server say.
struct HealthReport: HealthSource {
  let server: OrdinalServer

  func unreadyReason() async -> String? {
    server.isReady ? nil : "objects are still being read, or the server is stopping"
  }

  func metrics() async -> String {
    guard let listener = server.read({ $0.listener }) else { return "" }
    var text = MetricsText()
    text.add(traffic: listener.metrics)
    text.add(tallies: listener.tallies)
    text.add(server.cluster.registry)
    if let control = server.read({ $0.control }) { text.add(await control.availability()) }
    return text.text
  }
}
