import Controllers
import ObjectStore
import Objects
import Testing

/// What the endpoints of a Service may wait with: arrivals, never departures.
@Suite struct EndpointPatienceTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var canWait: Bool
    /// What happens to a ready pod; nil: it is removed.
    var change: @Sendable (inout Pod?) -> Void
  }

  static let rows: [Row] = [
    Row(testDescription: "more is said of it", canWait: true) {
      $0?.status.rest["hostIP"] = "127.0.0.1"
    },
    Row(testDescription: "a second address", canWait: true) {
      $0?.status.podIPs.append("10.244.0.7")
    },
    Row(testDescription: "another address", canWait: false) { $0?.status.podIPs = ["10.244.0.7"] },
    Row(testDescription: "no address", canWait: false) { $0?.status.podIPs = [] },
    Row(testDescription: "not ready", canWait: false) { $0?.status.conditions = [] },
    Row(testDescription: "failed", canWait: false) { $0?.status.phase = "Failed" },
    Row(testDescription: "terminating", canWait: false) {
      $0?.metadata.deletionTimestamp = Timestamp(seconds: 60)
    },
    Row(testDescription: "not selected", canWait: false) { $0?.metadata.labels = [:] },
    Row(testDescription: "of another Service", canWait: false) { $0?.spec.subdomain = "other" },
    Row(testDescription: "another pod of the name", canWait: false) { $0?.metadata.uid = "2" },
    Row(testDescription: "removed", canWait: false) { $0 = nil },
  ]

  private static func pod() -> Pod {
    var pod = Make.pod("web-0")
    pod.metadata.uid = "1"
    pod.status = PodStatus(
      phase: "Running", podIPs: ["10.244.0.6"],
      conditions: [PodCondition(type: "Ready", status: "True")])
    return pod
  }

  private func canWait(_ change: ViewChange, _ objects: [any KubernetesObject] = []) -> Bool {
    var view = ClusterView()
    for (index, object) in objects.enumerated() {
      var object = object
      object.metadata.uid = "\(index)"
      object.metadata.resourceVersion = ResourceVersion(rawValue: UInt64(index + 1))
      _ = view.apply(StoreEvent(kind: .added, object: object))
    }
    return EndpointSliceReconciler().canWait(for: change, in: view)
  }

  @Test(arguments: rows)
  func aReadyPod(_ row: Row) {
    let old = Self.pod()
    var new: Pod? = old
    row.change(&new)
    #expect(canWait(.pod(old: old, new: new)) == row.canWait)
  }

  @Test func aNewPod() { #expect(canWait(.pod(old: nil, new: Self.pod()))) }

  @Test func aPodThatBecomesReady() {
    var old = Self.pod()
    old.status.conditions = []
    #expect(canWait(.pod(old: old, new: Self.pod())))
  }

  /// It is in no answer any more, unless its Service answers for pods until they are gone.
  @Test(arguments: [false, true])
  func theEndOfATerminatingPod(_ isAnswered: Bool) {
    var service = Make.service()
    service.spec.publishNotReadyAddresses = isAnswered
    var old = Self.pod()
    old.metadata.deletionTimestamp = Timestamp(seconds: 60)
    #expect(canWait(.pod(old: old, new: nil), [service]) == !isAnswered)
  }

  /// A Service that finds pods is told of with them.
  @Test func aNewService() {
    let change = ViewChange.service(old: nil, new: Make.service())
    #expect(canWait(change))
    #expect(!canWait(change, [Self.pod()]))
    #expect(!canWait(.service(old: Make.service(), new: Make.service())))
  }
}
