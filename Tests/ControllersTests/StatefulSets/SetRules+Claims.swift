import ObjectStore
import Objects

@testable import Controllers

/// What becomes of claims (§3.2, S5, and §3.6).
extension SetRules {
  mutating func seeClaim(
    _ kind: StoreEvent.Kind, _ claim: GenericObject, _ old: GenericObject?
  ) {
    let name = claim.metadata.name
    if kind == .added { return seeCreation(of: claim) }
    guard let old else { return expect(false, "a claim begins with its creation", name) }
    let isNews = kind == .deleted || claim.metadata.deletionTimestamp != nil
    if isNews, old.metadata.deletionTimestamp == nil, !isEmptying,
      !deletedByHand.contains(claim.metadata.uid)
    {
      let owners = old.metadata.ownerReferences
      expect(
        !owners.isEmpty && owners.allSatisfy { !isThere($0) },
        "a claim goes when its owners are gone", "\(name): \(owners.map(\.name))")
    }
    let foreign = { (reference: OwnerReference) in reference.kind == "Backup" }
    expect(
      !old.metadata.ownerReferences.contains(where: foreign)
        || claim.metadata.ownerReferences.contains(where: foreign),
      "what others own stays theirs", name)
    for reference in claim.metadata.ownerReferences
    where !old.metadata.ownerReferences.contains(reference) && !foreign(reference) {
      seeOwner(reference, of: claim)
    }
  }

  private mutating func seeCreation(of claim: GenericObject) {
    let name = claim.metadata.name
    guard let (set, _) = place(of: claim) else {
      return expect(false, "claims are made for a set", name)
    }
    expect(
      claim.metadata.labels == ["app": set.metadata.name, "of": "template"],
      "a claim has the labels of template and selector", "\(name): \(claim.metadata.labels)")
    expect(claim.metadata.ownerReferences.isEmpty, "a claim begins without an owner", name)
  }

  private mutating func seeOwner(_ reference: OwnerReference, of claim: GenericObject) {
    let name = claim.metadata.name
    guard let (set, ordinal) = place(of: claim) else {
      return expect(false, "only sets give claims an owner", name)
    }
    let pod = pods[set.podName(ordinal)]
    let isPods = reference.kind == "Pod"
    expect(
      reference.uid == (isPods ? pod?.metadata.uid : set.metadata.uid),
      "a claim's owner is there", "\(name): \(reference.name)")
    expect(
      reference.kind == owner(set, ordinal), "a claim has the owner of the policy",
      "\(name): \(reference.kind)")
  }

  /// The table of §3.6.
  func owner(_ set: StatefulSet, _ ordinal: Int) -> String? {
    if set.spec.retainWhenScaled == "Delete", !set.spec.ordinals.contains(ordinal) { return "Pod" }
    return set.spec.retainWhenDeleted == "Delete" ? "StatefulSet" : nil
  }

  /// The set that has this claim by its name.
  private func place(of claim: GenericObject) -> (StatefulSet, Int)? {
    for set in sets.values {
      for template in set.claimTemplates {
        let prefix = "\(template.name)-"
        guard claim.metadata.name.hasPrefix(prefix),
          let ordinal = set.ordinal(
            ofPodNamed: String(claim.metadata.name.dropFirst(prefix.count)))
        else { continue }
        return (set, ordinal)
      }
    }
    return nil
  }

  /// An owner that waits for its dependents is as good as gone.
  private func isThere(_ owner: OwnerReference) -> Bool {
    let metadata: ObjectMetadata? =
      switch owner.kind {
      case "Pod": pods[owner.name]?.metadata
      case "StatefulSet": sets[owner.uid]?.metadata
      default: ObjectMetadata(uid: owner.uid)
      }
    guard let metadata, metadata.uid == owner.uid else { return false }
    return metadata.deletionTimestamp == nil || !metadata.finalizers.contains("foregroundDeletion")
  }
}
