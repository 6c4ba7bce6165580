import Objects
import Testing

/// Scenarios of a real Kubernetes 1.36 control plane, played again against the controllers in memory.
///
/// Pods, their order, labels and owners, the names and data of revisions and the claims are the same; so are the
/// events. Of each object ours are some of the recorded states, in their order, with the first and the last.
@Suite struct RecordedClusterTests {
  @Test(arguments: RecordedPlansTests.scenarios)
  func `the same objects come to the same states`(_ scenario: String) async throws {
    var excuses = Dictionary(
      uniqueKeysWithValues: RecordedDifference.all.enumerated()
        .filter { $1.scenarios.contains(scenario) }.map { ($0, $1.limit) })
    for difference in try await RecordedCluster(scenario).differences() {
      let excuse = excuses.keys.first { index in
        RecordedDifference.all[index].lines.contains { difference.hasPrefix($0) }
      }
      if let excuse, let left = excuses[excuse], left > 0 {
        excuses[excuse] = left - 1
      } else {
        Issue.record("\(difference)")
      }
    }
    for (index, left) in excuses where left == RecordedDifference.all[index].limit {
      Issue.record("not needed any more: \(RecordedDifference.all[index].reason)")
    }
  }

  /// Where ours is as fast as it can be.
  @Test(arguments: RecordedPlansTests.scenarios)
  func `no first value is left out`(_ scenario: String) async throws {
    let cluster = try await RecordedCluster(scenario, moment: .zero)
    for field in ["readyReplicas", "currentRevision", "updateRevision"] {
      for story in cluster.theirs.states.keys where story.hasPrefix("StatefulSet") {
        let theirs = cluster.theirs.values(of: field, in: story)
        #expect(cluster.ours.values(of: field, in: story).isSuperset(of: theirs))
      }
    }
  }
}

extension ObjectStories {
  /// The values that a field of a set's status has had.
  fileprivate func values(of field: String, in story: String) -> Set<String> {
    Set(
      (states[story] ?? []).compactMap { state in
        state.split(separator: ",").first { $0.contains("\"\(field)\":") }.map(String.init)
      })
  }
}

extension RecordedCluster {
  func differences() -> [String] {
    var differences: [String] = []
    for story in Set(ours.states.keys).union(theirs.states.keys).sorted() {
      let recorded = theirs.states[story] ?? []
      for change in (ours.states[story] ?? []).difference(from: recorded).insertions {
        if case .insert(_, let state, _) = change { differences.append("\(story) has \(state)") }
      }
      if ours.states[story]?.last != recorded.last {
        differences.append("\(story) ends \(ours.states[story]?.last ?? "never")")
      }
    }
    if ours.order != theirs.order {
      differences.append("order \(ours.order), recorded \(theirs.order)")
    }
    for change in ours.remarks.sorted().difference(from: theirs.remarks.sorted()) {
      switch change {
      case .insert(_, let text, _): differences.append("ours alone: \(text)")
      case .remove(_, let text, _): differences.append("theirs alone: \(text)")
      }
    }
    return differences
  }
}
