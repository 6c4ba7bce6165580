import Controllers
import ObjectStore
import Objects
import Testing

/// A set controller and a pod runtime in miniature: one more pod whenever all run.
private struct MiniatureSets: Reconciler {
  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    switch change {
    case .set(let old, let new): [.set((new ?? old)!.namespacedName)]
    case .pod(let old, let new):
      [old, new].compactMap { pod in
        pod?.metadata.controller.map {
          .set(NamespacedName(namespace: pod!.metadata.namespace, name: $0.name))
        }
      }
    default: []
    }
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard case .set(let name) = key, let set = view.sets[name] else { return ReconcileResult() }
    let pods = view.pods(ownedBy: set.metadata.uid)
    guard pods.count < set.spec.ordinals.count, pods.allSatisfy(\.isReady) else {
      return ReconcileResult()
    }
    var pod = Make.pod(
      "\(name.name)-\(pods.count)", labels: set.spec.template.labels, subdomain: name.name)
    pod.metadata.ownerReferences = [
      OwnerReference(
        apiVersion: "apps/v1", kind: "StatefulSet", name: name.name, uid: set.metadata.uid,
        isController: true)
    ]
    return ReconcileResult(writes: [.create(pod)])
  }
}

private struct MiniatureKubelet: Reconciler {
  private var next = 0

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    guard case .pod(_, let new?) = change else { return [] }
    return [.pod(new.namespacedName)]
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard case .pod(let name) = key, var pod = view.pods[name], !pod.isReady else {
      return ReconcileResult()
    }
    next += 1
    pod.status = PodStatus(
      phase: "Running", podIPs: ["10.\(next >> 16).\(next >> 8 & 255).\(next & 255)"],
      conditions: [PodCondition(type: "Ready", status: "True", lastTransitionTime: now)])
    return ReconcileResult(writes: [
      .bind(pod.key, uid: pod.metadata.uid, node: "n"), .updateStatus(unversioned(pod)),
    ])
  }

  private func unversioned(_ pod: Pod) -> Pod {
    var pod = pod
    pod.metadata.resourceVersion = nil
    return pod
  }
}

struct ScaleTests {
  private func settle(sets: Int, replicas: Int32) async throws -> Cluster {
    let cluster = try await Cluster([
      EndpointSliceReconciler(), GarbageCollector(), MiniatureSets(), MiniatureKubelet(),
    ])
    for number in 0..<sets {
      let labels = ["app": "set\(number)"]
      try await cluster.create(Make.service("set\(number)", selector: labels))
      try await cluster.create(
        StatefulSet(
          metadata: ObjectMetadata(name: "set\(number)", namespace: "sandbox"),
          spec: StatefulSetSpec(
            serviceName: "set\(number)", replicas: replicas,
            selector: LabelSelector(matchLabels: labels),
            template: PodTemplate(
              labels: labels,
              spec: PodSpec(containers: [Container(name: "c", image: "httpd:2")])))))
    }
    await cluster.manager.settle()
    return cluster
  }

  /// 10,000 pods in a release build; a few of them where nothing is optimized.
  @Test func manySetsSettleWithoutLookingAtEverything() async throws {
    #if DEBUG
      let sets = 30
    #else
      let sets = 1000
    #endif
    var elapsed = Duration.zero
    var cluster: Cluster?
    elapsed = try await ContinuousClock().measure {
      cluster = try await settle(sets: sets, replicas: 10)
    }
    let slices = await cluster!.store.list(EndpointSlice.self)
    #expect(slices.count == sets)
    #expect(slices.allSatisfy { $0.endpoints.filter { $0.isReady == true }.count == 10 })
    print("settled \(sets * 10) pods of \(sets) sets in \(elapsed)")
  }
}
