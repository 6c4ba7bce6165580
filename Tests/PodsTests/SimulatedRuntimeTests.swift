import ClusterNames
import Objects
import Testing

@testable import Pods

@Suite struct SimulatedRuntimeTests {
  private let now = Timestamp(seconds: 1_000_000)

  private func runtime(_ script: PodScript = PodScript(), blocks: String = "10.244.0.0/16")
    -> SimulatedRuntime
  {
    SimulatedRuntime(
      addresses: AddressBook(blocks: PinnedAddressesTests.families(blocks).blocks), script: script)
  }

  private func pod(_ name: String = "web-0") -> Pod {
    Pod(
      metadata: ObjectMetadata(
        name: name, namespace: "sandbox", uid: name, generation: 1, creationTimestamp: now),
      spec: PodSpec(
        terminationGracePeriodSeconds: 30,
        containers: [Container(name: "httpd", image: "httpd:2"), Container(name: "side")]),
      status: PodStatus(phase: "Pending", rest: ["qosClass": "BestEffort"]))
  }

  /// Steps a pod as its reconciler does, until it asks for no more at this time.
  @discardableResult
  private func live(_ pod: inout Pod, _ runtime: inout SimulatedRuntime, at moment: Timestamp)
    -> PodStep
  {
    if let node = runtime.node { pod.spec.nodeName = node }
    while true {
      let step = runtime.step(pod, in: nil, now: moment)
      if let status = step.status { pod.status = status }
      if step.status == nil || step.isFinished { return step }
    }
  }

  private func conditions(_ pod: Pod) -> [String] {
    pod.status.conditions.map { "\($0.type) \($0.status) \($0.reason)" }
  }

  @Test func aPodIsReadyAtOnce() {
    var runtime = runtime()
    var pod = pod()
    let step = live(&pod, &runtime, at: now)
    #expect(step == PodStep())
    #expect(pod.spec.nodeName == "ordinal")
    #expect(
      conditions(pod) == [
        "PodReadyToStartContainers True ", "Initialized True ", "Ready True ",
        "ContainersReady True ", "PodScheduled True ",
      ])
  }

  /// A write that was refused or lost is made again.
  @Test func aStageThatWasNotWrittenComesAgain() {
    var runtime = runtime(PodScript(readyAfter: .milliseconds(200)))
    var pod = pod()
    live(&pod, &runtime, at: now)
    let later = now + .milliseconds(200)
    let lost = runtime.step(pod, in: nil, now: later)
    #expect(lost.status != nil)
    let silent = runtime.step(pod, in: nil, now: later)
    #expect(silent.status == nil)
    runtime.repeatStage(of: pod.metadata.uid)
    let again = runtime.step(pod, in: nil, now: later)
    #expect(again.status == lost.status)
  }

  /// The shape that a kubelet of 1.36 writes, field by field.
  @Test func statusOfARunningPod() throws {
    var runtime = runtime()
    var pod = pod()
    pod.spec.containers.removeLast()
    live(&pod, &runtime, at: Timestamp(seconds: 1_795_391_466, nanoseconds: 500_000_000))
    let time: Value = "2026-11-22T23:51:06Z"
    func condition(_ type: String) -> Value {
      [
        "type": .string(type), "status": "True", "observedGeneration": 1, "lastProbeTime": .null,
        "lastTransitionTime": time,
      ]
    }
    #expect(
      pod.value["status"] == [
        "observedGeneration": 1, "phase": "Running",
        "conditions": .array(
          ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]
            .map(condition)),
        "hostIP": "127.0.0.1", "hostIPs": [["ip": "127.0.0.1"]],
        "podIP": "10.244.0.6", "podIPs": [["ip": "10.244.0.6"]], "startTime": time,
        "containerStatuses": [
          [
            "name": "httpd", "state": ["running": ["startedAt": time]], "lastState": [:],
            "ready": true, "restartCount": 0, "image": "httpd:2", "started": true,
            "imageID":
              "docker.io/library/httpd@sha256:3b155d8ea721217a9e0f38428e254b3dfe6b6463829870fbc45c37ca77f7a7c2",
            "containerID":
              "ordinal://a8095147097d3f3a5d53b9830ce088d4acc98fd51d8f9e91def47c7bf68f0e22",
          ]
        ],
        "qosClass": "BestEffort",
      ])
  }

  @Test func readyAfterRunsOnTheExactTime() {
    var runtime = runtime(PodScript(readyAfter: .milliseconds(1500)))
    var pod = pod()
    let start = now + .milliseconds(700)
    #expect(live(&pod, &runtime, at: start).nextLook == start + .milliseconds(1500))
    #expect(pod.status.phase == "Running" && pod.status.podIP == "10.244.0.6")
    #expect(
      conditions(pod)[2...3] == [
        "Ready False ContainersNotReady", "ContainersReady False ContainersNotReady",
      ])
    #expect(
      pod.condition("Ready")?.message == "containers with unready status: [httpd side]")
    #expect(live(&pod, &runtime, at: start + .milliseconds(1499)).nextLook != nil)
    #expect(!pod.isReady)
    live(&pod, &runtime, at: start + .milliseconds(1500))
    #expect(pod.isReady)
    #expect(pod.condition("Ready")?.lastTransitionTime == now.adding(seconds: 2))
    #expect(pod.condition("Initialized")?.lastTransitionTime == now)
  }

  @Test func whatAUserReportsStays() {
    var runtime = runtime()
    var pod = pod()
    live(&pod, &runtime, at: now)
    pod.status.conditions[2].status = "False"
    #expect(runtime.step(pod, in: nil, now: now) == PodStep())
    // Who writes only the one address.
    pod.status.podIPs = []
    #expect(runtime.step(pod, in: nil, now: now) == PodStep())
    pod.status.phase = "Failed"
    #expect(runtime.step(pod, in: nil, now: now) == PodStep())
  }

  @Test func readinessGates() {
    var runtime = runtime(PodScript(readyAfter: .seconds(1)))
    var pod = pod()
    pod.spec.readinessGates = ["example.com/in", "example.com/out"]
    live(&pod, &runtime, at: now)
    pod.status.conditions.append(PodCondition(type: "example.com/in", status: "True"))
    live(&pod, &runtime, at: now.adding(seconds: 1))
    #expect(
      conditions(pod)[2...] == [
        "Ready False ReadinessGatesNotReady", "ContainersReady True ", "PodScheduled True ",
        "example.com/in True ",
      ])
    #expect(
      pod.condition("Ready")?.message
        == "corresponding condition of pod readiness gate \"example.com/out\" does not exist.")
    pod.status.conditions.append(PodCondition(type: "example.com/out", status: "True"))
    live(&pod, &runtime, at: now.adding(seconds: 2))
    #expect(pod.isReady)
  }

  @Test(arguments: [(0, 0), (10, 10), (30, 30)])
  func itEnds(after script: Int, at end: Int64) {
    var runtime = runtime(PodScript(terminatesAfter: .seconds(script)))
    var pod = pod()
    live(&pod, &runtime, at: now)
    pod.metadata.deletionTimestamp = now.adding(seconds: 30)
    pod.metadata.deletionGracePeriodSeconds = 30
    if end > 0 {
      let step = live(&pod, &runtime, at: now.adding(seconds: end - 1))
      #expect(!step.isFinished && step.nextLook == now.adding(seconds: end))
      #expect(pod.isReady)
    }
    #expect(live(&pod, &runtime, at: now.adding(seconds: end)).isFinished)
    #expect(pod.status.phase == "Succeeded")
    #expect(
      conditions(pod) == [
        "PodReadyToStartContainers False ", "Initialized True PodCompleted",
        "Ready False PodCompleted", "ContainersReady False PodCompleted", "PodScheduled True ",
      ])
  }

  @Test func anExhaustedPoolIsAPendingPod() {
    var runtime = runtime(blocks: "10.0.0.4/32")
    var first = pod("web-0")
    var second = pod("web-1")
    live(&first, &runtime, at: now)
    #expect(live(&second, &runtime, at: now).wait == .pool)
    #expect(second.status.phase == "Pending" && second.status.podIP.isEmpty)
    #expect(conditions(second)[0] == "PodReadyToStartContainers False AddressesExhausted")
    runtime.forget(uid: "web-0", now: now)
    #expect(live(&second, &runtime, at: now).wait == nil)
    #expect(second.isReady && second.status.podIP == "10.0.0.4")
    #expect(conditions(second)[0] == "PodReadyToStartContainers True ")
  }

  @Test func aBadAnnotationIsToldOnThePod() {
    var runtime = runtime()
    var pod = pod()
    pod.metadata.annotations[PinnedAddresses.annotation] = "10.244.0.x"
    live(&pod, &runtime, at: now)
    #expect(conditions(pod)[0] == "PodReadyToStartContainers False InvalidAddresses")
    #expect(
      pod.condition("PodReadyToStartContainers")?.message
        == "annotation ordinal.internal/addresses, entry 1 \"10.244.0.x\": must be an IPv4 address")
  }

  /// On the node's own network it has the node's address, as many pods as there are.
  @Test func hostNetwork() throws {
    var runtime = runtime(blocks: "10.244.0.0/16,fd00::/64")
    for name in ["web-0", "web-1"] {
      var pod = pod(name)
      pod.spec.rest["hostNetwork"] = true
      live(&pod, &runtime, at: now)
      #expect(pod.status.podIPs == ["127.0.0.1", "::1"] && pod.isReady)
      runtime.restore(pod)
    }
    #expect(runtime.addresses.holder(of: try IPAddress("127.0.0.1")) == nil)
  }

  /// Init containers have ended when the others run, but those that accompany them.
  @Test func initContainers() {
    var runtime = runtime()
    var pod = pod()
    pod.spec.rest["initContainers"] = [
      ["name": "first", "image": "busybox"],
      ["name": "beside", "image": "busybox", "restartPolicy": "Always"],
    ]
    live(&pod, &runtime, at: now)
    let statuses = pod.status.rest["initContainerStatuses"]
    #expect(statuses?[0]?["state"]?["terminated"]?["reason"] == "Completed")
    #expect(statuses?[0]?["ready"] == true && statuses?[0]?["started"] == false)
    #expect(statuses?[1]?["state"]?["running"] != nil)
    #expect(pod.isReady)
  }

  /// The address of a pod that has ended is free again, and rests.
  @Test func aPodThatHasEndedGivesUpItsAddress() {
    var runtime = runtime(blocks: "10.0.0.4/31")
    var pods = [pod("web-0"), pod("web-1"), pod("web-2")]
    live(&pods[0], &runtime, at: now)
    live(&pods[1], &runtime, at: now)
    pods[0].status.phase = "Failed"
    live(&pods[0], &runtime, at: now)
    live(&pods[2], &runtime, at: now)
    #expect(pods[2].status.podIP == "10.0.0.4")
  }

  @Test func aPodWithoutASetTakesTheFirstEntry() {
    var runtime = runtime()
    var pod = pod("lonely")
    pod.metadata.annotations[PinnedAddresses.annotation] = "172.20.0.11,172.20.0.12"
    live(&pod, &runtime, at: now)
    #expect(pod.status.podIP == "172.20.0.11")
  }

  @Test func aRestartKeepsWhatRuns() {
    var before = runtime(PodScript(readyAfter: .seconds(10)))
    var ready = pod("web-0")
    var starting = pod("web-1")
    live(&ready, &before, at: now)
    live(&ready, &before, at: now.adding(seconds: 10))
    starting.metadata.creationTimestamp = now.adding(seconds: 8)
    live(&starting, &before, at: now.adding(seconds: 8))
    var after = runtime(PodScript(readyAfter: .seconds(10)))
    after.restore(ready)
    after.restore(starting)
    #expect(after.step(ready, in: nil, now: now.adding(seconds: 12)) == PodStep())
    #expect(
      live(&starting, &after, at: now.adding(seconds: 12)).nextLook == now.adding(seconds: 18))
    live(&starting, &after, at: now.adding(seconds: 18))
    #expect(starting.isReady && starting.status.podIP == "10.244.0.7")
    var new = pod("web-2")
    live(&new, &after, at: now.adding(seconds: 18))
    #expect(new.status.podIP == "10.244.0.8")
  }
}
