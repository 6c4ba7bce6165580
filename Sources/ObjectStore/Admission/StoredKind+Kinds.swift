import Objects

extension Pod: StoredKind {
  /// Every pod begins as Pending, before anything has looked at it.
  func preparedForCreate() -> Pod {
    var pod = self
    pod.metadata.generation = 1
    pod.status = PodStatus(phase: "Pending")
    return pod
  }

  func preparedForUpdate(from old: Pod) -> Pod {
    var pod = self
    pod.status = old.status
    if pod.spec != old.spec { pod.metadata.generation += 1 }
    return pod
  }

  func preparedForStatusUpdate(from old: Pod) -> Pod {
    var pod = old
    pod.status = status
    return pod
  }

  /// Nobody has to stop a pod that runs nowhere, or that has ended.
  func gracePeriodSeconds(requested: Int64?) -> Int64 {
    if spec.nodeName.isEmpty || isTerminal { return 0 }
    let period = requested ?? spec.terminationGracePeriodSeconds ?? 30
    return period < 0 ? 1 : period
  }
}

/// Upstream keeps a generation for sets, so that `observedGeneration` can say what was seen of
/// them.
extension StatefulSet: StoredKind {
  func preparedForCreate() -> StatefulSet {
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

  func preparedForStatusUpdate(from old: StatefulSet) -> StatefulSet {
    var set = old
    set.status = status
    return set
  }
}

/// Services have no generation (upstream neither).
extension Service: StoredKind {
  /// ``ServiceAdmission`` of the controllers knows the cluster's families and comes first.
  func withDefaults() -> Service { applyingDefaults(families: ["IPv4"]) }

  private static let emptyStatus: Value = .object(["loadBalancer": .object([:])])

  func preparedForCreate() -> Service {
    var service = self
    service.status = Self.emptyStatus
    return service
  }

  func preparedForUpdate(from old: Service) -> Service {
    var service = self
    service.status = old.status
    return service
  }

  func preparedForStatusUpdate(from old: Service) -> Service {
    var service = old
    service.status = status
    return service
  }
}

/// A slice has no status, and everything in it counts for its generation.
extension EndpointSlice: StoredKind {
  /// A controller's pods may be programs on this machine.
  func validate(by writer: Writer) -> [FieldError] {
    validate(allowingLoopback: writer == .controller)
  }

  func validateUpdate(from old: EndpointSlice, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old, allowingLoopback: writer == .controller)
  }

  func preparedForCreate() -> EndpointSlice {
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

  func preparedForStatusUpdate(from old: EndpointSlice) -> EndpointSlice { old }
}

extension Namespace: StoredKind {
  func preparedForCreate() -> Namespace {
    var namespace = self
    namespace.phase = "Active"
    namespace.finalizers = ["kubernetes"]
    return namespace
  }

  /// Its finalizers change only while it ends: that is how its emptying is reported.
  func preparedForUpdate(from old: Namespace) -> Namespace {
    var namespace = self
    namespace.phase = old.phase
    if old.metadata.deletionTimestamp == nil { namespace.finalizers = old.finalizers }
    return namespace
  }

  func preparedForStatusUpdate(from old: Namespace) -> Namespace {
    var namespace = old
    namespace.phase = phase
    return namespace
  }

  /// New content is refused from here on; see ``Admission/create(_:by:in:)``.
  func markedAsTerminating() -> Namespace {
    var namespace = self
    namespace.phase = "Terminating"
    return namespace
  }

  var isHeldBack: Bool { !finalizers.isEmpty }
}

/// Of a kind that nobody here looks into, only the `status` is told from the rest.
extension GenericObject: StoredKind {
  func preparedForCreate() -> GenericObject { with(status: nil) }

  func preparedForUpdate(from old: GenericObject) -> GenericObject {
    with(status: old.body["status"])
  }

  func preparedForStatusUpdate(from old: GenericObject) -> GenericObject {
    old.with(status: body["status"])
  }

  private func with(status: Value?) -> GenericObject {
    var object = self
    object.body["status"] = status
    return object
  }

}
