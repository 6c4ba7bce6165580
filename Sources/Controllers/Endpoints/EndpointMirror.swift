import ObjectStore
package import Objects

/// Keeps slices of the Endpoints that somebody wrote for a Service without a selector, so that it
/// has its names as others do: names are answered from slices alone (upstream's
/// endpointslicemirroring-controller).
package struct EndpointMirror: Reconciler {
  static let manager = "endpointslicemirroring-controller.k8s.io"
  /// Of each subset, ready ones first, as upstream.
  static let limit = 1000

  package init() {}

  package mutating func keys(touchedBy change: ViewChange, in view: ClusterView)
    -> [ReconcileKey]
  {
    switch change {
    case .service(let old, let new):
      // Of others the endpoints are a controller's.
      guard [old, new].contains(where: { $0?.spec.selector.isEmpty == true }) else { return [] }
      return [.service((new ?? old)!.namespacedName)]
    case .other(let old, let new):
      guard let object = new ?? old, object.resource == .endpoints else { return [] }
      return [.service(object.namespacedName)]
    case .slice(let old, let new):
      let services = [old, new].compactMap { $0?.service(managedBy: Self.manager) }
      return Set(services).sorted().map { .service($0) }
    case .namespace, .pod, .set:
      return []
    }
  }

  package mutating func reconcile(
    _ key: ReconcileKey, in view: ClusterView, at now: Timestamp
  ) -> ReconcileResult {
    guard case .service(let name) = key else { return ReconcileResult() }
    let slices = view.slices(of: name).filter {
      $0.service(managedBy: Self.manager) != nil && $0.metadata.deletionTimestamp == nil
    }
    let source = view.object(of: .endpoints, name).flatMap { $0.isToBeMirrored ? $0 : nil }
    let service = view.services[name].flatMap { $0.spec.selector.isEmpty ? $0 : nil }
    var writes: [Write] = []
    for family in ["IPv4", "IPv6"] {
      let existing = slices.filter { $0.addressType == family }
      let groups = service == nil ? [] : source?.mirroredGroups(of: family) ?? []
      guard let source, !groups.isEmpty else {
        writes += existing.map { .delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: 0) }
        continue
      }
      let plan = SlicePlan(existing: existing, groups: groups, limit: Self.limit)
      writes += plan.writes(like: source.newMirror(family: family), trigger: source.triggerTime)
    }
    return ReconcileResult(writes: writes)
  }
}

extension GenericObject {
  /// Whoever keeps slices of its own, or uses the object as a lock, says so.
  fileprivate var isToBeMirrored: Bool {
    metadata.deletionTimestamp == nil
      && metadata.labels["endpointslice.kubernetes.io/skip-mirror"] != "true"
      && metadata.annotations["control-plane.alpha.kubernetes.io/leader"] == nil
  }

  /// When somebody says that the change which led to this came about.
  fileprivate var triggerTime: Timestamp? {
    metadata.annotations[EndpointsReconciler.triggerAnnotation].flatMap { Timestamp(text: $0) }
  }

  /// Owned by the Endpoints, with which it goes.
  fileprivate func newMirror(family: String) -> EndpointSlice {
    var labels = metadata.labels
    labels["kubernetes.io/service-name"] = metadata.name
    labels["endpointslice.kubernetes.io/managed-by"] = EndpointMirror.manager
    var annotations = metadata.annotations
    for key in [
      EndpointsReconciler.triggerAnnotation, EndpointsReconciler.capacityAnnotation,
      "kubectl.kubernetes.io/last-applied-configuration",
    ] { annotations[key] = nil }
    return EndpointSlice(
      metadata: ObjectMetadata(
        generateName: "\(metadata.name)-", namespace: metadata.namespace, labels: labels,
        annotations: annotations,
        ownerReferences: [
          OwnerReference(
            apiVersion: "v1", kind: "Endpoints", name: metadata.name, uid: metadata.uid,
            isController: true, blocksOwnerDeletion: true)
        ]),
      addressType: family)
  }

  /// Subsets of the same ports are one.
  fileprivate func mirroredGroups(of family: String) -> [EndpointGroup] {
    var groups: [EndpointGroup] = []
    for subset in body["subsets"]?.array ?? [] {
      let endpoints = Self.endpoints(of: subset, family)
      guard !endpoints.isEmpty else { continue }
      let ports = (subset["ports"]?.array ?? []).map(Self.port)
      if let index = groups.firstIndex(where: { $0.ports == ports }) {
        groups[index].endpoints += endpoints
      } else {
        groups.append(EndpointGroup(ports: ports, endpoints: endpoints))
      }
    }
    return groups
  }

  private static func endpoints(of subset: Value, _ family: String) -> [SliceEndpoint] {
    let all = [("addresses", true), ("notReadyAddresses", false)].flatMap { field, isReady in
      (subset[field]?.array ?? []).compactMap { endpoint($0, family, isReady: isReady) }
    }
    // Who is in both lists is ready.
    var seen: Set<[String]> = []
    let unique = all.filter { seen.insert($0.addresses + [$0.hostname]).inserted }
    return Array(unique.prefix(EndpointMirror.limit))
  }

  private static func endpoint(_ address: Value, _ family: String, isReady: Bool)
    -> SliceEndpoint?
  {
    guard let text = address["ip"]?.string,
      family == (text.utf8.contains(0x3A) ? "IPv6" : "IPv4")
    else { return nil }
    return SliceEndpoint(
      addresses: [text], hostname: address["hostname"]?.string ?? "",
      nodeName: address["nodeName"]?.string ?? "",
      targetReference: address["targetRef"].flatMap(reference), isReady: isReady)
  }

  private static func reference(_ value: Value) -> ObjectReference? {
    guard var rest = value.object else { return nil }
    let texts = ["kind", "namespace", "name", "uid"].map {
      rest.removeValue(forKey: $0)?.string ?? ""
    }
    return ObjectReference(
      kind: texts[0], namespace: texts[1], name: texts[2], uid: texts[3], rest: rest)
  }

  private static func port(_ port: Value) -> EndpointPort {
    EndpointPort(
      name: port["name"]?.string ?? "", transport: port["protocol"]?.string ?? "TCP",
      port: port["port"]?.integer.map { Int32(truncatingIfNeeded: $0) },
      rest: (port.object ?? [:]).filter { $0.key == "appProtocol" })
  }
}
