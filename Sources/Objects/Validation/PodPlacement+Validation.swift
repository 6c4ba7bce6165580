/// While a pod is held back, where it may run can be narrowed (KEP-3838).
extension PodSpec {
  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"

  /// Puts back what may have changed, and tells what may not.
  mutating func takeBackPlacement(of old: PodSpec, at path: FieldPath) -> [FieldError] {
    var errors = validateNodeLabels(from: old, at: path.field("nodeSelector"))
    rest["nodeSelector"] = old.rest["nodeSelector"]
    let (wanted, former) = (
      rest["affinity"]?["nodeAffinity"], old.rest["affinity"]?["nodeAffinity"]
    )
    guard Self.printed(wanted) != Self.printed(former) else { return errors }
    errors += Self.validate(
      wanted, from: former,
      at: path.field("affinity", "nodeAffinity", Self.required, "nodeSelectorTerms"))
    var affinity = rest["affinity"]?.object ?? [:]
    affinity["nodeAffinity"] = former
    let isEmpty = affinity.isEmpty && old.rest["affinity"] == nil
    rest["affinity"] = isEmpty ? nil : .object(affinity)
    return errors
  }

  private func validateNodeLabels(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    let labels = rest["nodeSelector"]?.object ?? [:]
    let former = old.rest["nodeSelector"]?.object ?? [:]
    if former.allSatisfy({ labels[$0.key] == $0.value }) { return [] }
    return [
      .invalid(
        path, labels.isEmpty ? .null : .object(labels),
        "only additions to spec.nodeSelector are allowed (no mutations or deletions)")
    ]
  }

  /// Terms are alternatives, so that another one would widen what is allowed; a requirement more
  /// narrows it.
  private static func validate(_ wanted: Value?, from former: Value?, at path: FieldPath)
    -> [FieldError]
  {
    func terms(_ affinity: Value?) -> [Value] {
      affinity?[required]?["nodeSelectorTerms"]?.array ?? []
    }
    let (new, old) = (terms(wanted), terms(former))
    if old.isEmpty { return [] }
    guard new.count == old.count else {
      let printed = new.map { GoStruct($0, type: "NodeSelectorTerm").text }
      return [
        .invalid(
          path, printed: new.isEmpty ? "null" : "[\(printed.joined(separator: ","))]",
          "no additions/deletions to non-empty NodeSelectorTerms list are allowed")
      ]
    }
    return zip(new, old).enumerated().filter { !isAddition($1.0, to: $1.1) }.map { index, terms in
      .invalid(
        path.index(index), printed: GoStruct(terms.0, type: "NodeSelectorTerm").text,
        "only additions are allowed (no mutations or deletions)")
    }
  }

  /// An empty term matches nothing, and would match something.
  private static func isAddition(_ new: Value, to old: Value) -> Bool {
    let lists = ["matchExpressions", "matchFields"].map { field in
      func requirements(_ term: Value) -> [GoStruct] {
        (term[field]?.array ?? []).map { GoStruct($0, type: "NodeSelectorRequirement") }
      }
      return (new: requirements(new), old: requirements(old))
    }
    if lists.allSatisfy(\.old.isEmpty) { return lists.allSatisfy(\.new.isEmpty) }
    return lists.allSatisfy { $0.new.starts(with: $0.old) }
  }

  private static func printed(_ affinity: Value?) -> GoStruct? {
    affinity.map { GoStruct($0, type: "NodeAffinity") }
  }
}
