import ObjectStore
internal import Objects

/// Claims of the files that a set's pods are going to find under the names of their own: they take
/// them as they are, and make none from the template.
struct ClaimCheck {
  let sets: [StatefulSet]

  func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    guard let claim = checked.object as? GenericObject, claim.resource == .persistentVolumeClaim
    else { return [] }
    return sets.filter { $0.metadata.namespace == claim.metadata.namespace }.flatMap { set in
      set.spec.volumeClaimTemplates.compactMap { template in
        finding(of: claim, checked, set, template)
      }
    }
  }

  private func finding(
    of claim: GenericObject, _ checked: CheckedObject, _ set: StatefulSet, _ template: Value
  ) -> Diagnostic? {
    let (name, owner) = (template["metadata"]?["name"]?.string ?? "", set.metadata.name)
    guard let ordinal = ClaimName.ordinal(in: claim.metadata.name, template: name, set: owner)
    else { return nil }
    // Which volume it is to have says nothing about what kind of volume that is.
    var spec = claim.body["spec"]?.object ?? [:]
    spec["volumeName"] = nil
    let path = FieldPath("spec")
    let differences = ValueDifference.all(.object(spec), template["spec"], at: path)
    guard let first = differences.first else { return nil }
    let list = differences.map { $0.text(below: path, there: "there") }
    return checked.warning(
      "pod \(owner)-\(ordinal) uses this claim and makes none from template \(name) of StatefulSet "
        + "\(set.namespacedName), which it differs from: \(list.joined(separator: ", "))",
      at: first.path)
  }
}
