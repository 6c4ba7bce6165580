import ObjectStore
import Objects
import Testing

@testable import Controllers

/// The events that client-go's recorder and correlator would have written.
@Suite struct EventRecorderTests {
  let start = Timestamp(seconds: 1_795_391_336, nanoseconds: 5)
  let set = EventSubject(
    StatefulSet.resource,
    ObjectMetadata(
      name: "web", namespace: "sandbox", uid: "b11ae63f",
      resourceVersion: ResourceVersion(rawValue: 93)))

  private func object(_ writes: [Write]) throws -> GenericObject {
    switch try #require(writes.first) {
    case .create(let object), .update(let object): try #require(object as? GenericObject)
    default: preconditionFailure("events are created and updated")
    }
  }

  @Test func anEventHasTheFieldsOfTheRecording() throws {
    var recorder = EventRecorder(component: "statefulset-controller")
    let event = try object(
      recorder.record(.normal, reason: "SuccessfulCreate", message: "made", about: set, at: start))
    #expect(event.metadata.name.hasPrefix("web.18ea82e8"))
    #expect(event.metadata.namespace == "sandbox")
    #expect(
      event.body == [
        "involvedObject": [
          "kind": "StatefulSet", "namespace": "sandbox", "name": "web", "uid": "b11ae63f",
          "apiVersion": "apps/v1", "resourceVersion": "93",
        ],
        "reason": "SuccessfulCreate", "message": "made", "type": "Normal",
        "source": ["component": "statefulset-controller"],
        "firstTimestamp": "2026-11-22T23:48:56Z", "lastTimestamp": "2026-11-22T23:48:56Z",
        "count": 1, "eventTime": .null, "reportingComponent": "statefulset-controller",
        "reportingInstance": "",
      ])
  }

  @Test func aKubeletTellsItsNodeAndTheContainer() throws {
    var recorder = EventRecorder(component: "kubelet", host: "node-1")
    let pod = EventSubject(
      Pod.resource, ObjectMetadata(name: "web-0", namespace: "sandbox", uid: "p"),
      fieldPath: "spec.containers{httpd}")
    let event = try object(
      recorder.record(
        .normal, reason: "Started", message: "Container started", about: pod, at: start))
    #expect(event.body["source"] == ["component": "kubelet", "host": "node-1"])
    #expect(event.body["reportingInstance"] == "node-1")
    #expect(event.body["involvedObject"]?["fieldPath"] == "spec.containers{httpd}")
  }

  @Test func aRepeatIsCounted() throws {
    var recorder = EventRecorder(component: "c")
    let first = try object(
      recorder.record(.warning, reason: "R", message: "m", about: set, at: start))
    let later = start.adding(seconds: 60)
    var newer = set
    newer.resourceVersion = ResourceVersion(rawValue: 120)
    let writes = recorder.record(.warning, reason: "R", message: "m", about: newer, at: later)
    guard case .update = writes.first else {
      Issue.record("a repeat is an update")
      return
    }
    let second = try object(writes)
    #expect(second.metadata.name == first.metadata.name)
    #expect(second.body["count"] == 2)
    #expect(second.body["firstTimestamp"] == first.body["firstTimestamp"])
    #expect(second.body["lastTimestamp"] == .string(later.truncatedToSeconds.description))
    #expect(second.body["involvedObject"] == first.body["involvedObject"])
  }

  @Test func whatDiffersIsAnotherEvent() throws {
    var recorder = EventRecorder(component: "c")
    var other = set
    other.uid = "another"
    let names = try [
      recorder.record(.normal, reason: "R", message: "m", about: set, at: start),
      recorder.record(.warning, reason: "R", message: "m", about: set, at: start),
      recorder.record(.normal, reason: "S", message: "m", about: set, at: start),
      recorder.record(.normal, reason: "R", message: "n", about: set, at: start),
      recorder.record(.normal, reason: "R", message: "m", about: other, at: start),
    ].map { try object($0).metadata.name }
    #expect(Set(names).count == 5)
  }

  @Test func anEventThatIsGoneBeginsAnew() throws {
    var recorder = EventRecorder(component: "c")
    let first = try object(
      recorder.record(.normal, reason: "R", message: "m", about: set, at: start))
    recorder.note(.other(old: first, new: nil))
    let writes = recorder.record(.normal, reason: "R", message: "m", about: set, at: start)
    #expect(try object(writes).body["count"] == 1)
    let late = recorder.record(
      .normal, reason: "R", message: "m", about: set, at: start.adding(seconds: 4000))
    #expect(try object(late).body["count"] == 1)
  }

  /// Recorded in s2-ordered: the tenth pod of a set within ten minutes.
  @Test func manySimilarMessagesBecomeOne() throws {
    var recorder = EventRecorder(component: "c")
    var names: Set<String> = []
    for number in 0..<12 {
      let event = try object(
        recorder.record(.normal, reason: "R", message: "pod \(number)", about: set, at: start))
      names.insert(event.metadata.name)
      let combined = "(combined from similar events): pod \(number)"
      #expect(event.body["message"] == .string(number < 9 ? "pod \(number)" : combined))
      #expect(event.body["reportingComponent"] == .string(number < 9 ? "c" : ""))
      #expect(event.body["count"] == .integer(number < 10 ? 1 : Int64(number) - 8))
    }
    #expect(names.count == 10)
    let later = start.adding(seconds: 601)
    let fresh = try object(
      recorder.record(.normal, reason: "R", message: "pod 12", about: set, at: later))
    #expect(fresh.body["message"] == "pod 12")
  }

  /// 25 at once about one object, then one in five minutes.
  @Test func whoTellsTooMuchIsCutShort() {
    var recorder = EventRecorder(component: "c")
    let told = (0..<100).count { _ in
      !recorder.record(.normal, reason: "R", message: "m", about: set, at: start).isEmpty
    }
    #expect(told == 25)
    #expect(recorder.record(.normal, reason: "R", message: "m", about: set, at: start).isEmpty)
    let later = start.adding(seconds: 300)
    #expect(!recorder.record(.normal, reason: "R", message: "m", about: set, at: later).isEmpty)
    #expect(recorder.record(.normal, reason: "R", message: "m", about: set, at: later).isEmpty)
  }

  /// Recorded in s1: the scheduler's events are of the newer form.
  @Test func anActionMakesASeries() throws {
    var recorder = EventRecorder(component: "default-scheduler", host: "vm")
    func fail(_ seconds: Int64) -> [Write] {
      recorder.record(
        .warning, reason: "FailedScheduling", message: "0/1 nodes", about: set,
        action: "Scheduling",
        at: start.adding(seconds: seconds))
    }
    let first = try object(fail(0))
    #expect(first.body["eventTime"] == "2026-11-22T23:48:56.000000Z")
    #expect(first.body["firstTimestamp"] == .null)
    #expect(first.body["count"] == nil)
    #expect(first.body["source"] == [:])
    #expect(first.body["reportingInstance"] == "default-scheduler-vm")
    let second = try object(fail(1))
    #expect(second.metadata.name == first.metadata.name)
    #expect(second.body["series"]?["count"] == 2)
    #expect(fail(2).isEmpty)
  }

  @Test func memoryIsBounded() {
    var recent = RecentMap<Int, Int>(limit: 100)
    for number in 0..<1000 {
      recent[number] = number
      _ = recent[0]
    }
    #expect(recent.count <= 100)
    #expect(recent[0] == 0)
    #expect(recent[999] == 999)
  }

  @Test func recordersOfOneMomentTakeDifferentNames() throws {
    var kubelet = EventRecorder(component: "kubelet")
    var scheduler = EventRecorder(component: "default-scheduler")
    let one = try object(kubelet.record(.normal, reason: "R", message: "m", about: set, at: start))
    let two = try object(
      scheduler.record(.normal, reason: "R", message: "m", about: set, at: start))
    #expect(one.metadata.name != two.metadata.name)
  }
}
