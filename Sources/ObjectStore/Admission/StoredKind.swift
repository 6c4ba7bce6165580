import Objects

/// What beside the object itself decides which rules hold for a write.
struct WriteTerms {
  var writer: Writer
  var gates: FeatureGates
}

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

  /// With what the API fills in; `old` is nil for a new object.
  func withDefaults(replacing old: Self?, _ terms: WriteTerms) -> Self
  /// Everything that is wrong with a new object.
  func validate(_ terms: WriteTerms) -> [FieldError]
  /// Everything that is wrong with an update, fields that must not change included.
  func validateUpdate(from old: Self, _ terms: WriteTerms) -> [FieldError]
  /// Everything that is wrong with an update of the status alone.
  func validateStatusUpdate(from old: Self, _ terms: WriteTerms) -> [FieldError]

  // What the kinds bring along; named here so that each kind's own version is the one that is
  // called.
  func applyingDefaults() -> Self
  func validate() -> [FieldError]
  func validateUpdate(from old: Self) -> [FieldError]
}

extension StoredKind {
  func withDefaults(replacing old: Self?, _ terms: WriteTerms) -> Self { applyingDefaults() }
  func validate(_ terms: WriteTerms) -> [FieldError] { validate() }
  func validateUpdate(from old: Self, _ terms: WriteTerms) -> [FieldError] {
    validateUpdate(from: old)
  }
  func validateStatusUpdate(from old: Self, _ terms: WriteTerms) -> [FieldError] {
    metadata == old.metadata ? [] : validateUpdate(from: old, terms)
  }

  func gracePeriodSeconds(requested: Int64?) -> Int64? { nil }
  var isHeldBack: Bool { false }
}
