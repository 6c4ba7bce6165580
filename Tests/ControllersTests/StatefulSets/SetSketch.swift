import Objects

@testable import Controllers

/// Sets and pods for tables, in as few words as they need.
struct SetSketch: Sendable {
  var replicas: Int32 = 3
  var start: Int32?
  var isParallel = false
  var isOnDelete = false
  var partition: Int32? = 0
  var minReadySeconds: Int32 = 0
  var isDeleting = false
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
        podManagementPolicy: isParallel ? "Parallel" : "OrderedReady",
        updateStrategyType: isOnDelete ? "OnDelete" : "RollingUpdate",
        partition: isOnDelete ? nil : partition, minReadySeconds: minReadySeconds,
        ordinalsStart: start))
  }

  func plan(_ pods: String) -> StatefulSetPlan {
    StatefulSetPlan.plan(
      set: set, pods: self.pods(pods), revisions: revisions, now: Self.now)
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
    case "succeeded": (status.phase, ready.status) = ("Succeeded", "False")
    case "ending": metadata.deletionTimestamp = SetSketch.now
    case "ended":
      (status.phase, ready.status) = ("Succeeded", "False")
      metadata.deletionTimestamp = SetSketch.now
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
      }
    }.joined(separator: ", ")
  }

  /// `readiness 1`.
  var waitStory: String {
    switch wait {
    case nil: ""
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
