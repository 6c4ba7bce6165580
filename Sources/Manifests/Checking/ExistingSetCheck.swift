import ObjectStore
internal import Objects

/// Whether sets of files can become what they want to be, given what exists: some of a set's fields
/// never change, and claims that were made stay as they were made.
struct ExistingSetCheck {
  let existing: ExistingObjects
  let gates: FeatureGates

  func diagnostics(of set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    edits(of: set, checked) + claims(of: set, checked)
  }

  /// What the API refuses, in its words; it says so once, here each field is told where it stands.
  private func edits(of set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    guard let stored = existing.object(checked.claim.key) as? StatefulSet else { return [] }
    let old = stored.applyingDefaults(gates: gates)
    let refusal = set.validateUpdate(from: old, gates: gates).last {
      $0.path == Self.spec && $0.kind == .forbidden
    }
    guard let refusal else { return [] }
    let (here, there) = (set.spec.value, old.spec.value)
    return Self.immutableFields.compactMap { field in
      let differences =
        field == "volumeClaimTemplates"
        ? Self.differences(
          Self.content(here[field]), Self.content(there[field]), at: Self.spec.field(field))
        : ValueDifference.all(here[field], there[field], at: Self.spec.field(field))
      guard let first = differences.first else { return nil }
      let list = differences.map { $0.text(below: Self.spec, there: "in the set that exists") }
      let text =
        "\(refusal); \(list.joined(separator: ", ")): change it back, or delete the set (with "
        + "--cascade=orphan its pods stay) and apply the file again"
        + (field == "volumeClaimTemplates" ? "; claims that exist stay as they are" : "")
      return checked.error(text, at: first.path)
    }
  }

  private static let spec = FieldPath("spec")
  private static let immutableFields = [
    "serviceName", "selector", "podManagementPolicy", "volumeClaimTemplates",
  ]

  /// A template too many or too few is told by its name alone.
  private static func differences(_ here: [Value], _ there: [Value], at path: FieldPath)
    -> [ValueDifference]
  {
    if here.count == there.count {
      return ValueDifference.all(.array(here), .array(there), at: path)
    }
    func names(_ templates: [Value]) -> Value {
      .array(templates.map { $0["metadata"]?["name"] ?? .null })
    }
    return [ValueDifference(path: path, here: names(here), there: names(there))]
  }

  /// Without what the API prints of each template, in any case.
  private static func content(_ templates: Value?) -> [Value] {
    (templates?.array ?? []).map { template in
      .object((template.object ?? [:]).filter { $0.key == "metadata" || $0.key == "spec" })
    }
  }

  /// Templates are for claims that do not exist.
  private func claims(of set: StatefulSet, _ checked: CheckedObject) -> [Diagnostic] {
    set.spec.volumeClaimTemplates.enumerated().flatMap { index, template -> [Diagnostic] in
      let path = FieldPath("spec", "volumeClaimTemplates").index(index).field("spec")
      // Claims of one age differ in the same way, and are told together.
      var groups: [(differences: [ValueDifference], names: [String])] = []
      let name = template["metadata"]?["name"]?.string ?? ""
      for claim in existing.claims(of: set, template: name) {
        let differences = ValueDifference.all(
          template["spec"], claim.body["spec"], at: path, isPartial: true)
        if differences.isEmpty { continue }
        if let group = groups.firstIndex(where: { $0.differences == differences }) {
          groups[group].names.append(claim.metadata.name)
        } else {
          groups.append((differences, [claim.metadata.name]))
        }
      }
      return groups.map { group in
        let list = group.differences.map { $0.text(below: path, there: "there") }
        let subject =
          group.names.count == 1
          ? "claim \(group.names[0]) exists and stays as it is"
          : "claims \(Self.list(group.names)) exist and stay as they are"
        return checked.warning(
          "\(subject): \(list.joined(separator: ", "))", at: group.differences[0].path)
      }
    }
  }

  private static func list(_ names: [String]) -> String {
    names.count <= 3
      ? names.joined(separator: ", ") : "\(names[0]) ... \(names[names.count - 1])"
  }
}
