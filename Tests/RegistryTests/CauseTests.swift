import Registry
import Testing
import Wire

@Suite struct CauseTests {
  static let set = PublishedService.Ordinals(name: "web", start: 0, replicas: 2)

  static let rows: [(Cause, ExtendedErrorCode, String)] = [
    (.noSuchService(namespace: "sandbox"), .other, "no such Service in namespace sandbox"),
    (
      .podWaiting(pod: "web-2", predecessor: "web-1"), .notReady,
      "pod web-2 is waiting for web-1 to be Ready"
    ),
    (.podNotReady(pod: "web-0"), .notReady, "pod web-0 exists but is not Ready"),
    (.podPending(pod: "web-0", reason: ""), .notReady, "pod web-0 has no address yet"),
    (
      .outsideReplicas(pod: "web-9", set: set), .other,
      "no pod web-9: replicas is 2 (StatefulSet web has web-0 to web-1)"
    ),
    (
      .selectsNothing(service: "httpd", selector: "app=nginx"), .other,
      "selector app=nginx of Service httpd matches no pod"
    ),
    (
      .noGoverningService(set: "web", service: "httpd"), .other,
      "serviceName httpd of StatefulSet web names no Service"
    ),
    (
      .outsideZones, .notAuthoritative,
      "no zone of this server holds the name, and forwarding is off"
    ),
    (.noTransfer, .prohibited, "zone transfers are not allowed to this address"),
  ]

  @Test(arguments: rows)
  func `each cause has its code and text`(_ cause: Cause, _ code: ExtendedErrorCode, _ text: String)
  {
    #expect(cause.error == ExtendedDNSError(code: code, text: text))
  }

  @Test func `a long text is cut between characters`() {
    for padding in 0..<4 {
      let reason = String(repeating: "x", count: padding) + String(repeating: "ü€😀", count: 60)
      let cause = Cause.podPending(pod: "web-0", reason: reason)
      let text = cause.error.text
      #expect((155...160).contains(text.utf8.count) && cause.text.hasPrefix(text))
    }
  }

  struct Missing {
    var label: String
    var cause: Cause
  }

  static let service = PublishedService(
    name: "httpd", isHeadless: true,
    sets: [set, PublishedService.Ordinals(name: "web-blue", start: 5, replicas: 1)])

  @Test(arguments: [
    ("web-2", Cause.outsideReplicas(pod: "web-2", set: set)),
    ("web-blue-0", .outsideReplicas(pod: "web-blue-0", set: service.sets[1])),
    ("web-", .noSuchHost(service: "httpd")), ("web-x", .noSuchHost(service: "httpd")),
    ("other", .noSuchHost(service: "httpd")), ("web", .noSuchHost(service: "httpd")),
  ])
  func `a missing pod is explained by the sets of its Service`(_ label: String, _ cause: Cause) {
    #expect(Self.service.cause(ofMissing: label) == cause)
    var other = Self.service
    other.isHeadless = false
    #expect(other.cause(ofMissing: label) == .notHeadless(service: "httpd"))
  }

  @Test func `ranges read as people write them`() {
    let ranges = [(0, 0, "no pods"), (3, 1, "web-3"), (5, 3, "web-5 to web-7")]
    for (start, replicas, text) in ranges {
      #expect(
        PublishedService.Ordinals(name: "web", start: start, replicas: replicas).range == text)
    }
  }
}
