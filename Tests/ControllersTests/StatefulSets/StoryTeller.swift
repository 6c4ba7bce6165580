import ObjectStore
import Objects

@testable import Controllers

/// Tells a story, and holds each event of the store, and each rest of the controllers, against the rules of sets.
final class StoryTeller {
  let story: Story
  let stage: StoryStage
  var rules: SetRules
  private var lives = 1
  private let begin: Timestamp
  /// How many deeds the controllers do not see yet.
  private var held = 0
  /// For how many deeds there is a second controller.
  private var rivalry = 0
  /// Commits were lost: others than the sets' controller may be behind.
  private var hadOutage = false

  init(_ story: Story, flaw: StoryFlaw? = nil) async throws {
    self.story = story
    stage = try await StoryStage(story, flaw: flaw)
    rules = SetRules(isGateOn: story.isGateOn)
    begin = stage.clock.now()
  }

  /// The first rule that was broken, and after which deed.
  static func violation(in story: Story, flaw: StoryFlaw? = nil) async throws -> Violation? {
    do {
      return try await StoryTeller(story, flaw: flaw).tell()
    } catch let error as StoreError {
      return Violation(rule: "what people write is taken", detail: "\(error)")
    }
  }

  private func tell() async throws -> Violation? {
    for number in Array(story.sets).indices { try await make(number, isParallel: nil) }
    try await settle()
    for (step, deed) in story.deeds.enumerated() {
      try await perform(deed)
      held = max(0, held - 1)
      rivalry = max(0, rivalry - 1)
      if rivalry == 0 { stage.dismissRival() }
      if held == 0 {
        try await settle()
        if violation == nil { try await seeRest() }
      }
      if let violation { return violation.after("step \(step + 1), .\(deed)") }
    }
    try await finish()
    return violation?.after("all deeds and healing")
  }

  private var violation: Violation? { stage.violation ?? rules.violations.first }

  /// Works until nothing is due; returns when something will be.
  @discardableResult
  private func settle() async throws -> Timestamp? {
    let deadline = await stage.settle()
    for event in try await stage.events() { rules.see(event, at: stage.clock.now()) }
    return deadline
  }

  private func pass(_ duration: Duration) async throws {
    let end = stage.clock.now() + duration
    while let deadline = try await settle(), deadline <= end {
      if violation != nil { return }
      stage.clock.advance(to: deadline)
    }
    stage.clock.advance(to: end)
    try await settle()
  }

  private func seeRest() async throws {
    let now = stage.clock.now()
    rules.seeTalk(lives: lives, since: begin, at: now)
    for set in rules.sets.values.sorted(by: { $0.metadata.name < $1.metadata.name })
    where !stage.isTroubled(set.metadata.name) {
      rules.seeRest(of: set, isCollected: !hadOutage, at: now)
      let isGoing = set.metadata.deletionTimestamp != nil
      // Of one that is going the revision may be missing, and its status says so.
      let writes = await stage.plan(set).filter {
        !(isGoing && [.controllerRevision, StatefulSet.resource].contains($0.key.resource))
      }
      rules.expect(
        writes.isEmpty, "a set at rest has nothing to write", "\(writes.map(\.key.path))")
    }
    guard !hadOutage else { return }
    let misnamed = await stage.misnamed()
    rules.expect(misnamed.isEmpty, "names lead to the pods that are ready", "\(misnamed)")
  }

  /// Heals all there is and waits: then each set must be what its spec says, and controllers that remember nothing
  /// must have nothing to do.
  private func finish() async throws {
    stage.faults.stop()
    held = 0
    stage.dismissRival()
    for _ in 0..<12 where violation == nil {
      for set in rules.sets.values { try await heal(set) }
      for pod in await stage.pods() where !pod.isTerminating { try await heal(pod) }
      // A set that was refused again and again is looked at again after up to 1,000 seconds, as upstream's.
      try await pass(.seconds(120))
    }
    guard violation == nil else { return }
    hadOutage = false
    try await seeRest()
    let now = stage.clock.now()
    for set in rules.sets.values {
      rules.expect(
        !stage.isTroubled(set.metadata.name), "a healthy set is refused nothing",
        set.metadata.name)
      rules.seeGoal(of: set, at: now)
    }
    rules.seeLeftovers()
    try restart()
    _ = await stage.settle()
    // Of events nobody minds a repeat, and which addresses rest is written down anew.
    let rest = try await stage.events().filter {
      $0.object.resource != .event && $0.object.resource != .configMap
    }
    rules.expect(
      rest.isEmpty, "new controllers leave a rest alone", "\(rest.map(\.object.key.path))")
  }
}

// MARK: What the deeds need

extension StoryTeller {
  func restart() throws {
    lives += 1
    try stage.restart()
  }

  /// The deed itself is one.
  func hold(_ count: Int) { held = count + 1 }

  /// It tells of what it does itself, as a controller that was started anew.
  func rival(_ count: Int) {
    if rivalry == 0 { lives += 1 }
    rivalry = count + 1
    stage.callRival()
  }

  func lose(_ count: Int) {
    hadOutage = true
    stage.faults.lose(count)
  }

  /// While the controllers sleep, time does not pass either.
  func wait(_ duration: Duration) async throws {
    if held == 0 { try await pass(duration) }
  }

  /// The name of a set, whichever number a story says.
  func name(_ set: Int) -> String { Story.setNames[set % story.sets.count] }

  func pod(_ place: Int) async -> Pod? {
    let pods = await stage.pods()
    return pods.isEmpty ? nil : pods[place % pods.count]
  }

  func edit(_ number: Int, _ change: (inout StatefulSet) -> Void) async throws {
    guard var set = await stage.set(name(number)) else { return }
    change(&set)
    try await stage.commit(.update(set))
  }
}

extension Violation {
  fileprivate func after(_ moment: String) -> Violation {
    Violation(rule: rule, detail: "\(detail), after \(moment)")
  }
}

extension ObjectKey {
  /// `pods/web-0`.
  var path: String { "\(resource.plural)/\(name)" }
}
