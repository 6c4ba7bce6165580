import ObjectStore
import Objects

@testable import Controllers

/// Lives of pods as a recorded kubelet led them: how long after its creation each became Ready, and how long after
/// the request to delete it it was gone.
struct PodLives: Sendable {
  struct Life: Sendable {
    /// nil: not by itself, or so late that a person was behind it.
    var readyAfter: Duration?
    var endsAfter = Duration.milliseconds(300)
    /// Its containers ran, and their end is reported.
    var succeeds = true
  }

  private var lives: [String: Life] = [:]
  private let usual: Life

  init(readyAfter: Duration = .milliseconds(220), endsAfter: Duration = .milliseconds(300)) {
    usual = Life(readyAfter: readyAfter, endsAfter: endsAfter)
  }

  subscript(name: String, number: Int) -> Life {
    get { lives["\(name)#\(number)"] ?? usual }
    set { lives["\(name)#\(number)"] = newValue }
  }
}

/// Binds pods, makes them Ready and ends them, at the times of a recording.
struct StandInKubelet: Reconciler {
  let lives: PodLives
  private var numbers: [String: Int] = [:]
  /// By uid.
  private var pods: [String: (life: PodLives.Life, since: Timestamp)] = [:]
  private var endings: [String: Timestamp] = [:]

  init(_ lives: PodLives) { self.lives = lives }

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    guard case .pod(_, let pod?) = change else { return [] }
    return [.pod(pod.namespacedName)]
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard case .pod(let name) = key, var pod = view.pods[name] else { return ReconcileResult() }
    let uid = pod.metadata.uid
    if pods[uid] == nil {
      numbers[name.name, default: 0] += 1
      pods[uid] = (lives[name.name, numbers[name.name] ?? 1], now)
    }
    guard let (life, since) = pods[uid] else { return ReconcileResult() }
    if pod.isTerminating {
      let endsAt = (endings[uid] ?? now) + life.endsAfter
      if endings[uid] == nil { endings[uid] = now }
      guard endsAt <= now else { return ReconcileResult(requeueAfter: endsAt - now) }
      let end = Write.delete(pod.key, uid: uid, gracePeriodSeconds: 0)
      guard life.succeeds else { return ReconcileResult(writes: [end]) }
      pod.report(phase: "Succeeded", isReady: false, at: now)
      return ReconcileResult(writes: [.updateStatus(pod), end])
    }
    if pod.spec.nodeName.isEmpty {
      return ReconcileResult(writes: [.bind(pod.key, uid: uid, node: "node-1")])
    }
    guard pod.status.phase == "Pending" else { return ReconcileResult() }
    let readyAt = life.readyAfter.map { since + $0 }
    if let readyAt, readyAt <= now {
      pod.report(phase: "Running", isReady: true, at: now)
      return ReconcileResult(writes: [.updateStatus(pod)])
    }
    let delay = readyAt.map { $0 - now }
    guard pod.condition("Ready") == nil else { return ReconcileResult(requeueAfter: delay) }
    pod.report(phase: "Pending", isReady: false, at: now)
    return ReconcileResult(writes: [.updateStatus(pod)], requeueAfter: delay)
  }
}

extension Pod {
  mutating func report(phase: String, isReady: Bool, at now: Timestamp) {
    let status = isReady ? "True" : "False"
    if self.status.phase == phase, condition("Ready")?.status == status { return }
    self.status.phase = phase
    self.status.conditions.removeAll { $0.type == "Ready" }
    self.status.conditions.append(
      PodCondition(type: "Ready", status: status, lastTransitionTime: now.truncatedToSeconds))
  }
}

/// Keeps claims while pods use them, as the API's protection does.
struct StandInProtection: Reconciler, AdmissionPlugin {
  static let finalizer = "kubernetes.io/pvc-protection"

  func complete(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    -> any KubernetesObject
  {
    guard object.resource == .persistentVolumeClaim, old == nil else { return object }
    var claim = object
    claim.metadata.finalizers = [Self.finalizer]
    return claim
  }

  func staged(_ event: StoreEvent) {}
  func rebuild(from objects: [any KubernetesObject]) {}

  /// Any change may be the end of the last pod; claims are few here.
  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    change.metadata.new == nil || change.resource == .persistentVolumeClaim
      ? [.namespace("sandbox")] : []
  }

  func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp) -> ReconcileResult {
    let used = Set(
      view.pods.all(in: "sandbox").flatMap { pod in
        pod.spec.volumes.compactMap { $0["persistentVolumeClaim"]?["claimName"]?.string }
      })
    let claims = view.objects(of: .persistentVolumeClaim, in: "sandbox")
    return ReconcileResult(
      writes: claims.compactMap { claim in
        guard claim.metadata.deletionTimestamp != nil, !used.contains(claim.metadata.name) else {
          return nil
        }
        var released = claim
        released.metadata.finalizers.removeAll { $0 == Self.finalizer }
        return .update(released)
      })
  }
}
