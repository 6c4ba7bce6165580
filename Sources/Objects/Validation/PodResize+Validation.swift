/// What a running pod may have of its node (`pods/NAME/resize`, KEP-1287), in the order of
/// upstream's `ValidatePodResize`.
extension Pod {
  private static let path = FieldPath("spec")

  /// The old pod with the resources of this one. Where containers were added, renamed or put into
  /// another order nothing can be said of their resources, so that validation gets to see it.
  package func changingResources(of old: Pod) -> Pod {
    guard spec.containers.count == old.spec.containers.count,
      spec.initContainers.count == old.spec.initContainers.count
    else { return self }
    var pod = old.known(as: metadata)
    pod.spec.rest["resources"] = spec.rest["resources"]
    pod.spec.containers = Self.resized(old.spec.containers, as: spec.containers)
    if !spec.initContainers.isEmpty {
      pod.spec.rest["initContainers"] = .array(
        Self.resized(old.spec.initContainers, as: spec.initContainers).map(\.value))
    }
    return pod
  }

  private static func resized(_ old: [Container], as new: [Container]) -> [Container] {
    guard old.map(\.name) == new.map(\.name) else { return new }
    return zip(old, new).map { former, container in
      var resized = former
      for field in ["resources", "resizePolicy"] { resized.rest[field] = container.rest[field] }
      return resized
    }
  }

  /// - Parameter keepsQuality: the pod stays in its class (`status.qosClass`).
  package func validateResize(from old: Pod, keepsQuality: Bool) -> [FieldError] {
    if old.metadata.annotations[PodSpec.mirror] != nil {
      return [.forbidden(FieldPath.whole, "static pods cannot be resized")]
    }
    if old.spec.rest["os"]?["name"] == "windows" {
      return [.forbidden(FieldPath.whole, "windows pods cannot be resized")]
    }
    var errors = metadata.validateUpdateTwice(from: old.metadata) + validateContents()
    if !keepsQuality {
      errors.append(
        .invalid(
          Self.path, old.status.rest["qosClass"]?.string ?? "",
          "Pod QOS Class may not change as a result of resizing"))
    }
    if !old.reportsResources {
      errors.append(
        .forbidden(Self.path, "Pod running on node without support for resize"))
    }
    errors += spec.validatePodResize(from: old.spec, at: Self.path.field("resources"))
    if old.status.rest["nodeAllocatableResourceClaimStatuses"]?.array?.isEmpty == false {
      errors.append(
        .forbidden(Self.path, "pods with node allocatable resource claims cannot be resized"))
    }
    let orderErrors = spec.validateOrder(of: old.spec, at: Self.path)
    return errors
      + (orderErrors.isEmpty ? spec.validateResize(from: old.spec, at: Self.path) : orderErrors)
  }

  /// A node that can resize says of what runs how much it has; upstream asks the first of them. The
  /// simulated one can, and says nothing of pods that ask for nothing.
  private var reportsResources: Bool {
    let running = (status.rest["containerStatuses"]?.array ?? []).first {
      $0["state"]?["running"] != nil
    }
    guard let running else { return true }
    return running["resources"] != nil
      || running["containerID"]?.string?.hasPrefix("ordinal://") == true
  }
}

extension PodSpec {
  /// Of what the containers share.
  fileprivate func validatePodResize(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    let (new, former) = (rest["resources"], old.rest["resources"])
    let amounts = [new, former].flatMap { [$0?["requests"], $0?["limits"]] }
    guard amounts.contains(where: { $0?.object?.isEmpty == false }) else { return [] }
    if former != nil, new == nil {
      return [.forbidden(path, "pod-level resources cannot be removed")]
    }
    var errors = FixedResources.validateLoss(
      from: former, to: new, at: path, of: "pod-level resource")
    if FixedResources(new) != FixedResources(former) {
      errors.append(
        .forbidden(
          FieldPath("spec"), "only cpu and memory resources are mutable at pod-level"))
    }
    return errors
  }

  fileprivate func validateOrder(of old: PodSpec, at path: FieldPath) -> [FieldError] {
    let lists = [
      ("containers", containers, old.containers),
      ("initContainers", initContainers, old.initContainers),
    ]
    return lists.flatMap { field, new, former in
      let path = path.field(field)
      guard new.count == former.count else {
        return [FieldError.forbidden(path, "\(field) may not be added or removed on resize")]
      }
      return zip(new, former).enumerated().filter { $0.element.0.name != $0.element.1.name }.map {
        .forbidden(
          path.index($0.offset).field("name"), "\(field) may not be renamed or reordered on resize"
        )
      }
    }
  }

  /// Of each container, and that nothing else has come through.
  fileprivate func validateResize(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (field, new, former) in [
      ("initContainers", initContainers, old.initContainers),
      ("containers", containers, old.containers),
    ] {
      for (index, pair) in zip(new, former).enumerated() {
        errors += FixedResources.validateLoss(
          from: pair.1.rest["resources"], to: pair.0.rest["resources"],
          at: path.field(field).index(index).field("resources"), of: "resource")
      }
    }
    for (new, former) in zip(containers, old.containers) where !new.isResized(from: former) {
      errors.append(.forbidden(path, "only cpu and memory resources are mutable"))
    }
    for (index, pair) in zip(initContainers, old.initContainers).enumerated() {
      let path = path.field("initContainers").index(index)
      let (new, former) = pair
      if !new.isResized(from: former) {
        errors.append(
          .forbidden(
            path, "only cpu and memory resources for init or sidecar containers are mutable"))
      }
      if new.value != former.value, new.rest["restartPolicy"] != "Always", new.restartsForResize {
        errors.append(
          .forbidden(
            path,
            "non-sidecar init containers with a resize policy of RestartContainer cannot be resized"
          ))
      }
    }
    return errors
  }
}

extension Container {
  /// Whether the two differ in processors and memory alone.
  fileprivate func isResized(from old: Container) -> Bool {
    var container = self
    guard FixedResources(rest["resources"]) == FixedResources(old.rest["resources"]) else {
      return false
    }
    container.rest["resources"] = old.rest["resources"]
    return GoStruct(container.value, type: "Container") == GoStruct(old.value, type: "Container")
  }

  fileprivate var restartsForResize: Bool {
    (rest["resizePolicy"]?.array ?? []).contains { $0["restartPolicy"] == "RestartContainer" }
  }
}

/// What of a container's or a pod's resources stays for its life: all but processors and memory.
private struct FixedResources: Equatable {
  let limits, requests: [String: Int128]
  let claims: [Value]

  init(_ resources: Value?) {
    let amounts = ResourceAmounts(resources)
    limits = Self.fixed(amounts.limits)
    requests = Self.fixed(amounts.requests)
    claims = resources?["claims"]?.array ?? []
  }

  private static func fixed(_ amounts: [String: Quantity]) -> [String: Int128] {
    amounts.filter { !["cpu", "memory"].contains($0.key) }.mapValues(\.nanos)
  }

  /// What was asked for or limited once can change, and not go.
  static func validateLoss(
    from old: Value?, to new: Value?, at path: FieldPath, of what: String
  ) -> [FieldError] {
    ["requests", "limits"].compactMap { field in
      let kept = Set((new?[field]?.object ?? [:]).keys)
      guard !kept.isSuperset(of: (old?[field]?.object ?? [:]).keys) else { return nil }
      return .forbidden(path.field(field), "\(what) \(field) cannot be removed")
    }
  }
}
