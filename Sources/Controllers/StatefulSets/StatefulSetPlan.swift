import ObjectStore
package import Objects

/// What is to be done about a set now: a function of what there is, which does nothing itself.
///
/// Every reconcile makes a new plan. A plan of a set at rest has no actions, so the controller may
/// forget everything between two of them.
package struct StatefulSetPlan: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case createClaim(GenericObject, ClaimPurpose)
    case createPod(Pod)
    /// The labels of the pod's identity and the volumes of its claims are put back. The pod may be
    /// as it was: upstream writes it too where only its claims changed owners, and tells so.
    case updatePod(Pod)
    /// The claim gets the owner that the retention policy asks for.
    case updateClaim(GenericObject, pod: String, isCondemned: Bool)
    case deletePod(Pod, DeletionCause)
  }

  /// What a claim is made for, which is how people hear that it cannot be.
  package struct ClaimPurpose: Hashable, Sendable {
    package enum Deed: Hashable, Sendable {
      case create
      case update
      /// The pod is there and Pending: nothing happens to it.
      case keep
    }
    package let pod: String
    package let deed: Deed
  }

  package enum DeletionCause: Hashable, Sendable {
    /// Failed or Succeeded: the pod comes again when the store has forgotten this one.
    case ended
    /// Its ordinal is outside the wanted ones.
    case scaledDown
    /// It is not of the update revision, and its turn has come.
    case outdated
  }

  /// What people should know and no write tells.
  package enum Warning: Hashable, Sendable {
    /// A pod cannot be made, or get its volumes back, while claims of its name are going away.
    case claimsAreBeingDeleted([String], ClaimPurpose)
    /// Another controller manages the claim: the retention policy does not reach it.
    case conflictingController(claim: String)
  }

  /// What an OrderedReady set, or a rolling update, waits for.
  package enum Wait: Hashable, Sendable {
    /// The end of a claim that an earlier pod of this name had.
    case claims(pod: String)
    case creation(pod: String)
    case termination(pod: String)
    case readiness(pod: String)
    case availability(pod: String, at: Timestamp?)
  }

  /// In the order in which they are to be performed.
  package private(set) var actions: [Action] = []
  /// Which batch and part of the sync each of them is in: how far it reaches if one is refused.
  private(set) var places: [WriteSequence.Place] = []
  package var warnings: [Warning] = []
  package var status: StatefulSetStatus
  /// What `status.currentReplicas` is if this outdated pod is not deleted.
  var currentReplicas: [String: Int32] = [:]
  /// nil where nothing holds the set up.
  package var wait: Wait?
  /// When time alone will change the plan: the next Ready pod becomes available.
  package var nextLook: Timestamp?
  /// Something cannot be done now, and no action says so.
  package var isUnfinished = false

  mutating func add(_ action: Action, at place: WriteSequence.Place) {
    actions.append(action)
    places.append(place)
  }

  /// - Parameters:
  ///   - pods: the set's own, in any order.
  ///   - claims: those of the set's namespace, by name.
  package static func plan(
    set: StatefulSet, pods: [Pod], claims: [String: GenericObject] = [:], revisions: Revisions,
    now: Timestamp, gates: FeatureGates = FeatureGates()
  ) -> StatefulSetPlan {
    let byName = Dictionary(pods.map { ($0.metadata.name, $0) }) { first, _ in first }
    var roster = SetRoster()
    for pod in pods { roster.mark(pod.metadata.name) }
    roster.refresh(set, pod: { byName[$0] }, claim: { claims[$0] })
    return plan(
      set: set, roster: roster, claim: { claims[$0] }, revisions: revisions, now: now, gates: gates)
  }

  static func plan(
    set: StatefulSet, roster: SetRoster, claim: @escaping (String) -> GenericObject?,
    revisions: Revisions, now: Timestamp, gates: FeatureGates
  ) -> StatefulSetPlan {
    var planner = SetPlanner(
      set: set, members: roster.members, claim: claim, revisions: revisions, now: now, gates: gates)
    planner.run()
    planner.plan.status.completeRollout(of: set.spec)
    return planner.plan
  }
}
