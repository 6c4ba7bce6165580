import Objects

/// Who should own a claim, so that the garbage collector deletes it when the set's retention policy
/// says so (statefulset behaviour §3.6).
///
/// | whenScaled, whenDeleted | owner in range | owner once condemned |
/// | --- | --- | --- |
/// | Retain, Retain | none | none |
/// | Retain, Delete | set | set |
/// | Delete, Retain | none | pod |
/// | Delete, Delete | set | pod |
struct ClaimRetention: Sendable {
  private let set: OwnerReference
  private let isRetained: Bool
  /// Claims of condemned pods go with them.
  let deletesScaled: Bool
  private let deletesWithSet: Bool
  private let ordinals: Range<Int>

  init(_ set: StatefulSet) {
    self.set = set.controllerReference
    deletesScaled = set.spec.retainWhenScaled == "Delete"
    deletesWithSet = set.spec.retainWhenDeleted == "Delete"
    isRetained = !deletesScaled && !deletesWithSet
    ordinals = set.spec.ordinals
  }

  /// A pod as an owner; one that is only being created has no uid yet.
  static func reference(_ pod: Pod) -> OwnerReference {
    OwnerReference(
      apiVersion: Pod.resource.apiVersion, kind: Pod.resource.kind, name: pod.metadata.name,
      uid: pod.metadata.uid, isController: true, blocksOwnerDeletion: true)
  }

  /// A claim of an earlier pod of the same name, which the garbage collector is going to delete: a
  /// pod that took it would lose its data.
  func isStale(_ claim: GenericObject, for pod: OwnerReference) -> Bool {
    deletesScaled && Self.hasStaleReference(claim, to: pod)
  }

  /// Somebody else manages the claim: its references to us are taken off, and none are made.
  func hasConflictingController(_ claim: GenericObject, of pod: OwnerReference) -> Bool {
    guard !isRetained else { return false }
    return claim.metadata.ownerReferences.contains { reference in
      for owner in [set, pod] where reference.names(owner) { return reference.uid != owner.uid }
      return reference.isController
    }
  }

  /// False where the references are not what the policy says. Those that we must not touch are
  /// right whatever they are: a reference to another uid under our name is of an earlier life.
  func isSatisfied(by claim: GenericObject, of pod: OwnerReference, ordinal: Int) -> Bool {
    let references = claim.metadata.ownerReferences
    // The usual case, asked for each pod of each sync.
    if references.isEmpty { return owner(of: pod, ordinal: ordinal) == nil }
    if Self.hasStaleReference(claim, to: set) || Self.hasStaleReference(claim, to: pod) {
      return true
    }
    let isSets = references.contains { $0.uid == set.uid }
    let isPods = references.contains { $0.uid == pod.uid }
    if hasConflictingController(claim, of: pod) { return !isSets && !isPods }
    let isMereOwner = references.contains {
      ($0.uid == set.uid || $0.uid == pod.uid) && !$0.isController
    }
    let owner = owner(of: pod, ordinal: ordinal)
    return !isMereOwner && isSets == (owner?.uid == set.uid)
      && isPods == (owner != nil && owner?.uid != set.uid)
  }

  /// The claim with the references that the policy asks for.
  func applied(to claim: GenericObject, of pod: OwnerReference, ordinal: Int) -> GenericObject {
    var claim = claim
    let isConflicting = hasConflictingController(claim, of: pod)
    claim.metadata.ownerReferences.removeAll { $0.names(set) || $0.names(pod) }
    if !isConflicting, let owner = owner(of: pod, ordinal: ordinal) {
      claim.metadata.ownerReferences.append(owner)
    }
    return claim
  }

  private func owner(of pod: OwnerReference, ordinal: Int) -> OwnerReference? {
    if deletesScaled && !ordinals.contains(ordinal) { return pod }
    return deletesWithSet ? set : nil
  }

  private static func hasStaleReference(_ claim: GenericObject, to owner: OwnerReference) -> Bool {
    let named = claim.metadata.ownerReferences.first { $0.names(owner) }
    return named.map { $0.uid != owner.uid } ?? false
  }
}

extension OwnerReference {
  /// The same kind and name, whichever life of it.
  fileprivate func names(_ other: OwnerReference) -> Bool {
    name == other.name && kind == other.kind && apiVersion == other.apiVersion
  }
}
