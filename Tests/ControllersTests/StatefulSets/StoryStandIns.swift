import ObjectStore
import Objects

@testable import Controllers

/// The stand-in for a kubelet, which knows one image that never runs.
struct StoryKubelet: Reconciler {
  private var kubelet: StandInKubelet

  init(_ lives: PodLives) { kubelet = StandInKubelet(lives) }

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    kubelet.keys(touchedBy: change, in: view)
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard case .pod(let name) = key, let pod = view.pods[name], !pod.spec.nodeName.isEmpty,
      !pod.isTerminating, pod.spec.containers.first?.image == Story.brokenImage
    else { return kubelet.reconcile(key, in: view, at: now) }
    guard pod.status.phase == "Pending", pod.condition("Ready") == nil else {
      return ReconcileResult()
    }
    var waiting = pod
    waiting.report(phase: "Pending", isReady: false, at: now)
    return ReconcileResult(writes: [.updateStatus(waiting)])
  }
}

/// Keeps claims while pods use them; pods that have ended use nothing, or a pod that goes in the foreground and its
/// claim would wait for each other.
struct StoryProtection: Reconciler, AdmissionPlugin {
  func complete(_ object: any KubernetesObject, replacing old: (any KubernetesObject)?)
    -> any KubernetesObject
  { StandInProtection().complete(object, replacing: old) }

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    switch change {
    case .pod(_, let pod): pod?.isTerminal == false ? [] : [.namespace("sandbox")]
    case .other(_, let claim?) where claim.metadata.deletionTimestamp != nil:
      claim.resource == .persistentVolumeClaim ? [.namespace("sandbox")] : []
    default: []
    }
  }

  func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp) -> ReconcileResult {
    let used = Set(
      view.pods.all(in: "sandbox").filter { !$0.isTerminal }.flatMap { pod in
        pod.spec.volumes.compactMap { $0["persistentVolumeClaim"]?["claimName"]?.string }
      })
    let claims = view.objects(of: .persistentVolumeClaim, in: "sandbox").filter {
      $0.metadata.deletionTimestamp != nil && !used.contains($0.metadata.name)
    }
    return ReconcileResult(
      writes: claims.map { claim in
        var released = claim
        released.metadata.finalizers.removeAll { $0 == StandInProtection.finalizer }
        return .update(released)
      })
  }
}
