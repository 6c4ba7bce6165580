import ClusterNames
import Objects

@testable import Pods

/// A pod and the runtime that it lives in, on a clock that the test moves.
struct PodSketch {
  private(set) var pod: Pod
  private(set) var runtime: SimulatedRuntime
  private(set) var now: Timestamp
  private(set) var events: [String] = []
  private(set) var messages: [String] = []
  /// After each write.
  private(set) var states: [String] = []

  init(
    _ script: String, ordinal: Int = 0, restartPolicy: String = "Always",
    start: Timestamp = Timestamp(seconds: 1_700_000_000),
    containers: [Container] = [Container(name: "httpd", image: "httpd:2")],
    initContainers: Value? = nil, deadline: Int64? = nil
  ) {
    now = start
    runtime = Self.runtime()
    pod = Pod(
      metadata: ObjectMetadata(
        name: "web-\(ordinal)", namespace: "sandbox", uid: "uid-\(ordinal)",
        generation: 1, creationTimestamp: start.truncatedToSeconds,
        labels: ["apps.kubernetes.io/pod-index": "\(ordinal)"],
        annotations: script.isEmpty ? [:] : [PodScript.annotation: script]),
      spec: PodSpec(
        nodeName: "ordinal", terminationGracePeriodSeconds: 30, containers: containers,
        rest: ["restartPolicy": .string(restartPolicy)]),
      status: PodStatus(phase: "Pending"))
    pod.spec.rest["initContainers"] = initContainers
    pod.spec.rest["activeDeadlineSeconds"] = deadline.map(Value.integer)
    settle()
  }

  private static func runtime() -> SimulatedRuntime {
    SimulatedRuntime(
      addresses: AddressBook(blocks: PinnedAddressesTests.families("10.244.0.0/16").blocks))
  }

  /// Whether the object was told to go.
  private(set) var isGone = false

  /// Steps as a reconciler does, until nothing is to be written; returns when to look again.
  @discardableResult
  mutating func settle() -> Timestamp? {
    while !isGone {
      let step = runtime.step(pod, in: nil, now: now)
      events += step.events.map { "\($0.isWarning ? "!" : "")\($0.reason)" }
      messages += step.events.map(\.message)
      if let status = step.status {
        pod.status = status
        states.append(state)
      }
      isGone = step.isFinished
      if step.status == nil { return step.nextLook }
    }
    return nil
  }

  /// Goes from deadline to deadline, and no further than this.
  mutating func pass(to moment: Timestamp) {
    while let next = settle(), next <= moment { now = max(now, next) }
    now = max(now, moment)
    settle()
  }

  mutating func pass(_ duration: Duration) { pass(to: now + duration) }

  mutating func edit(_ change: (inout Pod) -> Void) {
    change(&pod)
    settle()
  }

  /// A change of the spec, which is another generation of it.
  mutating func revise(_ change: (inout Pod) -> Void) {
    edit {
      change(&$0)
      $0.metadata.generation += 1
    }
  }

  mutating func delete(grace: Int64 = 30) {
    let deadline = now.truncatedToSeconds.adding(seconds: grace)
    edit {
      $0.metadata.deletionTimestamp = deadline
      $0.metadata.deletionGracePeriodSeconds = grace
      $0.metadata.generation += 1
    }
  }

  /// Nobody looks at the pod meanwhile.
  mutating func sleep(_ duration: Duration) { now += duration }

  /// A new process finds the pod as the API has it: with whole seconds.
  mutating func restart() throws {
    pod = try Pod(value: pod.value)
    runtime = Self.runtime()
    runtime.restore(pod)
  }

  /// `Running ready 0`: phase, readiness, restarts, and what the first container waits for.
  var state: String {
    let status = pod.status.rest["containerStatuses"]?[0]
    let restarts = status?["restartCount"]?.integer ?? -1
    let reason =
      status?["state"]?["waiting"]?["reason"]?.string
      ?? status?["state"]?["terminated"]?["exitCode"]?.integer.map { "exit \($0)" }
    return
      ([pod.status.phase, pod.isReady ? "ready" : "unready", "\(restarts)"]
      + (reason.map { [$0] } ?? [])).joined(separator: " ")
  }
}

extension Pod {
  /// Of the first container.
  var restartCount: Int { spec.containers.first.map { restartCount(of: $0.name) } ?? 0 }
}
