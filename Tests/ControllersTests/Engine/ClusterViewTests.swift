import Controllers
import ObjectStore
import Objects
import Testing

/// The indexes of the view against a look at everything, on a random course of events.
struct ClusterViewTests {
  private static let namespaces = ["alpha", "beta"]
  private static let values = ["a", "b", "c"]

  @Test(arguments: 0..<6 as Range<UInt64>)
  func indexesAgreeWithALookAtEverything(seed: UInt64) {
    var walk = SeededWalk(seed: seed)
    var view = ClusterView()
    var objects: [ObjectKey: any KubernetesObject] = [:]
    for step in 1...600 {
      let version = ResourceVersion(rawValue: UInt64(step))
      let present = objects.keys.sorted()
      if walk.chance(25), !present.isEmpty {
        let key = walk.pick(present)
        var last = objects.removeValue(forKey: key)!
        last.metadata.resourceVersion = version
        _ = view.apply(StoreEvent(kind: .deleted, object: last))
      } else {
        var object = random(&walk)
        object.metadata.uid = objects[object.key]?.metadata.uid ?? "uid-\(step)"
        object.metadata.resourceVersion = version
        let old = objects.updateValue(object, forKey: object.key)
        let change = view.apply(StoreEvent(kind: .modified, object: object))
        #expect(change?.metadata.old == old?.metadata)
      }
      if step % 20 == 0 { check(view, Array(objects.values), "seed \(seed), step \(step)") }
    }
    // A list that differs in everything leads to the same as events do.
    let rest = objects.values.filter { _ in walk.chance(50) }
    let changes = view.replace(by: rest, at: ResourceVersion(rawValue: 1000))
    #expect(changes.count == objects.count - rest.count)
    check(view, rest, "seed \(seed), after the list")
    _ = view.replace(by: [], at: ResourceVersion(rawValue: 1001))
    check(view, [], "seed \(seed), empty")
  }

  private func random(_ walk: inout SeededWalk) -> any KubernetesObject {
    let owners = (0..<walk.below(3)).map { number in
      OwnerReference(
        apiVersion: "apps/v1", kind: "StatefulSet", name: "x", uid: "uid-\(walk.below(5))",
        isController: number == 0 && walk.chance(70))
    }
    let metadata = ObjectMetadata(
      name: "n\(walk.below(6))", namespace: walk.pick(Self.namespaces),
      labels: ["app": walk.pick(Self.values), "tier": walk.pick(Self.values)],
      ownerReferences: owners)
    let wanted = walk.chance(50) ? ["app": walk.pick(Self.values)] : ["tier": "a", "app": "b"]
    switch walk.below(7) {
    case 0, 1:
      let claims = (0..<walk.below(3)).map { _ in "n\(walk.below(3))" }
      let volumes = claims.map { name -> Value in
        ["name": "v", "persistentVolumeClaim": ["claimName": .string(name)]]
      }
      return Pod(metadata: metadata, spec: PodSpec(volumes: volumes))
    case 4:
      let volume: Value = walk.chance(20) ? "" : .string("n\(walk.below(3))")
      return GenericObject(
        resource: .persistentVolumeClaim, metadata: metadata,
        body: ["spec": ["volumeName": volume]])
    case 5:
      let claim: Value = ["namespace": "alpha", "name": .string("n\(walk.below(3))")]
      return GenericObject(
        resource: .persistentVolume,
        metadata: ObjectMetadata(name: metadata.name, ownerReferences: owners),
        body: ["spec": walk.chance(20) ? [:] : ["claimRef": claim]])
    case 2:
      return Service(
        metadata: metadata, spec: ServiceSpec(selector: walk.chance(20) ? [:] : wanted))
    case 3:
      let broad = LabelRequirement(key: "app", operation: "Exists")
      return StatefulSet(
        metadata: metadata,
        spec: StatefulSetSpec(
          serviceName: walk.chance(20) ? "" : "n\(walk.below(3))",
          selector: walk.chance(20)
            ? LabelSelector(matchExpressions: [broad]) : LabelSelector(matchLabels: wanted)))
    default:
      var slice = EndpointSlice(metadata: metadata, addressType: "IPv4")
      slice.metadata.labels["kubernetes.io/service-name"] =
        walk.chance(20) ? nil : "n\(walk.below(3))"
      return slice
    }
  }

  private func check(
    _ view: ClusterView, _ objects: [any KubernetesObject], _ moment: Comment
  ) {
    func all<Object: KubernetesObject>(_ type: Object.Type) -> [Object] {
      objects.compactMap { $0 as? Object }.sorted { $0.namespacedName < $1.namespacedName }
    }
    let (pods, services, sets) = (all(Pod.self), all(Service.self), all(StatefulSet.self))
    let slices = all(EndpointSlice.self)
    #expect(view.pods.all == pods && view.services.all == services, moment)
    #expect(view.sets.all == sets && view.slices.all == slices, moment)
    for number in 0..<5 {
      let uid = "uid-\(number)"
      #expect(view.pods(ownedBy: uid) == pods.filter { $0.metadata.controller?.uid == uid }, moment)
      let owned = objects.filter { $0.metadata.ownerReferences.contains { $0.uid == uid } }
      #expect(view.dependents(of: uid) == owned.map(\.key).sorted(), moment)
    }
    for object in objects {
      #expect(view.key(ofUID: object.metadata.uid) == object.key, moment)
      #expect(view.metadata(of: object.key) == object.metadata, moment)
    }
    checkStorage(view, pods, objects.compactMap { $0 as? GenericObject }, moment)
    for namespace in Self.namespaces {
      let here = { (metadata: ObjectMetadata) in metadata.namespace == namespace }
      #expect(view.pods.all(in: namespace) == pods.filter { here($0.metadata) }, moment)
      #expect(
        view.keys(in: namespace) == objects.filter { here($0.metadata) }.map(\.key).sorted(),
        moment)
      let orphans = pods.filter { here($0.metadata) && $0.metadata.controller == nil }
      #expect(view.orphanPods(in: namespace) == orphans, moment)
      for value in Self.values {
        let selector = ["app": value, "tier": "a"]
        let selected = pods.filter {
          here($0.metadata) && $0.metadata.labels["app"] == value
            && $0.metadata.labels["tier"] == "a"
        }
        #expect(view.pods(selectedBy: selector, in: namespace) == selected, moment)
        #expect(
          view.services(selecting: selector, in: namespace)
            == services.filter {
              here($0.metadata) && !$0.spec.selector.isEmpty
                && $0.spec.selector.allSatisfy { selector[$0.key] == $0.value }
            }, moment)
        #expect(
          view.sets(selecting: selector, in: namespace)
            == sets.filter { here($0.metadata) && $0.spec.selector.matches(selector) }, moment)
      }
      for number in 0..<3 {
        let service = NamespacedName(namespace: namespace, name: "n\(number)")
        #expect(
          view.sets(governedBy: service)
            == sets.filter { here($0.metadata) && $0.spec.serviceName == service.name }, moment)
        #expect(
          view.slices(of: service)
            == slices.filter { here($0.metadata) && $0.serviceName == service.name }, moment)
      }
    }
  }

  /// Who names a claim or a volume.
  private func checkStorage(
    _ view: ClusterView, _ pods: [Pod], _ others: [GenericObject], _ moment: Comment
  ) {
    let others = others.sorted { $0.namespacedName < $1.namespacedName }
    for number in 0..<3 {
      let name = "n\(number)"
      let claim = NamespacedName(namespace: "alpha", name: name)
      #expect(view.pods(using: claim) == pods.filter { $0.claims.contains(claim) }, moment)
      let claims = others.filter {
        $0.resource == .persistentVolumeClaim
          && $0.body["spec"]?["volumeName"] == .string(name)
      }
      #expect(view.claims(naming: name) == claims, moment)
      let volumes = others.filter {
        $0.resource == .persistentVolume
          && $0.body["spec"]?["claimRef"]?["name"] == .string(name)
      }
      #expect(view.volumes(naming: claim) == volumes, moment)
    }
  }
}
