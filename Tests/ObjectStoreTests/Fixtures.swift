import ObjectStore
import Objects

/// Makes objects that pass validation with as few words as possible.
enum Make {
  static func namespace(_ name: String) -> Namespace {
    Namespace(metadata: ObjectMetadata(name: name))
  }

  static func pod(
    _ name: String, in namespace: String = "sandbox", labels: [String: String] = ["app": "httpd"],
    node: String = ""
  ) -> Pod {
    Pod(
      metadata: ObjectMetadata(name: name, namespace: namespace, labels: labels),
      spec: PodSpec(nodeName: node, containers: [Container(name: "httpd", image: "httpd:2")]))
  }

  static func service(_ name: String, in namespace: String = "sandbox") -> Service {
    Service(
      metadata: ObjectMetadata(name: name, namespace: namespace),
      spec: ServiceSpec(clusterIP: "None", selector: ["app": "httpd"]))
  }

  static func set(_ name: String, in namespace: String = "sandbox", replicas: Int32 = 2)
    -> StatefulSet
  {
    let labels = ["app": "httpd"]
    return StatefulSet(
      metadata: ObjectMetadata(name: name, namespace: namespace),
      spec: StatefulSetSpec(
        serviceName: "httpd", replicas: replicas, selector: LabelSelector(matchLabels: labels),
        template: PodTemplate(
          labels: labels,
          spec: PodSpec(containers: [Container(name: "httpd", image: "httpd:2")]))))
  }

  /// - Parameter spec: what is not as usual.
  static func claim(
    _ name: String, spec: [String: Value] = [:], annotations: [String: String] = [:]
  ) -> GenericObject {
    let usual: [String: Value] = [
      "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]],
    ]
    return GenericObject(
      resource: .persistentVolumeClaim,
      metadata: ObjectMetadata(name: name, namespace: "sandbox", annotations: annotations),
      body: ["spec": .object(usual.merging(spec) { $1 })])
  }

  static func volume(_ name: String, finalizers: [String] = []) -> GenericObject {
    GenericObject(
      resource: .persistentVolume, metadata: ObjectMetadata(name: name, finalizers: finalizers),
      body: [
        "spec": [
          "accessModes": ["ReadWriteOnce"], "capacity": ["storage": "1Gi"],
          "hostPath": ["path": "/data"], "persistentVolumeReclaimPolicy": "Retain",
        ]
      ])
  }

  /// A store on a manual clock with the namespace `sandbox`, at version 1.
  static func store(
    clock: ManualClock = ManualClock(), plugins: [any AdmissionPlugin] = [],
    journal: any Journal = InMemoryJournal(), historyLimit: Int = 1000
  ) async throws -> ObjectStore {
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock, plugins: plugins, journal: journal,
      historyLimit: historyLimit)
    _ = try await store.commit(.create(namespace("sandbox")))
    return store
  }
}

extension ObjectStore {
  @discardableResult
  func create<Object: KubernetesObject>(_ object: Object) async throws(StoreError) -> Object {
    try await commit(.create(object)) as! Object
  }

  @discardableResult
  func update<Object: KubernetesObject>(_ object: Object) async throws(StoreError) -> Object {
    try await commit(.update(object)) as! Object
  }

  /// The text of the refusal; nil if there was none.
  func refusal(_ write: Write) async -> String? {
    do {
      _ = try await commit(write)
      return nil
    } catch { return "\(error)" }
  }
}
