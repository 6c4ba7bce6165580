internal import ClusterNames
import Objects

/// What no single object shows: whether sets and Services fit together.
struct CrossCheck {
  let objects: [CheckedObject]
  let pins: PinnedAddressCheck

  /// Warnings only: each object alone is what the API accepts.
  func diagnostics() -> [Diagnostic] {
    objects.flatMap { checked in
      switch checked.object {
      case let set as StatefulSet:
        names(of: set, checked) + governing(set, checked)
          + pins.diagnostics(of: set, checked)
      case let service as Service: selection(of: service, checked)
      default: [Diagnostic]()
      }
    }
  }

  /// What the API accepts although pods then cannot be created (kubernetes/kubernetes#64023).
  private func names(of set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    let name = set.metadata.name
    let path = FieldPath("metadata", "name")
    var warnings: [Diagnostic] = []
    if name.utf8.count > StatefulSetName.practicalLimit {
      warnings.append(
        checked.warning(
          "the name has \(name.utf8.count) octets; with more than "
            + "\(StatefulSetName.practicalLimit) its pods cannot be created: their label "
            + "controller-revision-hash is the name, a dash and up to 10 characters, and a label's "
            + "value has at most 63", at: path))
    }
    // The set may be invalid, which is told elsewhere.
    if set.spec.replicas ?? 1 > 0, let last = set.spec.ordinals.last {
      let pod = "\(name)-\(last)"
      if pod.utf8.count > 63 {
        warnings.append(
          checked.warning(
            "the pod name \(pod) has \(pod.utf8.count) octets; a hostname has at most 63", at: path)
        )
      }
    }
    return warnings
  }

  /// Pods have names of their own only below a headless Service that selects them (K8s DNS §2.4).
  private func governing(_ set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    let path = FieldPath("spec", "serviceName")
    let name = set.spec.serviceName
    guard !name.isEmpty else {
      return [checked.warning("without a serviceName its pods have no names in DNS", at: path)]
    }
    let place = "\(set.metadata.namespace)/\(name)"
    let found = objects.lazy.compactMap { $0.object as? Service }.first {
      $0.metadata.name == name && $0.metadata.namespace == set.metadata.namespace
    }
    guard let service = found else {
      let text = "serviceName \"\(name)\" names no Service in these files: until \(place) exists, "
      return [checked.warning("\(text)its pods have no names in DNS", at: path)]
    }
    var warnings: [Diagnostic] = []
    if !service.isHeadless {
      let text = "Service \(place) is not headless (its spec.clusterIP is not None), so that"
      warnings.append(checked.warning("\(text) the pods have no names of their own", at: path))
    }
    let selector = LabelSelector(matchLabels: service.spec.selector)
    if !selector.isEmpty, !selector.matches(set.spec.template.labels) {
      let text = "the selector of Service \(place) does not match the labels of this set's pods"
      warnings.append(checked.warning(text, at: path))
    }
    return warnings
  }

  /// A Service that selects nothing answers nothing; one without a selector has slices of its own.
  private func selection(of service: Service, _ checked: CheckedObject) -> [Diagnostic] {
    let selector = LabelSelector(matchLabels: service.spec.selector)
    guard !selector.isEmpty, service.spec.type != "ExternalName" else { return [] }
    let isMatched = objects.contains {
      guard $0.object.metadata.namespace == service.metadata.namespace else { return false }
      switch $0.object {
      case let set as StatefulSet: return selector.matches(set.spec.template.labels)
      case let pod as Pod: return selector.matches(pod.metadata.labels)
      default: return false
      }
    }
    guard !isMatched else { return [] }
    let text = "the selector matches the pods of no StatefulSet in these files"
    return [checked.warning(text, at: FieldPath("spec", "selector"))]
  }
}
