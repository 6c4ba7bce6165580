import Controllers
import ObjectStore
import Objects
import Synchronization
import Testing

/// Notes what it is called for, and does what the test says.
private struct Scripted: Reconciler {
  let notes: Notes
  var script: @Sendable (NamespacedName, ClusterView, Timestamp) -> ReconcileResult

  func keys(touchedBy change: ViewChange, in view: ClusterView) -> [ReconcileKey] {
    guard case .pod(let old, let new) = change else { return [] }
    return [.pod((new ?? old)!.namespacedName)]
  }

  mutating func reconcile(_ key: ReconcileKey, in view: ClusterView, at now: Timestamp)
    -> ReconcileResult
  {
    guard case .pod(let name) = key else { return ReconcileResult() }
    notes.add(name.name)
    return script(name, view, now)
  }

  mutating func report(_ outcomes: [WriteOutcome], of key: ReconcileKey, at now: Timestamp)
    -> [Write]
  {
    notes.add("\(outcomes.count) written")
    return []
  }
}

final class Notes: Sendable {
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  func take() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}

/// Notes the keys that are published, and how many endpoints are ready then.
struct NotingPublisher: ViewPublisher {
  let notes: Notes

  mutating func publish(_ keys: [ReconcileKey], in view: ClusterView, at now: Timestamp) {
    for case .service(let name) in keys {
      let ready = view.slices(of: name).flatMap(\.endpoints).filter { $0.isReady == true }
      notes.add("\(name.name) \(ready.count)")
    }
  }
}

struct ControllerManagerTests {
  @Test func whatExistsAndWhatHappensIsReconciledOnce() async throws {
    let notes = Notes()
    let cluster = try await Cluster([Scripted(notes: notes) { _, _, _ in ReconcileResult() }])
    let pod = try await cluster.create(Make.pod("a"))
    try await cluster.create(Make.pod("b"))
    try await cluster.run(pod, at: ["10.244.0.6"])
    #expect(await cluster.manager.settle() == nil)
    #expect(notes.take() == ["a", "b"])
    try await cluster.run(pod, at: ["10.244.0.7"])
    try await cluster.delete(pod, grace: 0)
    await cluster.manager.settle()
    #expect(notes.take() == ["a"])
    await cluster.manager.settle()
    #expect(notes.take() == [])
  }

  @Test func aReconcilerSeesItsOwnWrites() async throws {
    let notes = Notes()
    let cluster = try await Cluster([
      Scripted(notes: notes) { name, view, _ in
        var pod = view.pods[name]!
        let count = Int(pod.metadata.annotations["count"] ?? "0")!
        guard count < 3 else { return ReconcileResult() }
        pod.metadata.annotations["count"] = "\(count + 1)"
        return ReconcileResult(writes: [.update(pod)])
      }
    ])
    try await cluster.create(Make.pod("a"))
    await cluster.manager.settle()
    #expect(
      notes.take() == ["a", "1 written", "a", "1 written", "a", "1 written", "a"])
  }

  @Test func aDelayIsADeadline() async throws {
    let notes = Notes()
    let cluster = try await Cluster([
      Scripted(notes: notes) { name, _, _ in
        ReconcileResult(requeueAfter: name.name == "a" ? .seconds(10) : .seconds(20))
      }
    ])
    for name in ["a", "b"] { try await cluster.create(Make.pod(name)) }
    let start = cluster.clock.now()
    #expect(await cluster.manager.settle() == start + .seconds(10))
    _ = notes.take()
    cluster.clock.advance(by: .seconds(9))
    await cluster.manager.settle()
    #expect(notes.take() == [])
    cluster.clock.advance(by: .seconds(1))
    #expect(await cluster.manager.settle() == start + .seconds(20))
    #expect(notes.take() == ["a"])
  }

  @Test func refusedWritesComeAgainWithBackOff() async throws {
    let notes = Notes()
    let cluster = try await Cluster([
      Scripted(notes: notes) { name, view, _ in
        // The first is refused for ever; the second must not be tried.
        ReconcileResult(writes: [
          .create(view.pods[name]!),
          .create(Make.pod("never")),
        ])
      }
    ])
    try await cluster.create(Make.pod("a"))
    let start = cluster.clock.now()
    #expect(await cluster.manager.settle() == start + .milliseconds(5))
    #expect(notes.take() == ["a", "1 written"])
    cluster.clock.advance(by: .milliseconds(5))
    #expect(await cluster.manager.settle() == start + .milliseconds(15))
    #expect(await cluster.store.list(Pod.self).map(\.metadata.name) == ["a"])
  }

  @Test func missedHistoryIsMadeUpFor() async throws {
    let notes = Notes()
    let cluster = try await Cluster(
      [Scripted(notes: notes) { _, _, _ in ReconcileResult() }], historyLimit: 3)
    let gone = try await cluster.create(Make.pod("gone"))
    await cluster.manager.settle()
    _ = notes.take()
    for number in 0..<10 { try await cluster.create(Make.pod("p\(number)")) }
    try await cluster.delete(gone)
    await cluster.manager.settle()
    #expect(Set(notes.take()) == Set((0..<10).map { "p\($0)" } + ["gone"]))
  }

  @Test func terminatingPodsReachThePublisherBeforeOtherWork() async throws {
    let notes = Notes()
    let cluster = try await Cluster(
      [
        EndpointSliceReconciler(),
        Scripted(notes: notes) { _, _, _ in ReconcileResult() },
      ], publisher: NotingPublisher(notes: notes))
    try await cluster.create(Make.service())
    var pods: [Pod] = []
    for number in 0..<3 {
      pods.append(try await cluster.create(Make.pod("web-\(number)")))
      try await cluster.run(pods[number], at: ["10.244.0.\(6 + number)"])
    }
    await cluster.manager.settle()
    // Everything that happened is one publication.
    #expect(notes.take() == ["httpd 3", "web-0", "web-1", "web-2"])
    try await cluster.delete(pods[1])
    await cluster.manager.settle()
    #expect(notes.take() == ["httpd 2", "web-1"])
    // What only explains why there is no address waits until everything rests.
    try await cluster.create(Make.pod("web-3"))
    await cluster.manager.settle()
    #expect(notes.take() == ["web-3", "httpd 2"])
  }

  @Test func runWorksUntilItIsCancelled() async throws {
    let notes = Notes()
    let cluster = try await Cluster([
      Scripted(notes: notes) { name, view, now in
        let isOld = (view.pods[name]?.metadata.creationTimestamp).map { now - $0 >= .seconds(60) }
        notes.add("old: \(isOld ?? false)")
        return ReconcileResult(requeueAfter: isOld == false ? .seconds(60) : nil)
      }
    ])
    let run = Task { await cluster.manager.run() }
    while await cluster.store.watcherCount == 0 { await Task.yield() }
    #expect(notes.take() == [])
    try await cluster.create(Make.pod("a"))
    while cluster.clock.sleeperCount == 0 { await Task.yield() }
    #expect(notes.take() == ["a", "old: false"])
    cluster.clock.advance(by: .seconds(60))
    var lines: [String] = []
    while lines.count < 2 {
      lines += notes.take()
      await Task.yield()
    }
    #expect(lines == ["a", "old: true"])
    run.cancel()
    await run.value
  }
}
