import Objects

/// The annotation that pins pods to addresses: it works only in a set's template, and errors in
/// it show only when pods are created.
struct PinnedAddressCheck {
  static let annotation = "ordinal.internal/addresses"
  /// What is wrong with the annotation's text, by the rules of those who read it.
  let problem: (String) -> String?

  func diagnostics(of set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if set.metadata.annotations[Self.annotation] != nil {
      let path = FieldPath("metadata", "annotations").key(Self.annotation)
      let text = "annotation \(Self.annotation) works only in spec.template.metadata.annotations"
      warnings.append(checked.warning(text, at: path))
    }
    if let problem = set.spec.template.annotations[Self.annotation].flatMap(problem) {
      let path = FieldPath("spec", "template", "metadata", "annotations").key(Self.annotation)
      warnings.append(checked.warning(problem, at: path))
    }
    return warnings
  }
}
