import Testing

extension EndToEndTests {
  /// Scenarios that were recorded on Kubernetes 1.36, on a running server, with real kubectl and real watches: the
  /// same pods in the same order, with the same labels and owners, the same revisions, claims, slices and events, and
  /// of each object, and of each pod in the slices, the recorded states in their order.
  @Suite(.needsKubectl, .needs("curl")) struct ScenarioTests {
    static let scenarios = [
      "s1-walkthrough", "s2-interrupt", "s2-ordered", "s2-parallel", "s3-notready-ordered",
      "s3-notready-ordered-publish", "s3-notready-parallel", "s4-broken-image", "s4-history-limit",
      "s4-maxunavailable-gate-off", "s4-maxunavailable-gate-on-ordered",
      "s4-maxunavailable-gate-on-parallel", "s4-ondelete", "s4-parallel", "s4-partition0",
      "s4-partition2", "s4-template-labels", "s5-delete-pod", "s5-delete-pod-parallel",
      "s5-terminating-slow", "s6-delete-delete", "s6-delete-retain", "s6-retain-delete",
      "s6-retain-retain", "s7-minready", "s7-minready-parallel", "s7-ordinals", "s8-background",
      "s8-foreground", "s8-orphan-adopt",
    ]

    @Test(arguments: scenarios.map(Session.init))
    func becomesTheSame(_ session: Session) async throws {
      let recording = try ScenarioRecording(session)
      let gates =
        session.name.contains("gate-on")
        ? ["--feature-gates", "MaxUnavailableStatefulSet=true"] : []
      let options = ["--no-files", "--pod-runtime", "external"] + gates
      try await Cluster.run(.v36, options, in: session.manifests()) { cluster in
        let watch = try ClusterWatch(cluster)
        do {
          let differences = try await differences(from: recording, on: cluster, seenBy: watch)
          for difference in differences { Issue.record("\(difference)") }
        } catch {
          await watch.end()
          throw error
        }
        await watch.end()
      }
    }

    /// What is not as it was recorded, though it should be.
    private func differences(
      from recording: ScenarioRecording, on cluster: Cluster, seenBy watch: ClusterWatch
    ) async throws -> [String] {
      let patience = ScenarioReplay.patience
      #expect(try await eventually(within: patience) { try watch.isOpen() })
      try await ScenarioReplay(recording, on: cluster, seenBy: watch).run()
      var differences: [String] = []
      // The last events come after the last states.
      _ = try await eventually(within: patience) {
        try watch.read()
        differences = ScenarioDifference.unexcused(
          recording.stories.differences(of: watch.stories)
            + recording.sliceStories.differences(of: watch.sliceStories())
            + Remark.differences(of: watch.remarks, from: recording.remarks),
          in: recording.session.name)
        return differences.isEmpty
      }
      return differences
    }
  }
}
