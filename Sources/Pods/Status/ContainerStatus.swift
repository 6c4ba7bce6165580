import Objects

/// One entry of `status.containerStatuses`: what is made up of it is the same after a restart.
struct ContainerStatus {
  let container: Container
  let pod: Pod
  var restarts = 0

  /// A container that was started at least once has an id, and so has its image; and it has got
  /// what it asked for.
  func value(
    state: Value, lastState: Value? = nil, isReady: Bool, isStarted: Bool, wasStarted: Bool = true
  ) -> Value {
    var fields: [String: Value] = [
      "name": .string(container.name), "state": state, "lastState": lastState ?? [:],
      "ready": .bool(isReady), "restartCount": .integer(Int64(restarts)),
      "image": .string(container.image), "imageID": "", "started": .bool(isStarted),
    ]
    if wasStarted {
      fields["imageID"] = .string(ImageReference(container.image).id)
      fields["containerID"] = .string(id(ofRun: restarts))
      // Of a pod that asks for nothing no amounts are told, and none can be given (its class stays).
      if pod.status.rest["qosClass"] != "BestEffort" { fields.allocate(container) }
    }
    return .object(fields)
  }

  /// Put into the pod while it runs: nobody asks whether it is ready or has started.
  func ephemeral(since begin: Timestamp) -> Value {
    var fields = running(since: begin, isReady: false).object ?? [:]
    fields["started"] = nil
    return .object(fields)
  }

  func running(since begin: Timestamp, lastState: Value? = nil, isReady: Bool) -> Value {
    value(
      state: ["running": ["startedAt": .string(begin.description)]], lastState: lastState,
      isReady: isReady, isStarted: true)
  }

  /// It has never run.
  func waiting(_ reason: String, _ message: String) -> Value {
    value(
      state: Self.waitingState(reason, message), isReady: false, isStarted: false,
      wasStarted: false)
  }

  static func waitingState(_ reason: String, _ message: String) -> Value {
    var fields: [String: Value] = ["reason": .string(reason)]
    if !message.isEmpty { fields["message"] = .string(message) }
    return ["waiting": .object(fields)]
  }

  /// The state of a run that is over, counted from 0.
  func terminatedState(
    run: Int, exitCode: Int64, begin: Timestamp, end: Timestamp
  ) -> Value {
    Self.terminatedState(
      id: id(ofRun: run), exitCode: exitCode, begin: begin.description, end: end.description)
  }

  static func terminatedState(
    id: String, exitCode: Int64, begin: String, end: String
  ) -> Value {
    [
      "terminated": [
        "exitCode": .integer(exitCode), "reason": exitCode == 0 ? "Completed" : "Error",
        "startedAt": .string(begin), "finishedAt": .string(end), "containerID": .string(id),
      ]
    ]
  }

  /// Each run is a container of its own.
  private func id(ofRun run: Int) -> String {
    "ordinal://" + Digest("\(pod.metadata.uid)/\(container.name)/\(run)").description
  }

  /// `web-0_sandbox(UID)`, as kubelets call a pod.
  var podText: String {
    "\(pod.metadata.name)_\(pod.metadata.namespace)(\(pod.metadata.uid))"
  }
}

/// What a container status says besides times and ids.
struct ContainerMark: Hashable {
  private let name, state, reason: String
  private let isReady: Bool
  private let restarts: Int64

  init(_ status: Value) {
    name = status["name"]?.string ?? ""
    let states = status["state"]?.object ?? [:]
    state = states.keys.first ?? ""
    reason = states.values.first?["reason"]?.string ?? ""
    isReady = status["ready"] == true
    restarts = status["restartCount"]?.integer ?? 0
  }

  var isRunning: Bool { state == "running" }
}

extension [String: Value] {
  /// Of a container status: what the container may have of the node, all of which it has got.
  mutating func allocate(_ container: Container) {
    let resources = container.rest["resources"]
    self["resources"] = resources ?? [:]
    let requests = resources?["requests"]
    self["allocatedResources"] = requests?.object?.isEmpty == false ? requests : nil
  }
}
