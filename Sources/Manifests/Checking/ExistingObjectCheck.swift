import ObjectStore
internal import Objects

/// Whether objects of files can become what they want to be, given what exists: what the API would say of
/// the update. Of sets ``ExistingSetCheck`` tells more.
struct ExistingObjectCheck {
  let existing: ExistingObjects

  func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    guard !(checked.object is StatefulSet), let old = existing.object(checked.claim.key) else {
      return []
    }
    // What the files set before is not known: what they leave out stays as it is.
    let merged = ThreeWayMerge.merge(
      former: [:], wanted: checked.claim.value, stored: old.value)
    guard let object = try? Resource.object(from: merged) else { return [] }
    let new = Self.completed(object, replacing: old)
    // What is wrong with the object alone is told already, and what is with both together may be of
    // what was left out.
    var told = Set(new.validate() + checked.object.validate())
    return new.validateUpdate(replacing: old)
      .filter { told.insert($0).inserted }.map(checked.claim.object.error)
  }

  private static func completed(
    _ object: any KubernetesObject, replacing old: any KubernetesObject
  ) -> any KubernetesObject {
    guard let service = object as? Service, let old = old as? Service else {
      return object.applyingDefaults()
    }
    return service.applyingFixedDefaults(replacing: old).droppingUnusedFields(of: old)
  }
}
