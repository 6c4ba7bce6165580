import ClusterNames
import ObjectStore
import Objects
import Registry
import Testing
import Wire

@testable import Controllers

/// Why names of pods do not answer yet, and for how long that may be believed.
@Suite struct PendingPodsTests {
  typealias P = PublisherTests

  struct Row: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var objects: [any KubernetesObject]
    var asked: String
    var seconds: UInt32
    var text: String?

    init(
      _ what: String, _ objects: [any KubernetesObject], _ asked: String, _ seconds: UInt32,
      _ text: String?
    ) {
      (testDescription, self.objects, self.asked) = (what, objects, asked)
      (self.seconds, self.text) = (seconds, text)
    }
  }

  static let ready = P.pod("web-0", address: "10.244.0.6", isReady: true)
  static let one = P.slice("httpd", [P.endpoint("10.244.0.6", "web-0")])
  static var terminating: Pod {
    var pod = P.pod("web-1", address: "10.244.0.7", isReady: true)
    pod.metadata.deletionTimestamp = Timestamp(seconds: 1)
    return pod
  }
  static var pending: Pod {
    var pod = P.pod("web-1")
    pod.status.conditions = [
      PodCondition(type: "PodScheduled", status: "False", message: "0/1 nodes are available")
    ]
    return pod
  }

  static let rows: [Row] = [
    Row(
      "not made yet", [P.service(), one, P.set(2), ready], "web-1.httpd", 0,
      "pod web-1 is not created yet"),
    Row(
      "waits for another", [P.service(), P.set(3), P.pod("web-0", address: "10.244.0.6")],
      "web-1.httpd", 0,
      "pod web-1 is waiting for web-0 to be Ready"),
    Row(
      "in parallel nobody waits", [P.service(), P.set(3, parallel: true), P.pod("web-0")],
      "web-1.httpd", 0,
      "pod web-1 is not created yet"),
    Row(
      "not Ready", [P.service(), P.set(2), P.pod("web-0", address: "10.244.0.6")], "web-0.httpd", 0,
      "pod web-0 exists but is not Ready"),
    Row(
      "no address", [P.service(), one, P.set(2), ready, pending], "web-1.httpd", 0,
      "pod web-1 has no address yet: 0/1 nodes are available"),
    Row(
      "terminating", [P.service(), one, P.set(2), ready, terminating], "web-1.httpd", 0,
      "pod web-1 is terminating"),
    Row(
      "not selected", [P.service(), P.set(2), P.pod("web-0", address: "10.244.0.6", labels: [:])],
      "web-0.httpd", 0,
      "pod web-0 exists but the selector of Service httpd does not match it"),
    Row(
      "beyond the replicas", [P.service(), one, P.set(2), ready], "web-2.httpd", 5,
      "no pod web-2: replicas is 2 (StatefulSet web has web-0 to web-1)"),
    Row(
      "before the first", [P.service(), one, P.set(2, start: 5)], "web-4.httpd", 5,
      "no pod web-4: replicas is 2 (StatefulSet web has web-5 to web-6)"),
    Row(
      "the first", [P.service(), one, P.set(2, start: 5)], "web-5.httpd", 0,
      "pod web-5 is not created yet"),
    Row(
      "a set that has a billion", [P.service(), one, P.set(1_000_000_000), ready],
      "web-999999999.httpd", 0,
      "pod web-999999999 is not created yet"),
    Row(
      "no number", [P.service(), one, P.set(2), ready], "web-x.httpd", 5,
      "no pod or endpoint of this name behind Service httpd"),
    Row(
      "no number of ours", [P.service(), one, P.set(2), ready], "web-01.httpd", 5,
      "no pod or endpoint of this name behind Service httpd"),
    Row(
      "the Service has nothing ready", [P.service(), P.set(2), P.pod("web-0")], "httpd", 0,
      "none of the 1 pods behind Service httpd is Ready"),
    Row(
      "the Service selects nothing", [P.service(), P.set(2)], "httpd", 0,
      "selector app=httpd of Service httpd matches no pod"),
    Row(
      "its ports", [P.service("httpd", ports: [P.web]), P.set(2)], "_web._tcp.httpd", 0,
      "selector app=httpd of Service httpd matches no pod"),
    Row(
      "a Service that governs nothing", [P.service()], "httpd", 5,
      "selector app=httpd of Service httpd matches no pod"),
    Row(
      "no selector", [P.service("httpd", selector: [:])], "httpd", 5,
      "Service httpd has no selector and no endpoints"),
    Row(
      "no governing Service", [P.set(1)], "web-0.httpd", 0,
      "serviceName httpd of StatefulSet web names no Service"),
    Row(
      "no governing Service, its own name", [P.set(1)], "httpd", 0,
      "serviceName httpd of StatefulSet web names no Service"),
    Row(
      "not headless", [P.service("httpd", address: "10.96.0.5"), P.set(1)], "web-0.httpd", 0,
      "Service httpd of StatefulSet web is not headless (clusterIP is not None): its pods have no names"
    ),
    Row(
      "not headless, no set", [P.service("httpd", address: "10.96.0.5")], "web-0.httpd", 5,
      "Service httpd is not headless: its pods have no names of their own"),
    Row(
      "an endpoint that is not ready",
      [P.service(), P.slice("httpd", [P.endpoint("10.244.0.6", "db", isReady: false)])],
      "db.httpd", 0, "pod db exists but is not Ready"),
    Row("no such Service", [], "httpd", 5, "no such Service in namespace sandbox"),
    Row("a name that exists", [P.service(), one, P.set(1), ready], "web-0.httpd", 5, nil),
  ]

  @Test(arguments: rows)
  func `a name that does not answer says why`(_ row: Row) throws {
    var cluster = NamesCluster()
    cluster.put(row.objects)
    let type: RecordType = row.text == nil ? .mx : .a
    let answer = try cluster.ask("\(row.asked).\(P.domain)", type)
    #expect(answer.responseCode == (row.text == nil ? .noError : .noSuchName))
    let soa = try #require(answer.authorities.first)
    #expect(soa.text == "cluster.local. \(row.seconds) SOA \(row.seconds)")
    #expect(answer.edns?.extendedErrors.map(\.text) ?? [] == (row.text.map { [$0] } ?? []))
    cluster.remove(row.objects)
    #expect(
      try cluster.ask("httpd.\(P.domain)").edns?.extendedErrors.first?.text
        == "no such Service in namespace sandbox")
  }

  @Test func `a set that changes its Service leaves nothing behind`() throws {
    var cluster = NamesCluster()
    var set = P.set(2)
    cluster.put([set])
    set.spec.serviceName = "other"
    cluster.put([set])
    #expect(try cluster.ask("web-0.httpd.\(P.domain)").authorities[0].timeToLive == 5)
    #expect(try cluster.ask("web-0.other.\(P.domain)").authorities[0].timeToLive == 0)
    cluster.remove([set])
    #expect(try cluster.ask("web-0.other.\(P.domain)").authorities[0].timeToLive == 5)
  }
}
