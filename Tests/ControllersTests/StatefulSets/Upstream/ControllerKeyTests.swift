import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases about which sets look again when a pod appears, changes or goes.
@Suite struct ControllerKeyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    /// The sets there are; `web3` selects other pods.
    var sets = ["web", "web2"]
    /// The pod before and after: `web` is its controller, `-` nobody, `+` another label; nil: it is
    /// not there.
    var before: String?
    var after: String?
    var keys: [String]
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func keys(_ row: Row) {
    var view = ClusterView()
    var reconciler = StatefulSetReconciler()
    let sets: [any KubernetesObject] = row.sets.map(set)
    var keys = [ReconcileKey]()
    for (number, pod) in [row.before, row.after].enumerated() {
      let version = row.before == row.after ? 1 : UInt64(number + 1)
      let pods: [any KubernetesObject] = pod.map { [self.pod($0, version)] } ?? []
      let changes = view.replace(by: sets + pods, at: ResourceVersion(rawValue: 1))
      keys = changes.filter { $0.resource == Pod.resource }
        .flatMap { reconciler.keys(touchedBy: $0, in: view) }
    }
    let expected = row.keys.map {
      ReconcileKey.set(NamespacedName(namespace: "sandbox", name: $0))
    }
    #expect(Set(keys) == Set(expected))
  }

  private func set(_ name: String) -> StatefulSet {
    var set = SetSketch().set
    (set.metadata.name, set.metadata.uid) = (name, name)
    set.metadata.resourceVersion = ResourceVersion(rawValue: 1)
    if name == "web3" { set.spec.selector.matchLabels = ["app": "other"] }
    return set
  }

  private func pod(_ text: String, _ version: UInt64) -> Pod {
    var pod = SetSketch().pods("0")[0]
    pod.metadata.resourceVersion = ResourceVersion(rawValue: version)
    let controller = text.trimmingSuffix(while: { $0 == "+" })
    pod.metadata.ownerReferences =
      controller == "-" ? [] : [set(String(controller)).controllerReference]
    if text.hasSuffix("+") { pod.metadata.labels["app"] = "none" }
    return pod
  }

  static let rows: [Row] = [
    Row(stands: "TestStatefulSetControllerAddPod", after: "web", keys: ["web"]),
    Row(
      stands: "TestStatefulSetControllerAddPodOrphan", sets: ["web", "web2", "web3"], after: "-",
      keys: ["web", "web2"]),
    Row(stands: "TestStatefulSetControllerAddPodNoSet", sets: [], after: "web", keys: []),
    Row(
      stands: "TestStatefulSetControllerUpdatePod", before: "web2+", after: "web2", keys: ["web2"]),
    Row(
      stands: "TestStatefulSetControllerUpdatePodWithNoSet", sets: [], before: "web+", after: "web",
      keys: []),
    Row(
      stands: "TestStatefulSetControllerUpdatePodWithSameVersion", before: "web", after: "web",
      keys: []),
    Row(
      stands: "TestStatefulSetControllerUpdatePodOrphanWithNewLabels", before: "-+", after: "-",
      keys: ["web", "web2"]),
    Row(
      stands: "TestStatefulSetControllerUpdatePodChangeControllerRef", before: "web2", after: "web",
      keys: ["web", "web2"]),
    Row(
      stands: "TestStatefulSetControllerUpdatePodRelease", before: "web", after: "-",
      keys: ["web", "web2"]),
    Row(stands: "TestStatefulSetControllerDeletePod", before: "web", keys: ["web"]),
    // Upstream looks at nothing here; the set that wants the pod's name finds it free at its next
    // retry. This one is told, as it waits for nothing else.
    Row(stands: "TestStatefulSetControllerDeletePodOrphan", before: "-", keys: ["web"]),
    // Events that were missed are seen in the next list.
    Row(
      stands: "TestStatefulSetControllerDeletePodTombstone", sets: ["web"], before: "web",
      keys: ["web"]),
    Row(
      stands: "TestStatefulSetControllerGetStatefulSetsForPod", before: "-+", after: "-",
      keys: ["web", "web2"]),
  ]
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
