import ObjectStore
import Objects

@testable import Controllers

/// Tells a story and holds each event of the store against the invariants of a set.
final class StoryTeller {
  private let story: Story
  private let stage: StoryStage
  private var rules: SetRules

  init(_ story: Story) async throws {
    self.story = story
    stage = try await StoryStage(story)
    rules = SetRules(isParallel: story.isParallel)
  }

  /// The first rule that was broken, and after which deed.
  static func violation(in story: Story) async throws -> String? {
    let teller = try await StoryTeller(story)
    return try await teller.tell()
  }

  private func tell() async throws -> String? {
    var web = StatefulSet.web(replicas: 3, isParallel: story.isParallel)
    web.spec.updateStrategyType = story.isOnDelete ? "OnDelete" : "RollingUpdate"
    web.spec.volumeClaimTemplates = [
      [
        "metadata": ["name": "www"],
        "spec": [
          "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Mi"]],
        ],
      ]
    ]
    try await stage.commit(.create(web))
    await stage.settle()
    for deed in story.deeds {
      try await perform(deed)
      await stage.settle()
      if let violation = try await look() { return "\(violation), after \(deed)" }
    }
    return try await finish()
  }

  private func look() async throws -> String? {
    for event in try await stage.events() { rules.see(event, at: stage.clock.now()) }
    return rules.violations.first
  }

  private func perform(_ deed: Story.Deed) async throws {
    switch deed {
    case .scale(let count): try await edit { $0.spec.replicas = count }
    case .image(let number): try await edit { $0.image = "httpd:\(number)" }
    case .start(let ordinal): try await edit { $0.spec.ordinalsStart = ordinal }
    case .partition(let index):
      try await edit { if !story.isOnDelete { $0.spec.partition = index } }
    case .minReady(let seconds): try await edit { $0.spec.minReadySeconds = seconds }
    case .history(let limit): try await edit { $0.spec.revisionHistoryLimit = limit }
    case .retain(let whenDeleted, let whenScaled):
      try await edit {
        $0.spec.retainWhenDeleted = whenDeleted ? "Retain" : "Delete"
        $0.spec.retainWhenScaled = whenScaled ? "Retain" : "Delete"
      }
    case .delete(let place): try await delete(place, grace: nil)
    case .force(let place): try await delete(place, grace: 0)
    case .fail(let place):
      let now = stage.clock.now()
      try await report(place) {
        if !$0.isTerminating { $0.report(phase: "Failed", isReady: false, at: now) }
      }
    case .report(let place, let isReady):
      let now = stage.clock.now()
      try await report(place) {
        if $0.status.phase == "Running" { $0.report(phase: "Running", isReady: isReady, at: now) }
      }
    case .relabel(let place):
      try await update(place) {
        $0.metadata.labels["app"] = $0.metadata.labels["app"] == "httpd" ? "other" : "httpd"
      }
    case .unname(let place):
      try await update(place) { $0.metadata.labels[StatefulSetLabel.podName] = nil }
    case .deleteClaim(let place):
      let claims = await stage.claims()
      guard !claims.isEmpty else { return }
      let claim = claims[place % claims.count]
      rules.deletedByHand.insert(claim.metadata.uid)
      try await stage.commit(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
    case .refuse(let count): stage.refuse(count)
    case .restart: stage.restart()
    case .wait(let milliseconds): await stage.pass(.milliseconds(milliseconds))
    }
  }

  private func pod(_ place: Int) async -> Pod? {
    let pods = await stage.pods()
    return pods.isEmpty ? nil : pods[place % pods.count]
  }

  private func delete(_ place: Int, grace: Int64?) async throws {
    guard let pod = await pod(place) else { return }
    rules.deletedByHand.insert(pod.metadata.uid)
    try await stage.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: grace))
  }

  private func report(_ place: Int, _ change: (inout Pod) -> Void) async throws {
    guard var pod = await pod(place) else { return }
    change(&pod)
    try await stage.commit(.updateStatus(pod))
  }

  private func update(_ place: Int, _ change: (inout Pod) -> Void) async throws {
    guard var pod = await pod(place) else { return }
    change(&pod)
    try await stage.commit(.update(pod))
  }

  private func edit(_ change: (inout StatefulSet) -> Void) async throws {
    var set = try await stage.set()
    change(&set)
    try await stage.commit(.update(set))
  }

  /// Heals all there is and waits: then the set must be what its spec says, and controllers that remember nothing
  /// must have nothing to do.
  private func finish() async throws -> String? {
    stage.stopRefusing()
    for _ in 0..<12 {
      for pod in await stage.pods() where !pod.isTerminating { try await heal(pod) }
      // A set that was refused again and again is looked at again after up to 1,000 seconds, as upstream's.
      await stage.pass(.seconds(120))
      if let violation = try await look() { return "\(violation), while healing" }
    }
    let set = try await stage.set()
    rules.seeRest(set, await stage.pods(), await stage.claims(), isOnDelete: story.isOnDelete)
    stage.restart()
    await stage.settle()
    let rest = try await stage.events().filter { $0.object.resource != .event }
    rules.expect(
      rest.isEmpty, "new controllers leave a set at rest alone: \(rest.map(\.object.key))")
    return rules.violations.first.map { "\($0), at rest" }
  }

  private func heal(_ pod: Pod) async throws {
    // What healed one pod may have been the end of another.
    guard var pod = try? await stage.store.get(Pod.self, "sandbox", pod.metadata.name),
      !pod.isTerminating
    else { return }
    if pod.metadata.labels["app"] != "httpd" {
      pod.metadata.labels["app"] = "httpd"
      try await stage.commit(.update(pod))
    } else if pod.isTerminal {
      // Two excess pods that have both failed wait for each other for ever, as upstream's do.
      rules.deletedByHand.insert(pod.metadata.uid)
      try await stage.commit(.delete(pod.key, uid: nil, gracePeriodSeconds: nil))
    } else if pod.status.phase == "Running", !pod.isReady {
      pod.report(phase: "Running", isReady: true, at: stage.clock.now())
      try await stage.commit(.updateStatus(pod))
    }
    await stage.settle()
  }
}
