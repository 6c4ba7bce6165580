import Objects

extension Namespace: StoredKind {
  func preparedForCreate(at now: Timestamp) -> Namespace {
    var namespace = self
    namespace.phase = "Active"
    namespace.conditions = []
    if !finalizers.contains("kubernetes") { namespace.finalizers.append("kubernetes") }
    return namespace
  }

  /// Its finalizers change only while it ends: that is how its emptying is reported.
  func preparedForUpdate(from old: Namespace) -> Namespace {
    var namespace = self
    namespace.phase = old.phase
    namespace.conditions = old.conditions
    if old.metadata.deletionTimestamp == nil { namespace.finalizers = old.finalizers }
    return namespace
  }

  func preparedForStatusUpdate(from old: Namespace, at now: Timestamp) -> Namespace {
    var namespace = old
    namespace.phase = phase.isEmpty ? "Active" : phase
    namespace.conditions = conditions
    return namespace
  }

  func validateStatusUpdate(from old: Namespace, _ terms: WriteTerms) -> [FieldError] {
    validateStatusUpdate(from: old)
  }

  var isHeldBack: Bool { !finalizers.isEmpty }
}
