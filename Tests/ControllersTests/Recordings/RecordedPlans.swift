import ObjectStore
import Objects

@testable import Controllers

/// Holds what a recorded StatefulSet controller did against what ours would have done.
///
/// The recorded one sees the cluster through caches: what it writes follows from a state that may be some changes
/// old. So after each write the next ones must be one whole sync of ours, planned at one of the states since the
/// last sync began; and where nothing happened for long, ours must have nothing to do.
struct RecordedPlans {
  /// How old a state may be, in changes.
  static let longestLag = 25

  private let recording: ControlPlaneRecording
  private let gates: FeatureGates
  /// What ours would write after so many changes.
  private var plans: [[[String]]] = []
  private var stored: [ObjectKey: any KubernetesObject] = [:]

  init(_ scenario: String, gates: FeatureGates) throws {
    recording = try ControlPlaneRecording(scenario)
    self.gates = gates
    plan()
  }

  private mutating func plan() {
    var view = ClusterView()
    var reconciler = StatefulSetReconciler(gates: gates)
    plans = [[]]
    for change in recording.changes {
      if let change = view.apply(change.event) { _ = reconciler.keys(touchedBy: change, in: view) }
      stored[change.object.key] = change.kind == .deleted ? nil : change.object
      let now = recording.start + change.time
      var syncs: [[String]] = []
      for set in view.sets.all {
        let key = ReconcileKey.set(set.namespacedName)
        let result = reconciler.reconcile(key, in: view, at: now)
        syncs.append(stories(result))
        // What time alone brings about.
        if let delay = result.requeueAfter {
          syncs.append(stories(reconciler.reconcile(key, in: view, at: now + delay)))
        }
      }
      plans.append(syncs)
    }
  }

  private func stories(_ result: ReconcileResult) -> [String] {
    result.writes.filter { $0.key.resource != .event }
      .compactMap { WriteStory.of($0, current: stored[$0.key]) }
  }

  /// The recorded writes that no sync of ours explains, and the syncs of ours that nobody made.
  func differences() -> [String] {
    let changes = recording.changes
    let writes = changes.indices.filter { changes[$0].author == .sets }
    var differences: [String] = []
    var next = 0
    var oldest = 0
    while next < writes.count {
      let first = writes[next]
      let recorded = writes[next...].prefix(60).map { WriteStory.of(changes[$0]) ?? "?" }
      var best = Match(state: first)
      for state in (max(oldest, first - Self.longestLag)...first).reversed() {
        for sync in plans[state] {
          for version in Self.versions(of: sync, inEndingNamespace: isEnding(at: first)) {
            best = max(best, Match(version, recorded, state: state))
          }
        }
      }
      if best.length == 0 {
        differences.append("not planned: \(recorded[0])")
      } else if let missing = best.missing {
        differences.append("not done: \(missing)")
      }
      oldest = max(oldest, best.state)
      next += max(1, best.length)
    }
    return differences + restless()
  }

  /// How much of a sync was recorded.
  private struct Match: Comparable {
    var length = 0
    var missing: String?
    var state: Int

    init(state: Int) { self.state = state }

    init(_ sync: [String], _ recorded: [String], state: Int) {
      self.state = state
      var done = 0
      while done < sync.count {
        // What begins alike is of one batch of a parallel set, or one after the other in an ordered one.
        let verb = sync[done].prefix(6)
        let end = sync[done...].firstIndex { $0.prefix(6) != verb } ?? sync.count
        let theirs = recorded.dropFirst(length).prefix(end - done)
        guard theirs.sorted() == sync[done..<end].sorted() else { break }
        length += end - done
        done = end
        // The recorded controller may see its new claim so soon that it gives it an owner at once.
        while length < recorded.count, recorded[length].isAboutClaim("update"),
          sync[..<done].contains(where: {
            $0.isAboutClaim("create") && $0.objectName == recorded[length].objectName
          })
        { length += 1 }
      }
      missing = done < sync.count ? sync[done] : nil
    }

    static func < (a: Match, b: Match) -> Bool {
      (a.length == 0 ? 0 : a.missing == nil ? 2 : 1, a.length)
        < (b.length == 0 ? 0 : b.missing == nil ? 2 : 1, b.length)
    }
  }

  /// A sync as it is, and without what the API refused to the recorded controller: the owner of a claim that the
  /// binder wrote to at the same moment, and new objects in a namespace that ends.
  private static func versions(of sync: [String], inEndingNamespace isEnding: Bool) -> [[String]] {
    let withoutOwners = sync.filter { !$0.hasPrefix("update PersistentVolumeClaim") }
    let withoutNew = isEnding ? sync.filter { !$0.hasPrefix("create ") } : []
    return [sync, withoutOwners, withoutNew].filter { !$0.isEmpty }
  }

  private func isEnding(at index: Int) -> Bool {
    recording.changes[...index].contains { $0.author == .namespace }
  }

  /// Where the recorded controller had long since come to rest. Its timers for `minReadySeconds` are late by the
  /// fraction of a second that the API does not keep.
  private func restless() -> [String] {
    var differences: [String] = []
    let changes = recording.changes
    for index in changes.indices.dropLast()
    where changes[index + 1].time - changes[index].time > .milliseconds(1100)
      && !isEnding(at: index)
    {
      for write in plans[index + 1].first ?? [] { differences.append("at rest: \(write)") }
    }
    return differences
  }
}

extension String {
  fileprivate func isAboutClaim(_ verb: String) -> Bool {
    hasPrefix("\(verb) PersistentVolumeClaim ")
  }

  fileprivate var objectName: Substring? { split(separator: " ", maxSplits: 3).dropFirst(2).first }
}
