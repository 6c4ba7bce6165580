/// Labels of nodes that have other names by now (pkg/api/node/util.go).
enum NodeLabelWarnings {
  private static let names = [
    "beta.kubernetes.io/arch": #"deprecated since v1.14; use "kubernetes.io/arch" instead"#,
    "beta.kubernetes.io/os": #"deprecated since v1.14; use "kubernetes.io/os" instead"#,
    "failure-domain.beta.kubernetes.io/region":
      #"deprecated since v1.17; use "topology.kubernetes.io/region" instead"#,
    "failure-domain.beta.kubernetes.io/zone":
      #"deprecated since v1.17; use "topology.kubernetes.io/zone" instead"#,
    "beta.kubernetes.io/instance-type":
      #"deprecated since v1.17; use "node.kubernetes.io/instance-type" instead"#,
    "app.kubernetes.io/created-by": "deprecated since v1.9",
    "scheduler.alpha.kubernetes.io/preferAvoidPods":
      "deprecated since v1.22; use Taints and Tolerations instead",
    "node-role.kubernetes.io/master": #"use "node-role.kubernetes.io/control-plane" instead"#,
  ]

  /// nil: the label is as good as any.
  static func text(of label: String) -> String? { names[label] }

  /// - Parameter checkingValues: what is only preferred is not refused for a value that no label can
  ///   have.
  static func warnings(
    ofTerm term: Value?, checkingValues: Bool, at path: FieldPath
  ) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (index, requirement) in (term?["matchExpressions"]?.array ?? []).enumerated() {
      let path = path.field("matchExpressions").index(index)
      let key = requirement["key"]?.string ?? ""
      if let text = text(of: key) { warnings.warn(path.field("key"), "\(key) is \(text)") }
      guard checkingValues else { continue }
      for (index, value) in (requirement["values"]?.array ?? []).enumerated() {
        let value = value.string ?? ""
        for problem in NameRules.labelValue(value) {
          warnings.warn(path.field("values").index(index), "\(value) is invalid, \(problem)")
        }
      }
    }
    return warnings
  }
}

/// Where a pod is to run.
extension PodWarnings {
  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
  private static let noSelector = "a null labelSelector results in matching no pod"

  /// Go's order of a map's keys is by chance; here they are sorted.
  var placement: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for key in (spec.rest["nodeSelector"]?.object ?? [:]).keys.sorted() {
      guard let text = NodeLabelWarnings.text(of: key) else { continue }
      warnings.warn(specPath.field("nodeSelector").key(key), text)
    }
    let affinity = spec.rest["affinity"]?["nodeAffinity"]
    let path = specPath.field("affinity", "nodeAffinity")
    let terms = affinity?[Self.required]?["nodeSelectorTerms"]?.array ?? []
    for (index, term) in terms.enumerated() {
      warnings += NodeLabelWarnings.warnings(
        ofTerm: term, checkingValues: false,
        at: path.field(Self.required, "nodeSelectorTerms").index(index))
    }
    for (index, term) in (affinity?[Self.preferred]?.array ?? []).enumerated() {
      warnings += NodeLabelWarnings.warnings(
        ofTerm: term["preference"], checkingValues: true,
        at: path.field(Self.preferred).index(index).field("preference"))
    }
    return warnings + spread
  }

  private var spread: [FieldWarning] {
    var warnings: [FieldWarning] = []
    let constraints = spec.rest["topologySpreadConstraints"]?.array ?? []
    for (index, constraint) in constraints.enumerated() {
      let path = specPath.field("topologySpreadConstraints").index(index)
      let key = constraint["topologyKey"]?.string ?? ""
      if let text = NodeLabelWarnings.text(of: key) {
        warnings.warn(path.field("topologyKey"), "\(key) is \(text)")
      }
      if (constraint["labelSelector"] ?? .null).isNull {
        warnings.warn(path.field("labelSelector"), Self.noSelector)
      }
    }
    return warnings
  }

  /// To other pods: a term without a selector is met by none.
  var affinity: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for kind in ["podAffinity", "podAntiAffinity"] {
      let terms = spec.rest["affinity"]?[kind]
      let path = specPath.field("affinity", kind)
      for (index, term) in (terms?[Self.required]?.array ?? []).enumerated()
      where (term["labelSelector"] ?? .null).isNull {
        warnings.warn(
          path.field(Self.required).index(index).field("labelSelector"), Self.noSelector)
      }
      for (index, term) in (terms?[Self.preferred]?.array ?? []).enumerated()
      where (term["podAffinityTerm"]?["labelSelector"] ?? .null).isNull {
        warnings.warn(
          path.field(Self.preferred).index(index).field("podAffinityTerm", "labelSelector"),
          Self.noSelector)
      }
    }
    return warnings
  }
}
