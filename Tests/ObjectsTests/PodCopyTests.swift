import Objects
import Testing

/// Copies of a pod share their parts, and nobody may notice.
@Suite struct PodCopyTests {
  private let pod = Pod(
    metadata: ObjectMetadata(name: "web-0", labels: ["app": "httpd"]),
    spec: PodSpec(hostname: "web-0"), status: PodStatus(phase: "Pending"))

  static let changes: [@Sendable (inout Pod, _ isBack: Bool) -> Void] = [
    { $0.metadata.name = $1 ? "web-0" : "web-1" },
    { $0.metadata.labels["app"] = $1 ? "httpd" : nil },
    { $0.spec.hostname = $1 ? "web-0" : "web-1" },
    { $0.status.phase = $1 ? "Pending" : "Running" },
  ]

  @Test(arguments: changes.indices)
  func aChangeStaysWithItsCopy(_ index: Int) {
    let same = pod
    var copy = pod
    Self.changes[index](&copy, false)
    #expect(copy != pod && pod == same)
    Self.changes[index](&copy, true)
    #expect(copy == pod && copy.hashValue == pod.hashValue)
  }

  /// A change of one part that is given up half-way leaves a whole pod.
  @Test func aChangeThatThrowsKeepsWhatItDid() {
    struct Stop: Error {}
    func change(_ status: inout PodStatus) throws {
      status.phase = "Running"
      throw Stop()
    }
    var copy = pod
    #expect(throws: Stop.self) { try change(&copy.status) }
    #expect(copy.status.phase == "Running" && pod.status.phase == "Pending")
  }
}
