import ObjectStore
import Objects
import Pods

/// The part of a scheduler: gives pods their node once their claims are bound, and says why it does
/// not.
struct PodScheduler: Sendable {
  /// How long a pod may wait for its claims before anybody is told: they are made together with it,
  /// and mostly bound within a moment.
  private static let patience = Duration.milliseconds(100)
  private static let ownName = "default-scheduler"

  /// The runtime's node; nil: those of the cluster.
  let node: String?
  private var firstLooks: [NamespacedName: Timestamp] = [:]
  private var nodes = NodeChoice()
  /// Pods that no node would take.
  private var homeless = WaitingLine<NamespacedName>()

  struct Outcome {
    var writes: [Write] = []
    var event: PodEventDraft?
    var requeueAfter: Duration?
  }

  init(node: String?) {
    self.node = node
  }

  /// The pods that may get a node now, after a change of something else.
  mutating func pods(touchedBy change: ViewChange, in view: ClusterView) -> [NamespacedName] {
    switch change {
    case .pod(let old, let new):
      nodes.count(old, new)
      if new == nil, let name = old?.namespacedName { forget(name) }
      return []
    case .other(let old, let new):
      guard let object = new ?? old else { return [] }
      if object.resource == .persistentVolumeClaim {
        return view.pods(using: object.namespacedName).filter { $0.spec.nodeName.isEmpty }
          .map(\.namespacedName)
      }
      return object.resource == .node ? homeless.all : []
    case .namespace, .service, .set, .slice: return []
    }
  }

  /// Of a pod without a node.
  mutating func schedule(_ pod: Pod, in view: ClusterView, at now: Timestamp) -> Outcome {
    // Another scheduler's pods wait for that one; simulated pods have only this.
    let name = pod.spec.rest["schedulerName"]?.string ?? Self.ownName
    guard node != nil || name == Self.ownName else { return Outcome() }
    if let gates = pod.spec.rest["schedulingGates"]?.array, !gates.isEmpty {
      return wait(pod, at: now)
    }
    if let problem = Self.claimProblem(of: pod, in: view) {
      let nodes = node == nil ? max(1, view.objects(of: .node, in: "").count) : 1
      // Upstream ends with what came of the search for pods to evict, which this problem ends
      // early.
      return refuse(pod, "0/\(nodes) nodes are available: \(problem). not found", at: now)
    }
    switch nodes.choose(fixed: node, in: view) {
    case .none(let message):
      homeless.join(pod.namespacedName)
      return refuse(pod, message, at: now)
    case .node(let node):
      forget(pod.namespacedName)
      let place = "\(pod.metadata.namespace)/\(pod.metadata.name)"
      return Outcome(
        writes: [.bind(pod.key, uid: pod.metadata.uid, node: node)],
        event: PodEventDraft(
          type: .normal, reason: "Scheduled",
          message: "Successfully assigned \(place) to \(node)", action: "Binding"))
    }
  }

  /// What keeps a pod from any node, as Kubernetes' volume binding says it; nil: nothing.
  private static func claimProblem(of pod: Pod, in view: ClusterView) -> String? {
    var isUnbound = false
    for name in pod.claims {
      guard let claim = view.object(of: .persistentVolumeClaim, name) else {
        return "persistentvolumeclaim \"\(name.name)\" not found"
      }
      if claim.metadata.deletionTimestamp != nil {
        return "persistentvolumeclaim \"\(name.name)\" is being deleted"
      }
      isUnbound = isUnbound || claim.body["status"]?["phase"] != "Bound"
    }
    return isUnbound ? "pod has unbound immediate PersistentVolumeClaims" : nil
  }

  /// Of a pod that is not to be looked at yet (`spec.schedulingGates`), nobody is told by an event.
  private func wait(_ pod: Pod, at now: Timestamp) -> Outcome {
    var updated = pod
    updated.status.setUnscheduled(
      pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates", now: now)
    return updated.status == pod.status ? Outcome() : Outcome(writes: [.updateStatus(updated)])
  }

  private mutating func refuse(_ pod: Pod, _ message: String, at now: Timestamp) -> Outcome {
    let told = pod.condition("PodScheduled")
    if told?.message == message { return Outcome() }
    let firstLook = firstLooks[pod.namespacedName] ?? now
    firstLooks[pod.namespacedName] = firstLook
    let waited = now - firstLook
    guard told != nil || waited >= Self.patience else {
      return Outcome(requeueAfter: Self.patience - waited)
    }
    var updated = pod
    updated.status.setUnscheduled(pod, "Unschedulable", message, now: now)
    return Outcome(
      writes: [.updateStatus(updated)],
      event: PodEventDraft(
        type: .warning, reason: "FailedScheduling", message: message, action: "Scheduling"))
  }

  private mutating func forget(_ name: NamespacedName) {
    firstLooks[name] = nil
    homeless.leave(name)
  }
}
