import ObjectStore
import Objects

/// What a write of the controller is about, so that its outcome can be told in an event.
enum SetNote: Hashable, Sendable {
  /// Of which upstream tells nothing: revisions, adoptions, claims of excess pods.
  case silent
  case revision
  case status
  case claim(String, StatefulSetPlan.ClaimPurpose)
  case pod(SetVerb, String)
  /// The owner of a claim of a wanted pod.
  case retention(claim: String, pod: String)

  init(_ action: StatefulSetPlan.Action) {
    self =
      switch action {
      case .createClaim(let claim, let purpose): .claim(claim.metadata.name, purpose)
      case .createPod(let pod): .pod(.create, pod.metadata.name)
      case .updatePod(let pod): .pod(.update, pod.metadata.name)
      case .updateClaim(_, _, isCondemned: true): .silent
      case .updateClaim(let claim, let pod, isCondemned: false):
        .retention(claim: claim.metadata.name, pod: pod)
      case .deletePod(let pod, _): .pod(.delete, pod.metadata.name)
      }
  }
}

enum SetVerb: String, Hashable, Sendable {
  case create = "Create"
  case update = "Update"
  case delete = "Delete"
}

extension StatefulSetPlan.ClaimPurpose {
  fileprivate var verb: SetVerb? {
    switch deed {
    case .create: .create
    case .update: .update
    case .keep: nil
    }
  }
}

/// One event to be recorded, in upstream's words (statefulset behaviour §3.4).
struct SetMessage: Hashable, Sendable {
  var type: EventType
  var reason: String
  var text: String

  private static func pod(_ verb: SetVerb, _ name: String, of set: String, error: String? = nil)
    -> SetMessage
  {
    let what = "\(verb.rawValue) Pod \(name) in StatefulSet \(set)"
    guard let error else {
      return SetMessage(
        type: .normal, reason: "Successful\(verb.rawValue)", text: "\(what) successful")
    }
    return SetMessage(
      type: .warning, reason: "Failed\(verb.rawValue)", text: "\(what) failed error: \(error)")
  }

  /// What there is to tell of a write that was performed or refused.
  static func messages(_ note: SetNote, of set: String, error: StoreError?) -> [SetMessage] {
    switch (note, error) {
    case (.silent, _), (.revision, _), (.status, _), (.retention, nil): []
    // Someone was faster: the next sync knows more.
    case (.pod(.create, _), .alreadyExists), (.pod(.update, _), .conflict): []
    case (.retention, .conflict): []
    case (.pod(let verb, let name), let error):
      [pod(verb, name, of: set, error: error?.description)]
    case (.retention(let claim, let name), let error?):
      [
        pod(
          .update, name, of: set,
          error: "could not update claim \(claim) for delete policy ownerRefs: \(error)")
      ]
    case (.claim(let claim, let purpose), nil):
      [
        SetMessage(
          type: .normal, reason: "SuccessfulCreate",
          text: "Create Claim \(claim) Pod \(purpose.pod) in StatefulSet \(set) success")
      ]
    case (.claim(let claim, let purpose), let error?):
      claimFailure(claim, purpose, of: set, error: error)
    }
  }

  /// A claim that cannot be made is told of twice: as itself, and as what was to become of its pod.
  private static func claimFailure(
    _ claim: String, _ purpose: StatefulSetPlan.ClaimPurpose, of set: String, error: StoreError
  ) -> [SetMessage] {
    let what = "Create Claim \(claim) for Pod \(purpose.pod) in StatefulSet \(set)"
    let itself = SetMessage(
      type: .warning, reason: "FailedCreate", text: "\(what) failed error: \(error)")
    let failedPod = purpose.verb.map {
      pod($0, purpose.pod, of: set, error: "failed to create PVC \(claim): \(error)")
    }
    if case .alreadyExists = error { return [failedPod].compactMap(\.self) }
    return [itself, failedPod].compactMap(\.self)
  }

  /// The misspelling is upstream's, and what people search for.
  init(_ warning: StatefulSetPlan.Warning, of set: String) {
    switch warning {
    case .claimsAreBeingDeleted(let claims, let purpose):
      let texts = claims.map { "pvc \($0) is being deleted" }
      let error = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
      self = .pod(purpose.verb ?? .update, purpose.pod, of: set, error: error)
    case .conflictingController(let claim):
      type = .warning
      reason = "ConflictingController"
      text =
        "PersistentVolumeClaim \(claim) has a conflicting OwnerReference that acts as a manging "
        + "controller, the retention policy is ignored for this claim"
    }
  }

  init(type: EventType, reason: String, text: String) {
    self.type = type
    self.reason = reason
    self.text = text
  }
}
