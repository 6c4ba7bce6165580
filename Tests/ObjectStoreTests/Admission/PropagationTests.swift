import ObjectStore
import Objects
import Testing

/// What a deletion says of dependents shows in the object's finalizers.
struct PropagationTests {
  struct Row: CustomTestStringConvertible {
    var propagation: Deletion.Propagation?
    var finalizers: [String]
    /// nil: gone at once.
    var expected: [String]?
    var testDescription: String { "\(finalizers) \(propagation?.rawValue ?? "nil")" }
  }

  @Test(arguments: [
    Row(propagation: nil, finalizers: [], expected: nil),
    Row(propagation: .background, finalizers: [], expected: nil),
    Row(propagation: .orphan, finalizers: [], expected: ["orphan"]),
    Row(propagation: .foreground, finalizers: [], expected: ["foregroundDeletion"]),
    Row(propagation: nil, finalizers: ["orphan"], expected: ["orphan"]),
    Row(propagation: .background, finalizers: ["orphan"], expected: nil),
    Row(propagation: .background, finalizers: ["a/b", "foregroundDeletion"], expected: ["a/b"]),
    Row(propagation: .orphan, finalizers: ["foregroundDeletion"], expected: ["orphan"]),
    Row(
      propagation: .foreground, finalizers: ["orphan", "a/b"],
      expected: ["a/b", "foregroundDeletion"]),
    Row(propagation: .orphan, finalizers: ["orphan", "a/b"], expected: ["orphan", "a/b"]),
  ])
  func finalizersSayWhatTheCollectorDoes(row: Row) async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    var set = Make.set("web")
    set.metadata.finalizers = row.finalizers
    set = try await store.create(set)
    _ = try await store.commit(.delete(set.key, Deletion(propagation: row.propagation)))
    let left = await store.list(StatefulSet.self).first?.metadata
    #expect(left?.finalizers == row.expected)
    guard let left else { return }
    #expect(left.deletionTimestamp == clock.now().truncatedToSeconds)
    #expect(left.deletionGracePeriodSeconds == 0)
    #expect(left.generation == 2)
  }

  @Test func aSecondRequestMayChangeTheWish() async throws {
    let store = try await Make.store()
    let set = try await store.create(Make.set("web"))
    func delete(_ propagation: Deletion.Propagation?) async throws -> ObjectMetadata {
      try await store.commit(.delete(set.key, Deletion(propagation: propagation))).metadata
    }
    let first = try await delete(.foreground)
    let second = try await delete(.orphan)
    #expect(second.finalizers == ["orphan"])
    #expect(second.generation == first.generation)
    #expect(second.deletionTimestamp == first.deletionTimestamp)
    #expect(try await delete(nil) == second)
    _ = try await delete(.background)
    #expect(await store.list(StatefulSet.self).isEmpty)
  }

  @Test func aPodThatEndsKeepsItsFinalizers() async throws {
    let store = try await Make.store()
    let pod = try await store.create(Make.pod("a", node: "n1"))
    let delete = { (propagation: Deletion.Propagation?, period: Int64?) in
      Write.delete(pod.key, Deletion(gracePeriodSeconds: period, propagation: propagation))
    }
    let ending = try await store.commit(delete(.background, 30))
    #expect(try await store.commit(delete(.orphan, nil)) as? Pod == ending as? Pod)
    let gone = try await store.commit(delete(nil, 0))
    #expect(gone.metadata.deletionGracePeriodSeconds == 0)
    #expect(await store.list(Pod.self).isEmpty)
  }

  @Test func preconditionsMustHold() async throws {
    let store = try await Make.store()
    let pod = try await store.create(Make.pod("a"))
    let old = try #require(pod.metadata.resourceVersion)
    var changed = pod
    changed.metadata.labels["x"] = "y"
    changed = try await store.update(changed)
    let new = try #require(changed.metadata.resourceVersion)
    #expect(
      await store.refusal(.delete(pod.key, Deletion(resourceVersion: old)))
        == #"Operation cannot be fulfilled on Pod "a": the ResourceVersion in the precondition "#
        + "(\(old)) does not match the ResourceVersion in record (\(new)). "
        + "The object might have been modified")
    _ = try await store.commit(
      .delete(pod.key, Deletion(uid: pod.metadata.uid, resourceVersion: new)))
    #expect(await store.list(Pod.self).isEmpty)
  }

  @Test func aNamespaceOnlyBeginsToEnd() async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock)
    let key = Make.namespace("sandbox").key
    let ending = try await store.commit(.delete(key, Deletion(propagation: .background)))
    let namespace = try #require(ending as? Namespace)
    #expect(namespace.phase == "Terminating")
    #expect(namespace.metadata.deletionTimestamp == clock.now().truncatedToSeconds)
    #expect(namespace.metadata.deletionGracePeriodSeconds == nil)
    #expect(try await store.commit(.delete(key, Deletion())) as? Namespace == namespace)
    #expect(
      await store.refusal(.create(Make.pod("a")))
        == #"pods "a" is forbidden: unable to create new content in namespace sandbox because it "#
        + "is being terminated")
    var emptied = namespace
    emptied.finalizers = []
    _ = try await store.update(emptied)
    #expect(await store.list(Namespace.self).count == 1)
    _ = try await store.commit(.finalize(emptied))
    #expect(await store.list(Namespace.self).isEmpty)
  }
}
