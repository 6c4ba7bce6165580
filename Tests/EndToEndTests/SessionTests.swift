import Testing

extension EndToEndTests {
  /// Sessions with kubectl that were recorded on Kubernetes 1.36, typed here again: the same commands print
  /// the same. `PlainText` says what is not compared.
  @Suite(.needsKubectl) struct SessionTests {
    @Test(arguments: ["walkthrough", "verbs"].map(Session.init), Kubectl.allCases)
    func everyKubectlPrintsTheSame(session: Session, kubectl: Kubectl) async throws {
      try await Cluster.run(kubectl, in: session.manifests()) { try await session.replay(on: $0) }
    }

    @Test(
      arguments: [
        "scaling", "scaling-parallel", "interrupted", "rollout", "partition", "ondelete", "history",
        "labels", "pods", "claims-deleted", "claims-retained", "ordinals", "background",
        "foreground", "orphan", "refused",
      ].map(Session.init))
    func printsTheSame(session: Session) async throws {
      try await Cluster.run(.v36, in: session.manifests()) { try await session.replay(on: $0) }
    }
  }
}
