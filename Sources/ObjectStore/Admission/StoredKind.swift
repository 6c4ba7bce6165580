import Objects

/// What is particular to a kind when it is written; what holds for all kinds is in ``Admission``.
protocol StoredKind: KubernetesObject {
  /// Without a status, with its first generation.
  func preparedForCreate() -> Self
  /// With the status of `old`, and the next generation if what is wanted changed.
  func preparedForUpdate(from old: Self) -> Self
  /// `old` with the status of this one.
  func preparedForStatusUpdate(from old: Self) -> Self
  /// How long it may take to end before it is removed; 0: at once.
  func gracePeriodSeconds(requested: Int64?) -> Int64
  /// Marked as being deleted, where that shows beside the metadata.
  func markedAsTerminating() -> Self
  /// Something beside its metadata's finalizers keeps it from being removed.
  var isHeldBack: Bool { get }

  /// With what the API fills in.
  func withDefaults() -> Self
  func validate(by writer: Writer) -> [FieldError]
  func validateUpdate(from old: Self, by writer: Writer) -> [FieldError]
}

extension StoredKind {
  func gracePeriodSeconds(requested: Int64?) -> Int64 { 0 }
  func markedAsTerminating() -> Self { self }
  var isHeldBack: Bool { false }
}

extension Pod: StoredKind {
  func withDefaults() -> Pod { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: Pod, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }

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

extension StatefulSet: StoredKind {
  func withDefaults() -> StatefulSet { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: StatefulSet, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }

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

extension Service: StoredKind {
  func withDefaults() -> Service { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: Service, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }

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

extension EndpointSlice: StoredKind {
  func withDefaults() -> EndpointSlice { applyingDefaults() }

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
  func withDefaults() -> Namespace { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: Namespace, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }

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

  func markedAsTerminating() -> Namespace {
    var namespace = self
    namespace.phase = "Terminating"
    return namespace
  }

  var isHeldBack: Bool { !finalizers.isEmpty }
}

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

  func withDefaults() -> GenericObject { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: GenericObject, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }
}
