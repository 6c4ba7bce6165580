import ObjectStore
import Objects
import Testing

struct DeleteTests {
  struct Grace: CustomTestStringConvertible {
    var name: String
    var node = "n1"
    var phase = "Running"
    var period: Int64?
    var requested: Int64?
    /// Seconds from the request to the deletion timestamp; nil: gone at once.
    var expected: Int64?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Grace(name: "30 seconds by default", expected: 30),
    Grace(name: "the pod's own period", period: 5, expected: 5),
    Grace(name: "the requested period", period: 5, requested: 7, expected: 7),
    Grace(name: "a negative period is one second", requested: -1, expected: 1),
    Grace(name: "forced", requested: 0, expected: nil),
    Grace(name: "bound to no node", node: "", expected: nil),
    Grace(name: "ended", phase: "Succeeded", expected: nil),
    Grace(name: "failed", phase: "Failed", requested: 9, expected: nil),
  ])
  func podsEndGracefully(row: Grace) async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    var pod = Make.pod("a", node: row.node)
    pod.spec.terminationGracePeriodSeconds = row.period
    pod = try await store.create(pod)
    pod.status.phase = row.phase
    _ = try await store.commit(.updateStatus(pod))
    let deleted =
      try await store.commit(
        .delete(pod.key, uid: pod.metadata.uid, gracePeriodSeconds: row.requested)) as! Pod
    let left = await store.list(Pod.self)
    if let expected = row.expected {
      #expect(left == [deleted])
      #expect(deleted.metadata.deletionTimestamp == clock.now().adding(seconds: expected))
      #expect(deleted.metadata.deletionGracePeriodSeconds == expected)
      #expect(deleted.metadata.generation == 2)
    } else {
      #expect(left.isEmpty)
    }
  }

  @Test func aSecondDeleteOnlyHastens() async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    let pod = try await store.create(Make.pod("a", node: "n1"))
    func delete(_ period: Int64?) async throws -> Pod {
      try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: period)) as! Pod
    }
    let request = clock.now()
    let first = try await delete(20)
    clock.advance(by: .seconds(2))
    #expect(try await delete(25) == first)
    #expect(try await delete(20) == first)
    let hastened = try await delete(10)
    #expect(hastened.metadata.deletionTimestamp == request.adding(seconds: 10))
    #expect(hastened.metadata.generation == 2)
    // It does not move into the past.
    let last = try await delete(0)
    #expect(last.metadata.deletionGracePeriodSeconds == 0)
    #expect(last.metadata.deletionTimestamp == clock.now())
    #expect(await store.list(Pod.self).isEmpty)
  }

  @Test func finalizersHoldAnObjectBack() async throws {
    let store = try await Make.store()
    var set = Make.set("web")
    set.metadata.finalizers = ["example.org/a", "example.org/b"]
    set = try await store.create(set)
    let version = await store.version
    let delete = Write.delete(set.key, uid: nil, gracePeriodSeconds: nil)
    var held = try await store.commit(delete) as! StatefulSet
    #expect(held.metadata.deletionTimestamp != nil)
    #expect(held.metadata.deletionGracePeriodSeconds == 0)
    #expect(held.metadata.generation == 2)
    #expect(try await store.commit(delete) as? StatefulSet == held)
    var more = held
    more.metadata.finalizers.append("example.org/c")
    #expect(
      await store.refusal(.update(more))?.hasSuffix(
        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being "
          + #"deleted, found new finalizers []string{"example.org/c"}"#) == true)
    held.metadata.finalizers.removeFirst()
    held = try await store.update(held)
    held.metadata.finalizers = []
    _ = try await store.update(held)
    let events = try await store.events(after: version).events
    #expect(events.map(\.kind) == [.modified, .modified, .deleted])
    // As a real API server shows it: what was stored last, and not what the last write wanted.
    #expect(events[2].object.metadata.finalizers == ["example.org/b"])
    #expect(events[2].version > events[1].version)
    #expect(await store.refusal(delete) == #"statefulsets.apps "web" not found"#)
  }

  @Test func aPodWithFinalizersOutlivesItsGracePeriod() async throws {
    let store = try await Make.store()
    var pod = Make.pod("a", node: "n1")
    pod.metadata.finalizers = ["example.org/a"]
    pod = try await store.create(pod)
    _ = try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 30))
    var held =
      try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 0)) as! Pod
    #expect(held.metadata.deletionGracePeriodSeconds == 0)
    held.metadata.finalizers = []
    _ = try await store.update(held)
    #expect(await store.list(Pod.self).isEmpty)
  }

  /// As recorded from a real API server: a pod that need not wait is marked first, and removed with
  /// the next version; it says so in both.
  @Test(arguments: [true, false]) func aPodIsMarkedBeforeItIsRemoved(wasEnding: Bool) async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    var pod = try await store.create(Make.pod("a", node: "n1"))
    if wasEnding {
      pod = try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 30)) as! Pod
      clock.advance(by: .seconds(2))
    }
    let before = pod.metadata.resourceVersion!
    let answer = try await store.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: 0)) as! Pod
    let events = try await store.events(after: before).events
    #expect(events.map(\.kind) == [.modified, .deleted])
    var last = events[1].object as! Pod
    #expect(answer == last)
    #expect(last.metadata.deletionTimestamp == clock.now())
    #expect(last.metadata.deletionGracePeriodSeconds == 0)
    #expect(last.metadata.generation == 2)
    #expect(events.map(\.version.rawValue) == [before.rawValue + 1, before.rawValue + 2])
    #expect(events[0].previous as? Pod == pod)
    #expect(events[1].previous as? Pod == events[0].object as? Pod)
    last.metadata.resourceVersion = events[0].version
    #expect(events[0].object as? Pod == last)
    // The name is free again, for another object.
    let next = try await store.create(Make.pod("a"))
    #expect(next.metadata.uid != pod.metadata.uid)
  }

  /// Nothing is written into it, so there is nothing to show before.
  @Test func otherKindsAreRemovedAtOnce() async throws {
    let store = try await Make.store()
    let set = try await store.create(Make.set("web"))
    _ = try await store.commit(.delete(set.key, uid: nil, gracePeriodSeconds: 0))
    let events = try await store.events(after: set.metadata.resourceVersion!).events
    #expect(events.map(\.kind) == [.deleted])
    var last = events[0].object as! StatefulSet
    #expect(last.metadata.resourceVersion == ResourceVersion(rawValue: 3))
    last.metadata.resourceVersion = set.metadata.resourceVersion
    #expect(last == set)
  }
}
