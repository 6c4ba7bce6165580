import Objects
import Testing

@testable import Pods

/// Pods whose spec is changed while they run: what a kubelet makes of it.
@Suite struct ChangedPodTests {
  private static let start = Timestamp(seconds: 1_700_000_000)

  /// What a client may change of a pod, as the API takes it: with another generation.
  private static let changes: [String: @Sendable (inout Pod) -> Void] = [
    "image": { $0.spec.containers[0].image = "httpd:3" },
    "deadline": { $0.spec.rest["activeDeadlineSeconds"] = 9999 },
    "toleration": { $0.spec.rest["tolerations"] = [["key": "a", "operator": "Exists"]] },
    "grace": { $0.spec.terminationGracePeriodSeconds = 1 },
    "cpu": { $0.spec.containers[0].rest["resources"] = .asking("2", "1Gi") },
    "memory": { $0.spec.containers[0].rest["resources"] = .asking("1", "2Gi") },
    "debug": { $0.spec.rest["ephemeralContainers"] = [["name": "look", "image": "busybox"]] },
  ]

  private static func container(_ name: String = "httpd") -> Container {
    Container(
      name: name, image: "httpd:2",
      rest: [
        "resources": .asking("1", "1Gi"),
        "resizePolicy": [["resourceName": "memory", "restartPolicy": "RestartContainer"]],
      ])
  }

  private func observed(_ pod: Pod) -> [Int64] {
    [pod.status.rest["observedGeneration"]?.integer ?? 0]
      + pod.status.conditions.map { $0.rest["observedGeneration"]?.integer ?? 0 }
  }

  /// The change; seconds after it, the state; the events that it makes.
  @Test(
    arguments: [
      (
        "ready after 5s", "image", [(0, "Running unready 1"), (4, "Running unready 1")],
        ["Killing", "Pulled", "Created", "Started"]
      ),
      ("ready after 5s", "image", [(5, "Running ready 1")], nil),
      ("", "image", [(0, "Running ready 1"), (99, "Running ready 1")], nil),
      ("never ready", "image", [(0, "Running unready 1"), (99, "Running unready 1")], nil),
      // A crash loop goes on as it would have, with one restart more.
      (
        "crash loop after 60s, ready after 5s", "image",
        [(0, "Running unready 1"), (5, "Running ready 1"), (40, "Running unready 2")], nil
      ),
      ("fail after 40s", "image", [(0, "Running ready 1"), (20, "Failed unready 1 exit 1")], nil),
      (
        "unready from 22s for 3s", "image", [(2, "Running unready 1"), (5, "Running ready 1")], nil
      ),
      (
        "ready after 5s", "memory", [(0, "Running unready 1"), (5, "Running ready 1")],
        ["ResizeStarted", "Killing", "Pulled", "Created", "Started", "ResizeCompleted"]
      ),
      ("", "cpu", [(0, "Running ready 0")], ["ResizeStarted", "ResizeCompleted"]),
      ("", "deadline", [(0, "Running ready 0")], []),
      ("", "toleration", [(0, "Running ready 0")], []), ("", "grace", [(0, "Running ready 0")], []),
      ("", "debug", [(0, "Running ready 0")], ["Pulled", "Created", "Started"]),
    ] as [(String, String, [(Int, String)], [String]?)])
  func states(
    _ script: String, _ change: String, _ expected: [(Int, String)], _ events: [String]?
  ) throws {
    let change = try #require(Self.changes[change])
    var sketch = PodSketch(script, containers: [Self.container()])
    sketch.pass(.seconds(20))
    let told = sketch.events.count
    sketch.revise(change)
    if let events { #expect(Array(sketch.events.dropFirst(told)) == events) }
    for (second, state) in expected {
      sketch.pass(to: Self.start.adding(seconds: Int64(20 + second)))
      #expect(sketch.state == state, "\(second) s later")
    }
    #expect(Set(observed(sketch.pod)) == [2])
  }

  /// Between a run and the next there is a status that is not ready, also where nothing is waited for.
  @Test func readinessIsLostForAMoment() {
    var sketch = PodSketch("")
    sketch.pass(.seconds(10))
    sketch.revise(Self.changes["image"] ?? { _ in })
    #expect(sketch.states.suffix(2) == ["Running unready 1", "Running ready 1"])
    #expect(
      sketch.pod.condition("Ready")?.lastTransitionTime == Self.start.adding(seconds: 10))
    #expect(sketch.pod.condition("Initialized")?.lastTransitionTime == Self.start)
  }

  @Test func statusOfARestartedContainer() throws {
    var sketch = PodSketch("ready after 5s", containers: [Self.container(), Self.container("b")])
    sketch.pass(.seconds(10))
    let before = try #require(sketch.pod.status(of: "httpd", in: "containerStatuses"))
    let other = sketch.pod.status(of: "b", in: "containerStatuses")
    sketch.revise { $0.spec.containers[0].image = "httpd:3" }
    let after = try #require(sketch.pod.status(of: "httpd", in: "containerStatuses"))
    #expect(after["state"] == ["running": ["startedAt": "2023-11-14T22:13:30Z"]])
    #expect(
      after["lastState"] == [
        "terminated": [
          "exitCode": 0, "reason": "Completed", "startedAt": "2023-11-14T22:13:20Z",
          "finishedAt": "2023-11-14T22:13:30Z", "containerID": before["containerID"] ?? .null,
        ]
      ])
    #expect(after["image"] == "httpd:3" && after["imageID"] != before["imageID"])
    #expect(after["containerID"] != before["containerID"] && after["ready"] == false)
    #expect(sketch.pod.status(of: "b", in: "containerStatuses") == other)
    #expect(
      sketch.pod.condition("Ready")?.message == "containers with unready status: [httpd]")
    let last = after["lastState"]
    sketch.pass(.seconds(5))
    let ready = sketch.pod.status(of: "httpd", in: "containerStatuses")
    #expect(ready?["ready"] == true && ready?["lastState"] == last)
    // And once more.
    sketch.revise { $0.spec.containers[0].image = "httpd:4" }
    let again = sketch.pod.status(of: "httpd", in: "containerStatuses")
    #expect(again?["restartCount"] == 2)
    #expect(again?["lastState"]?["terminated"]?["startedAt"] == "2023-11-14T22:13:30Z")
  }

  private static let scripts = [
    "", "ready after 5s", "never ready", "crash loop after 20s, ready after 2s", "crash loop",
    "unready from 12s for 30s", "succeed after 50s",
  ]

  /// A process that ends at any time, and one that changes are made without, comes to the same.
  @Test(arguments: scripts, [0, 500_000_000])
  func aRestartAnywhere(_ script: String, _ fraction: Int) throws {
    let start = Timestamp(seconds: Self.start.seconds, nanoseconds: Int32(fraction))
    let image = try #require(Self.changes["image"])
    for cut in stride(from: 0, through: 60, by: 3) {
      var steady = PodSketch(script, start: start)
      steady.pass(.seconds(10))
      steady.revise(image)
      var broken = steady
      broken.pass(.seconds(cut))
      let before = broken.pod
      try broken.restart()
      broken.settle()
      #expect(broken.pod.status == before.status, "\(script), cut at \(cut)")
      broken.sleep(.seconds(5))
      broken.settle()
      for moment in [40, 100] {
        broken.pass(to: start.adding(seconds: Int64(moment)) + .milliseconds(999))
        steady.pass(to: start.adding(seconds: Int64(moment)) + .milliseconds(999))
        guard broken.now <= steady.now else { continue }
        #expect(broken.state == steady.state, "\(script), cut at \(cut), at \(moment)")
      }
    }
  }

  /// What was changed while nobody looked is found afterwards, and only once.
  @Test func aChangeBeforeTheStart() throws {
    var sketch = PodSketch("ready after 5s")
    sketch.pass(.seconds(10))
    try sketch.restart()
    sketch.sleep(.seconds(10))
    sketch.revise(Self.changes["image"] ?? { _ in })
    #expect(sketch.state == "Running unready 1")
    try sketch.restart()
    sketch.pass(.seconds(5))
    #expect(sketch.state == "Running ready 1")
    #expect(sketch.events.count { $0 == "Killing" } == 1)
  }

  /// Nothing but another generation makes a kubelet look: what somebody reports of an image stays.
  @Test func labelsAndReportsChangeNothing() {
    var sketch = PodSketch("")
    sketch.pass(.seconds(10))
    sketch.edit { $0.metadata.labels["a"] = "b" }
    sketch.edit {
      $0.status.rest["containerStatuses"] = [
        ["name": "httpd", "image": "docker.io/library/httpd:2", "state": ["running": [:]]]
      ]
    }
    #expect(observed(sketch.pod) == [1, 1, 1, 1, 1, 1])
    #expect(sketch.events == ["Pulled", "Created", "Started"])
    #expect(sketch.pod.restartCount == 0)
  }

  /// A write that is lost is made again; one that is on its way is not doubled.
  @Test func aLostRestart() {
    var sketch = PodSketch("ready after 5s")
    sketch.pass(.seconds(10))
    var pod = sketch.pod
    Self.changes["image"]?(&pod)
    pod.metadata.generation = 2
    var runtime = sketch.runtime
    let lost = runtime.step(pod, in: nil, now: sketch.now)
    #expect(lost.status?.rest["containerStatuses"]?[0]?["restartCount"] == 1)
    let second = runtime.step(pod, in: nil, now: sketch.now)
    #expect(second.events.isEmpty)
    #expect(
      second.status.map { $0.rest["containerStatuses"]?[0]?["restartCount"] == 1 } != false)
    runtime.repeatStage(of: pod.metadata.uid)
    #expect(runtime.step(pod, in: nil, now: sketch.now) == lost)
  }

  /// Init containers have ended: another image is for the next pod. What accompanies the others begins
  /// anew.
  @Test func imagesOfInitContainers() throws {
    func list(_ image: String) -> Value {
      [
        ["name": "first", "image": .string(image)],
        ["name": "beside", "image": .string(image), "restartPolicy": "Always"],
      ]
    }
    var sketch = PodSketch("unready from 20s for 1s", initContainers: list("busybox:1"))
    sketch.pass(.seconds(10))
    let before = sketch.pod.status.rest["initContainerStatuses"]
    sketch.revise { $0.spec.rest["initContainers"] = list("busybox:2") }
    let after = sketch.pod.status.rest["initContainerStatuses"]
    #expect(after?[0] == before?[0])
    #expect(after?[1]?["image"] == "busybox:2" && after?[1]?["restartCount"] == 1)
    #expect(after?[1]?["lastState"]?["terminated"]?["exitCode"] == 0)
    #expect(sketch.events.suffix(4) == ["Killing", "Pulled", "Created", "Started"])
    sketch.pass(.seconds(20))
    #expect(sketch.pod.status.rest["initContainerStatuses"] == after)
    #expect(sketch.state == "Running ready 0")
  }

  @Test func aResizedContainer() {
    var sketch = PodSketch("", containers: [Self.container(), Self.container("b")])
    let status = { (sketch: PodSketch) in sketch.pod.status.rest["containerStatuses"]?[0] }
    #expect(status(sketch)?["allocatedResources"] == ["cpu": "1", "memory": "1Gi"])
    sketch.pass(.seconds(10))
    var messages: [String] = []
    let resources: Value = ["requests": ["cpu": "2", "memory": "1Gi"], "limits": ["cpu": "3"]]
    sketch.revise { $0.spec.containers[0].rest["resources"] = resources }
    messages = sketch.messages.suffix(2)
    #expect(status(sketch)?["resources"] == resources)
    #expect(status(sketch)?["allocatedResources"] == ["cpu": "2", "memory": "1Gi"])
    #expect(status(sketch)?["restartCount"] == 0 && sketch.pod.isReady)
    let summary =
      #"{"containers":[{"name":"httpd","resources":{"limits":{"cpu":"3"},"#
      + #""requests":{"cpu":"2","memory":"1Gi"}}},{"name":"b","resources":{"#
      + #""requests":{"cpu":"1","memory":"1Gi"}}}],"generation":2}"#
    #expect(
      messages == ["Pod resize started: \(summary)", "Pod resize completed: \(summary)"])
    #expect(sketch.pod.status.conditions.count == 5)
    sketch.revise { $0.spec.rest["resources"] = ["requests": ["cpu": "9"]] }
    #expect(sketch.pod.status.rest["resources"] == ["requests": ["cpu": "9"]])
    #expect(sketch.pod.status.rest["allocatedResources"] == ["cpu": "9"])
  }

  @Test func anEphemeralContainer() throws {
    var sketch = PodSketch("crash loop after 15s")
    sketch.pass(.seconds(10))
    sketch.revise(Self.changes["debug"] ?? { _ in })
    let look = try #require(sketch.pod.status(of: "look", in: "ephemeralContainerStatuses"))
    #expect(look["state"] == ["running": ["startedAt": "2023-11-14T22:13:30Z"]])
    #expect(look["ready"] == false && look["restartCount"] == 0 && look["started"] == nil)
    #expect(look["image"] == "busybox" && look["lastState"] == [:] && look["resources"] == [:])
    try sketch.restart()
    sketch.pass(.seconds(90))
    #expect(sketch.pod.status(of: "look", in: "ephemeralContainerStatuses") == look)
    sketch.delete()
    let end = sketch.pod.status(of: "look", in: "ephemeralContainerStatuses")
    #expect(end?["state"]?["terminated"]?["reason"] == "Completed")
    #expect(end?["started"] == nil)
  }

  /// In a pod that cannot start it waits.
  @Test func anEphemeralContainerThatWaits() {
    var sketch = PodSketch("nonsense")
    sketch.revise(Self.changes["debug"] ?? { _ in })
    let state = { (sketch: PodSketch) in
      sketch.pod.status(of: "look", in: "ephemeralContainerStatuses")?["state"]
    }
    #expect(state(sketch) == ["waiting": ["reason": "ContainerCreating"]])
    sketch.edit { $0.metadata.annotations = [:] }
    #expect(state(sketch)?["running"] != nil)
  }

  /// Script, deadline, the end; whether the process is a new one.
  @Test(
    arguments: [
      ("", 30, "Failed unready 0 exit 0"), ("never terminate", 30, "Failed unready 0 exit 137"),
      ("crash loop", 30, "Failed unready 2 exit 1"), ("image error", 30, "Failed unready 0 "),
      ("nonsense", 30, "Failed unready 0 "),
      ("succeed after 10s", 10, "Succeeded unready 0 exit 0"),
    ], [false, true])
  func deadlines(_ row: (script: String, end: Int64, state: String), _ isNew: Bool) throws {
    var sketch = PodSketch(row.script, start: Self.start + .milliseconds(300), deadline: 30)
    sketch.pass(.seconds(5))
    if isNew { try sketch.restart() }
    let end = Self.start.adding(seconds: row.end)
    sketch.pass(to: end - .milliseconds(1))
    #expect(!sketch.pod.isTerminal)
    sketch.pass(to: Self.start.adding(seconds: 30) + .milliseconds(300))
    #expect(sketch.state.hasPrefix(row.state))
    guard row.end == 30 else { return }
    let status = sketch.pod.status
    #expect(status.rest["reason"] == "DeadlineExceeded")
    #expect(
      status.rest["message"] == "Pod was active on the node longer than the specified deadline")
    #expect(sketch.pod.condition("Ready")?.reason == "PodFailed")
    #expect(sketch.events.contains("DeadlineExceeded"))
  }

  /// A deadline that comes into the spec while the pod runs counts from its start.
  @Test func aLaterDeadline() {
    var sketch = PodSketch("")
    sketch.pass(.seconds(20))
    sketch.revise { $0.spec.rest["activeDeadlineSeconds"] = 25 }
    #expect(sketch.settle() == Self.start.adding(seconds: 25))
    sketch.revise { $0.spec.rest["activeDeadlineSeconds"] = 10 }
    #expect(sketch.pod.status.phase == "Failed")
  }
}

extension Value {
  fileprivate static func asking(_ processors: String, _ memory: String) -> Value {
    ["requests": ["cpu": .string(processors), "memory": .string(memory)]]
  }
}
