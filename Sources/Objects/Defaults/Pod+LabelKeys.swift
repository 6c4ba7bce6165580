/// Selectors by labels of the pod itself (KEP-3633, KEP-3243): a new pod gets them with the values
/// that it has.
extension PodSpec {
  package mutating func selectByOwnLabels(_ labels: [String: String]) {
    if var affinity = rest["affinity"]?.object {
      for kind in ["podAffinity", "podAntiAffinity"] {
        guard var terms = affinity[kind]?.object else { continue }
        terms["requiredDuringSchedulingIgnoredDuringExecution"] =
          terms["requiredDuringSchedulingIgnoredDuringExecution"]?.array.map { terms in
            .array(terms.map { Self.selecting($0, labels) })
          }
        terms["preferredDuringSchedulingIgnoredDuringExecution"] =
          terms["preferredDuringSchedulingIgnoredDuringExecution"]?.array.map { terms in
            .array(
              terms.map { weighted in
                var fields = weighted.object ?? [:]
                fields["podAffinityTerm"] = fields["podAffinityTerm"].map {
                  Self.selecting($0, labels)
                }
                return .object(fields)
              })
          }
        affinity[kind] = .object(terms)
      }
      rest["affinity"] = .object(affinity)
    }
    if let constraints = rest["topologySpreadConstraints"]?.array {
      rest["topologySpreadConstraints"] = .array(
        constraints.map { Self.selecting($0, labels) })
    }
  }

  /// Without a selector nothing is selected, whatever the labels are.
  private static func selecting(_ term: Value, _ labels: [String: String]) -> Value {
    guard var fields = term.object, var selector = fields["labelSelector"]?.object else {
      return term
    }
    var requirements = selector["matchExpressions"]?.array ?? []
    for (field, word) in [("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")] {
      for key in (fields[field]?.array ?? []).compactMap(\.string) {
        guard let value = labels[key] else { continue }
        requirements.append(
          ["key": .string(key), "operator": .string(word), "values": [.string(value)]])
      }
    }
    if requirements.isEmpty { return term }
    selector["matchExpressions"] = .array(requirements)
    fields["labelSelector"] = .object(selector)
    return .object(fields)
  }
}
