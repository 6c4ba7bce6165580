import ObjectStore
import Objects

/// Which ControllerRevisions are whose. The view files dependents of all kinds together, and a set
/// has thousands of pods for a handful of revisions.
struct RevisionIndex: Sendable {
  private var byOwner: [String: Set<NamespacedName>] = [:]
  /// Revisions without a controller, by namespace.
  private var orphans: [String: Set<NamespacedName>] = [:]

  mutating func replace(_ old: GenericObject?, by new: GenericObject?) {
    if let old { file(old) { $0?.remove(old.namespacedName) } }
    if let new { file(new) { $0 = ($0 ?? []).union([new.namespacedName]) } }
  }

  private mutating func file(
    _ object: GenericObject, _ change: (inout Set<NamespacedName>?) -> Void
  ) {
    if let owner = object.metadata.controller?.uid {
      change(&byOwner[owner])
      if byOwner[owner]?.isEmpty == true { byOwner[owner] = nil }
    } else {
      change(&orphans[object.metadata.namespace])
    }
  }

  /// In no order: the history sorts them. One that the set's selector no longer matches is none of
  /// its history, whoever owns it.
  func owned(by set: StatefulSet, in view: ClusterView) -> [GenericObject] {
    (byOwner[set.metadata.uid] ?? []).compactMap {
      view.object(of: ControllerRevision.resource, $0)
    }.filter { set.spec.selector.matches($0.metadata.labels) }
  }

  /// Those that the set's selector matches, going or not: they may be its own from an earlier life.
  func orphans(of set: StatefulSet, in view: ClusterView) -> [GenericObject] {
    (orphans[set.metadata.namespace] ?? []).sorted().compactMap { name in
      guard let orphan = view.object(of: ControllerRevision.resource, name),
        set.spec.selector.matches(orphan.metadata.labels)
      else { return nil }
      return orphan
    }
  }

  static func adoptions(of orphans: [GenericObject], by set: StatefulSet) -> [Write] {
    orphans.map { orphan in
      var adopted = orphan
      adopted.metadata.adopt(set.controllerReference)
      return .update(adopted)
    }
  }
}
