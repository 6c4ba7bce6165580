import Testing

extension EndToEndTests {
  /// Sessions with kubectl that were recorded on Kubernetes 1.36, typed here again to a server with simulated pods: the
  /// same commands print the same. `PlainText` says what is not compared; ``ScenarioTests`` has the other sessions.
  @Suite(.needsKubectl) struct SessionTests {
    @Test(arguments: ["s1-walkthrough", "verbs"].map(Session.init), Kubectl.allCases)
    func everyKubectlPrintsTheSame(session: Session, kubectl: Kubectl) async throws {
      try await Cluster.run(kubectl, in: session.manifests()) { try await session.replay(on: $0) }
    }

    @Test(
      arguments: ["s2-ordered", "s4-ondelete", "s4-parallel", "s8-background", "refused"].map(
        Session.init))
    func printsTheSame(session: Session) async throws {
      try await Cluster.run(.v36, in: session.manifests()) { try await session.replay(on: $0) }
    }
  }
}
