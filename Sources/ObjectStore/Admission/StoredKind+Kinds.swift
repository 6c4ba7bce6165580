import Objects

extension Pod: StoredKind {
  /// Every pod begins as Pending, before anything has looked at it.
  func preparedForCreate(at now: Timestamp) -> Pod {
    var pod = self
    pod.spec.selectByOwnLabels(metadata.labels)
    pod.copyProfileAnnotations()
    pod.metadata.generation = 1
    pod.status = PodStatus(phase: "Pending", rest: ["qosClass": .string(qualityOfService)])
    return pod
  }

  func preparedForUpdate(from old: Pod) -> Pod {
    var pod = self
    pod.status = old.status
    if pod.spec != old.spec { pod.metadata.generation += 1 }
    return pod
  }

  func preparedForStatusUpdate(from old: Pod, at now: Timestamp) -> Pod {
    var pod = old
    pod.status = status
    // A kubelet that does not report the class does not change it.
    if pod.status.rest["qosClass"] == nil {
      pod.status.rest["qosClass"] = old.status.rest["qosClass"]
    }
    pod.status.keepGenerations(of: old.status)
    pod.status.dropGatedFields()
    return pod
  }

  /// What the controllers here report comes from what they made.
  func validateStatusUpdate(from old: Pod, _ terms: WriteTerms) -> [FieldError] {
    terms.writer == .client || metadata != old.metadata ? validateStatusUpdate(from: old) : []
  }

  /// Nobody has to stop a pod that runs nowhere, or that has ended.
  func gracePeriodSeconds(requested: Int64?) -> Int64? {
    if spec.nodeName.isEmpty || isTerminal { return 0 }
    let period = requested ?? spec.terminationGracePeriodSeconds ?? 30
    return period < 0 ? 1 : period
  }
}

extension PodStatus {
  /// What belongs to feature gates that are off in Kubernetes 1.36: DRANodeAllocatableResources and
  /// ImageVolumeWithDigest (upstream's `dropDisabledPodStatusFields`).
  fileprivate mutating func dropGatedFields() {
    rest["nodeAllocatableResourceClaimStatuses"] = nil
    for field in ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"] {
      guard let containers = rest[field]?.array,
        containers.contains(where: { $0["volumeMounts"] != nil })
      else { continue }
      rest[field] = .array(containers.map(Self.withoutVolumeStatuses))
    }
  }

  private static func withoutVolumeStatuses(_ container: Value) -> Value {
    guard let mounts = container["volumeMounts"]?.array else { return container }
    return container.merging([
      "volumeMounts": .array(mounts.map { $0.merging(["volumeStatus": .null]) })
    ])
  }

  /// Who reports without saying of which generation does not take back what was said (upstream's
  /// `preserveOldObservedGeneration`).
  fileprivate mutating func keepGenerations(of old: PodStatus) {
    let field = "observedGeneration"
    func isUnset(_ value: Value?) -> Bool { value == nil || value == .null || value == 0 }
    if isUnset(rest[field]) { rest[field] = old.rest[field] }
    // A type may come more than once.
    var former = Dictionary(grouping: old.conditions, by: \.type)
    for place in conditions.indices {
      guard let condition = former[conditions[place].type]?.first else { continue }
      former[condition.type]?.removeFirst()
      if isUnset(conditions[place].rest[field]) {
        conditions[place].rest[field] = condition.rest[field]
      }
    }
  }
}

/// Upstream keeps a generation for sets, so that `observedGeneration` can say what was seen of
/// them.
extension StatefulSet: StoredKind {
  func preparedForCreate(at now: Timestamp) -> StatefulSet {
    var set = self
    set.metadata.generation = 1
    set.status = StatefulSetStatus()
    return set
  }

  func preparedForUpdate(from old: StatefulSet) -> StatefulSet {
    var set = self
    set.status = old.status
    if set.spec != old.spec { set.metadata.generation += 1 }
    return set
  }

  func preparedForStatusUpdate(from old: StatefulSet, at now: Timestamp) -> StatefulSet {
    var set = old
    set.status = status
    return set
  }

  /// What came in while a gate was open stays changeable when it is closed (upstream's
  /// `dropStatefulSetDisabledFields`).
  func withDefaults(replacing old: StatefulSet?, _ terms: WriteTerms) -> StatefulSet {
    var set = applyingDefaults(gates: terms.gates)
    if !terms.gates.maxUnavailableStatefulSet, old?.spec.rollingUpdate?.maxUnavailable != nil {
      set.spec.rollingUpdate?.maxUnavailable = spec.rollingUpdate?.maxUnavailable
    }
    return set
  }

  func validate(_ terms: WriteTerms) -> [FieldError] { validate(gates: terms.gates) }

  func validateUpdate(from old: StatefulSet, _ terms: WriteTerms) -> [FieldError] {
    validateUpdate(from: old, gates: terms.gates)
  }

  /// The counts of the controller here come from the pods, and are right.
  func validateStatusUpdate(from old: StatefulSet, _ terms: WriteTerms) -> [FieldError] {
    terms.writer == .client || metadata != old.metadata ? validateStatusUpdate(from: old) : []
  }
}

/// Services have no generation (upstream neither).
extension Service: StoredKind {
  /// ``ServiceAdmission`` of the controllers, which knows the cluster's families, adds them.
  func withDefaults(replacing old: Service?, _ terms: WriteTerms) -> Service {
    applyingFixedDefaults(replacing: old)
  }

  private static let emptyStatus: Value = .object(["loadBalancer": .object([:])])

  func preparedForCreate(at now: Timestamp) -> Service {
    var service = self
    service.status = Self.emptyStatus
    return service
  }

  func preparedForUpdate(from old: Service) -> Service {
    var service = droppingUnusedFields(of: old)
    service.status = old.status
    return service
  }

  func preparedForStatusUpdate(from old: Service, at now: Timestamp) -> Service {
    var service = old
    service.status = applyingStatusDefaults().status
    return service
  }

  func validateStatusUpdate(from old: Service, _ terms: WriteTerms) -> [FieldError] {
    validateStatusUpdate(from: old)
  }
}

/// A slice has no status, and everything in it counts for its generation.
extension EndpointSlice: StoredKind {
  /// A controller's pods may be programs on this machine.
  func validate(_ terms: WriteTerms) -> [FieldError] {
    validate(allowingLoopback: terms.writer == .controller)
  }

  func validateUpdate(from old: EndpointSlice, _ terms: WriteTerms) -> [FieldError] {
    validateUpdate(from: old, allowingLoopback: terms.writer == .controller)
  }

  func preparedForCreate(at now: Timestamp) -> EndpointSlice {
    var slice = self
    slice.metadata.generation = 1
    return slice
  }

  /// Labels count as well, because they say whose slice it is.
  func preparedForUpdate(from old: EndpointSlice) -> EndpointSlice {
    var slice = self
    if slice.addressType != old.addressType || slice.endpoints != old.endpoints
      || slice.ports != old.ports || slice.metadata.labels != old.metadata.labels
    {
      slice.metadata.generation += 1
    }
    return slice
  }

  func preparedForStatusUpdate(from old: EndpointSlice, at now: Timestamp) -> EndpointSlice { old }
}
