import Controllers
import ObjectStore
import Objects

/// Random choices that a seed repeats.
struct SeededWalk {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// A store with controllers on a manual clock: what tests of controllers write to and look at.
struct Cluster {
  let clock: ManualClock
  let store: ObjectStore
  let manager: ControllerManager

  init(
    _ reconcilers: [any Reconciler] = [EndpointSliceReconciler(), GarbageCollector()],
    plugins: [any AdmissionPlugin] = [], publisher: (any ViewPublisher)? = nil,
    historyLimit: Int = 100_000
  ) async throws {
    clock = ManualClock()
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock, plugins: plugins,
      historyLimit: historyLimit)
    manager = ControllerManager(
      store: store, clock: clock, reconcilers: reconcilers, publisher: publisher)
    _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
  }

  @discardableResult
  func create<Object: KubernetesObject>(_ object: Object) async throws -> Object {
    try await store.commit(.create(object)) as! Object
  }

  @discardableResult
  func update<Object: KubernetesObject>(_ object: Object) async throws -> Object {
    try await store.commit(.update(object)) as! Object
  }

  func delete(_ object: some KubernetesObject, grace: Int64? = nil) async throws {
    _ = try await store.commit(
      .delete(object.key, uid: object.metadata.uid, gracePeriodSeconds: grace))
  }

  /// Gives a pod its node, addresses and readiness, as its runtime would.
  func run(_ pod: Pod, at addresses: [String], isReady: Bool = true, phase: String = "Running")
    async throws
  {
    var current = try await store.get(Pod.self, pod.metadata.namespace, pod.metadata.name)
    if current.spec.nodeName.isEmpty {
      current = try await store.commit(.bind(current.key, uid: nil, node: "node-1")) as! Pod
    }
    let ready = isReady ? "True" : "False"
    var since = clock.now().truncatedToSeconds
    if let old = current.condition("Ready"), old.status == ready {
      since = old.lastTransitionTime ?? since
    }
    current.status.phase = phase
    current.status.podIP = addresses.first ?? ""
    current.status.podIPs = addresses
    current.status.conditions.removeAll { $0.type == "Ready" }
    current.status.conditions.append(
      PodCondition(type: "Ready", status: ready, lastTransitionTime: since))
    _ = try await store.commit(.updateStatus(current))
  }

  func slices(of service: String, in namespace: String = "sandbox") async -> [EndpointSlice] {
    await store.list(
      EndpointSlice.self, namespace: namespace,
      labels: LabelSelector(matchLabels: ["kubernetes.io/service-name": service]))
  }
}

enum Make {
  static func pod(
    _ name: String, labels: [String: String] = ["app": "httpd"], subdomain: String = "httpd",
    hostname: String? = nil, ports: [ContainerPort] = []
  ) -> Pod {
    Pod(
      metadata: ObjectMetadata(name: name, namespace: "sandbox", labels: labels),
      spec: PodSpec(
        hostname: hostname ?? name, subdomain: subdomain,
        containers: [Container(name: "httpd", image: "httpd:2", ports: ports)]))
  }

  static func service(
    _ name: String = "httpd", selector: [String: String] = ["app": "httpd"],
    ports: [ServicePort] = [], clusterIP: String = "None", publishNotReady: Bool = false
  ) -> Service {
    Service(
      metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      spec: ServiceSpec(
        clusterIP: clusterIP, ipFamilies: ["IPv4"], selector: selector, ports: ports,
        publishNotReadyAddresses: publishNotReady))
  }
}
