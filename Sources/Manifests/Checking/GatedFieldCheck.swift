import Objects

/// Fields that the API drops without a word while the feature gate that they belong to is off.
struct GatedFieldCheck {
  let gates: FeatureGates

  func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    guard checked.object is StatefulSet, !gates.maxUnavailableStatefulSet else { return [] }
    let fields = ["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"]
    // As the file has it: the object has lost it already.
    let value = fields.reduce(checked.claim.value as Value?) { value, field in value?[field] }
    guard let value, value != .null else { return [] }
    return [
      checked.warning(
        "maxUnavailable has no effect while the feature gate MaxUnavailableStatefulSet is off "
          + "(--feature-gates MaxUnavailableStatefulSet=true)",
        at: FieldPath(fields.map { .field($0) }))
    ]
  }
}
