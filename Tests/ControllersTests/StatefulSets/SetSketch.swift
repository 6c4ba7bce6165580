import Objects

@testable import Controllers

/// Sets and pods for tables, in as few words as they need.
struct SetSketch: Sendable {
  var replicas: Int32 = 3
  var start: Int32?
  var isParallel = false
  var isOnDelete = false
  var partition: Int32? = 0
  /// Turns the feature gate on.
  var maxUnavailable: Value?
  var minReadySeconds: Int32 = 0
  var isDeleting = false
  /// Names of claim templates.
  var claimTemplates: [String] = []
  var whenDeleted = "Retain"
  var whenScaled = "Retain"
  /// The revision that the status has as current: `old` in the middle of a rollout, else `new`.
  var current = "new"

  static let now = Timestamp(seconds: 10_000)

  var revisions: Revisions {
    Revisions(
      current: Revision(name: current, template: Self.template(image: current)),
      update: Revision(name: "new", template: Self.template(image: "new")))
  }

  static func template(image: String) -> PodTemplate {
    PodTemplate(
      labels: ["app": "httpd"],
      spec: PodSpec(containers: [Container(name: "httpd", image: image)]))
  }

  var set: StatefulSet {
    var metadata = ObjectMetadata(name: "web", namespace: "sandbox", uid: "set", generation: 4)
    metadata.deletionTimestamp = isDeleting ? Self.now : nil
    return StatefulSet(
      metadata: metadata,
      spec: StatefulSetSpec(
        serviceName: "httpd", replicas: replicas,
        selector: LabelSelector(matchLabels: ["app": "httpd"]),
        template: Self.template(image: "new"),
        volumeClaimTemplates: claimTemplates.map { ["metadata": ["name": .string($0)]] },
        podManagementPolicy: isParallel ? "Parallel" : "OrderedReady",
        updateStrategyType: isOnDelete ? "OnDelete" : "RollingUpdate",
        rollingUpdate: isOnDelete || partition == nil && maxUnavailable == nil
          ? nil : RollingUpdate(partition: partition, maxUnavailable: maxUnavailable),
        minReadySeconds: minReadySeconds, ordinalsStart: start, retainWhenDeleted: whenDeleted,
        retainWhenScaled: whenScaled))
  }

  func plan(_ pods: String, claims: String = "") -> StatefulSetPlan {
    let claims = self.claims(claims)
    return StatefulSetPlan.plan(
      set: set, pods: self.pods(pods),
      claims: Dictionary(uniqueKeysWithValues: claims.map { ($0.metadata.name, $0) }),
      revisions: revisions, now: Self.now,
      gates: FeatureGates(maxUnavailableStatefulSet: maxUnavailable != nil))
  }

  /// `0 1:unready 2:ending@old`: ordinal, state (ready without one), revision (`new` without one).
  func pods(_ text: String) -> [Pod] {
    text.split(separator: " ").map { word in
      let sides = word.split(separator: "@")
      let parts = sides[0].split(separator: ":")
      // A sketch that does not parse is a bug in the test.
      let ordinal = Int(parts[0])!
      let revision = Revision(
        name: sides.count > 1 ? String(sides[1]) : "new", template: Self.template(image: "any"))
      var pod = set.makePod(ordinal, of: revision)
      pod.metadata.uid = "uid-\(ordinal)"
      pod.put(in: parts.count > 1 ? String(parts[1]) : "ready")
      return pod
    }
  }
}

extension SetSketch {
  /// `www-0 www-1:leaving www-2>pod`: template, ordinal, state, owner (set, pod, an older one of these, another
  /// controller, or the set as a mere owner).
  func claims(_ text: String) -> [GenericObject] {
    text.split(separator: " ").map { word in
      let sides = word.split(separator: ">")
      let parts = sides[0].split(separator: ":")
      let (template, ordinal) = (
        parts[0].split(separator: "-")[0], parts[0].split(separator: "-")[1]
      )
      var claim = GenericObject(
        resource: .persistentVolumeClaim,
        metadata: ObjectMetadata(name: "\(template)-web-\(ordinal)", namespace: "sandbox"),
        body: [:])
      if parts.count > 1 { claim.metadata.deletionTimestamp = Self.now }
      if sides.count > 1 {
        claim.metadata.ownerReferences = [owner(String(sides[1]), String(ordinal))]
      }
      return claim
    }
  }

  private func owner(_ name: String, _ ordinal: String) -> OwnerReference {
    let pod = OwnerReference(
      apiVersion: "v1", kind: "Pod", name: "web-\(ordinal)", uid: "uid-\(ordinal)",
      isController: true, blocksOwnerDeletion: true)
    var owner = name.hasSuffix("pod") ? pod : set.controllerReference
    switch name {
    case "set", "pod": break
    case "oldset", "oldpod": owner.uid = "old"
    case "mere": owner.isController = false
    case "other": (owner.kind, owner.name, owner.uid) = ("Backup", "nightly", "backup")
    default: preconditionFailure("no such owner: \(name)")
    }
    return owner
  }
}

extension Pod {
  fileprivate mutating func put(in state: String) {
    var ready = PodCondition(type: "Ready", status: "True")
    ready.lastTransitionTime = SetSketch.now.adding(seconds: -3600)
    status.phase = "Running"
    switch state {
    case "ready": break
    // Ready for two seconds.
    case "fresh": ready.lastTransitionTime = SetSketch.now.adding(seconds: -2)
    case "timeless": ready.lastTransitionTime = nil
    case "unready": ready.status = "False"
    case "pending": (status.phase, ready.status) = ("Pending", "False")
    case "failed": (status.phase, ready.status) = ("Failed", "False")
    // Whoever reported the end forgot the condition.
    case "dead": status.phase = "Failed"
    case "succeeded": (status.phase, ready.status) = ("Succeeded", "False")
    case "ending": metadata.deletionTimestamp = SetSketch.now
    case "ended":
      (status.phase, ready.status) = ("Succeeded", "False")
      metadata.deletionTimestamp = SetSketch.now
    case "diskless": spec.volumes = []
    case "nameless": metadata.labels[StatefulSetLabel.podName] = nil
    default: preconditionFailure("no such state of a pod: \(state)")
    }
    status.conditions = [ready]
  }
}

extension StatefulSetPlan {
  /// `create 1@new, delete 2 scaledDown`.
  var story: String {
    actions.map { action in
      switch action {
      case .createPod(let pod): "create \(pod.index)@\(pod.revisionName)"
      case .deletePod(let pod, let cause): "delete \(pod.index) \(cause)"
      case .updatePod(let pod): "repair \(pod.index)"
      case .createClaim(let claim, _): "claim \(claim.metadata.name)"
      case .updateClaim(let claim, _, _):
        "own \(claim.metadata.name) by \(claim.metadata.ownerReferences.map(\.kind).joined())"
      }
    }.joined(separator: ", ")
  }

  /// `readiness 1`.
  var waitStory: String {
    switch wait {
    case nil: ""
    case .claims(let pod): "claims \(pod.dropFirst(4))"
    case .creation(let pod): "creation \(pod.dropFirst(4))"
    case .termination(let pod): "termination \(pod.dropFirst(4))"
    case .readiness(let pod): "readiness \(pod.dropFirst(4))"
    case .availability(let pod, _): "availability \(pod.dropFirst(4))"
    }
  }
}

extension Pod {
  var index: String { metadata.labels[StatefulSetLabel.podIndex] ?? "?" }
}
