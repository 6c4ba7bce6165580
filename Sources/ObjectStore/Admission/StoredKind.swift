import Objects

/// What is particular to a kind when it is written; what holds for all kinds is in ``Admission``.
protocol StoredKind: KubernetesObject {
  /// Without a status, with its first generation.
  func preparedForCreate(at now: Timestamp) -> Self
  /// With the status of `old`, and the next generation if what is wanted changed.
  func preparedForUpdate(from old: Self) -> Self
  /// `old` with the status of this one.
  func preparedForStatusUpdate(from old: Self, at now: Timestamp) -> Self
  /// How long it may take to end before it is removed; nil: the kind knows no such time.
  func gracePeriodSeconds(requested: Int64?) -> Int64?
  /// Something beside its metadata's finalizers keeps it from being removed.
  var isHeldBack: Bool { get }

  /// With what the API fills in.
  func withDefaults() -> Self
  /// Everything that is wrong with a new object.
  func validate(by writer: Writer) -> [FieldError]
  /// Everything that is wrong with an update, fields that must not change included.
  func validateUpdate(from old: Self, by writer: Writer) -> [FieldError]

  // What the kinds bring along; named here so that each kind's own version is the one that is
  // called.
  func applyingDefaults() -> Self
  func validate() -> [FieldError]
  func validateUpdate(from old: Self) -> [FieldError]
}

extension StoredKind {
  func withDefaults() -> Self { applyingDefaults() }
  func validate(by writer: Writer) -> [FieldError] { validate() }
  func validateUpdate(from old: Self, by writer: Writer) -> [FieldError] {
    validateUpdate(from: old)
  }

  func gracePeriodSeconds(requested: Int64?) -> Int64? { nil }
  var isHeldBack: Bool { false }
}
