import Testing

extension EndToEndTests {
  /// Upstream's tests of sets that are about requests, or run without a kubelet.
  @Suite(.needsKubectl, .needs("curl")) struct UpstreamSetTests {
    static let rows =
      UpstreamRequestRows.all + UpstreamIntegrationRows.sync + UpstreamIntegrationRows.identity

    @Test(arguments: rows)
    func sets(_ row: UpstreamSpec) async throws {
      try await row.replay()
    }
  }
}
