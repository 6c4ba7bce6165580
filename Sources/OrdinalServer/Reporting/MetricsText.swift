import Controllers
import ObjectStore
import Registry
import Transport
import Wire

/// Metrics in Prometheus' text format 0.0.4.
struct MetricsText {
  private(set) var text = ""

  private mutating func family(
    _ name: String, _ kind: String, _ help: String, _ rows: [(labels: String, value: UInt64)]
  ) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    for row in rows {
      text +=
        row.labels.isEmpty ? "\(name) \(row.value)\n" : "\(name){\(row.labels)} \(row.value)\n"
    }
  }

  mutating func add(traffic: TransportMetrics) {
    let parts = [
      ("udp", "1", traffic.udpIPv4), ("udp", "2", traffic.udpIPv6), ("tcp", "1", traffic.tcpIPv4),
      ("tcp", "2", traffic.tcpIPv6),
    ]
    family(
      "ordinal_dns_requests_total", "counter",
      "Queries received, by protocol and address family (1 is IPv4, 2 is IPv6).",
      parts.map { ("proto=\"\($0.0)\",family=\"\($0.1)\"", UInt64($0.2.queries)) })
    family(
      "ordinal_dns_answers_total", "counter", "Answers sent, by protocol and address family.",
      parts.map { ("proto=\"\($0.0)\",family=\"\($0.1)\"", UInt64($0.2.answers)) })
    family(
      "ordinal_dns_deferred_total", "counter",
      "Queries that were not answered from compiled answers.", [("", UInt64(traffic.deferred))])
    family(
      "ordinal_dns_dropped_answers_total", "counter", "UDP answers that the kernel did not take.",
      [("", UInt64(traffic.droppedAnswers))])
    family(
      "ordinal_dns_tcp_connections", "gauge", "Open TCP connections.",
      [("", UInt64(max(traffic.connectionsOpen, 0)))])
    family(
      "ordinal_dns_tcp_connections_total", "counter", "TCP connections, by what became of them.",
      [
        ("result=\"accepted\"", UInt64(traffic.connectionsAccepted)),
        ("result=\"refused\"", UInt64(traffic.connectionsRefused)),
        ("result=\"timed_out\"", UInt64(traffic.connectionsTimedOut)),
      ])
  }

  mutating func add(tallies: [Tally]) {
    func sum(_ value: (Tally) -> UInt64) -> UInt64 { tallies.reduce(0) { $0 + value($1) } }
    family(
      "ordinal_dns_questions_total", "counter", "Answered questions, by type.",
      Tally.types.map { type in ("type=\"\(type)\"", sum { $0.questions(of: type) }) }
        + [("type=\"other\"", sum { $0.questions(of: nil) })])
    let codes: [ResponseCode] = [
      .noError, .formatError, .serverFailure, .noSuchName, .notImplemented, .refused,
    ]
    family(
      "ordinal_dns_responses_total", "counter", "Answers, by response code.",
      codes.map { code in ("rcode=\"\(code)\"", sum { $0.answers(with: code) }) })
    family(
      "ordinal_dns_truncated_total", "counter", "Answers with TC set.",
      [("", sum { $0.truncatedAnswers })])
  }

  mutating func add(_ registry: Registry) {
    let snapshot = registry.snapshot
    family(
      "ordinal_registry_names", "gauge", "Owner names with A, AAAA or CNAME.",
      [("", UInt64(snapshot.servedNames))])
    family(
      "ordinal_registry_serial", "gauge", "Serial of the cluster's zones.",
      [("", UInt64(snapshot.serial))])
    family(
      "ordinal_registry_retired_blocks", "gauge",
      "Replaced answers that some worker may still be reading.",
      [("", UInt64(registry.retiredBlocks))])
  }

  /// Under the names that the kube-controller-manager has for them. Names of sets need no escapes.
  mutating func add(_ sets: [SetAvailability]) {
    // A family without a set is left out, as there.
    guard !sets.isEmpty else { return }
    func rows(_ value: (SetAvailability) -> Int) -> [(labels: String, value: UInt64)] {
      sets.map { set in
        let labels =
          "statefulset_namespace=\"\(set.name.namespace)\",statefulset_name=\"\(set.name.name)\""
          + ",pod_management_policy=\"\(set.podManagementPolicy)\""
        return (labels, UInt64(value(set)))
      }
    }
    family(
      "statefulset_controller_statefulset_max_unavailable", "gauge",
      "Pods that a rolling update may take away at a time.", rows(\.maxUnavailable))
    family(
      "statefulset_controller_statefulset_unavailable_replicas", "gauge",
      "Wanted pods that are missing, terminating or not available.", rows(\.unavailableReplicas))
  }
}
