import Testing

extension EndToEndTests {
  /// Upstream's end-to-end tests of names (`test/e2e/network/dns*.go`), asked as from a pod: in a
  /// network of its own, with the nameserver at port 53 and a pod's `/etc`.
  @Suite(
    .needsKubectl, .needsNamespace, .needs("ip", "nsenter", "unshare", "dig", "getent", "curl"))
  struct UpstreamDNSTests {
    static let rows =
      UpstreamDNSRows.cluster + UpstreamDNSRows.services + UpstreamDNSPodRows.files
      + UpstreamDNSPodRows.hostNetwork + UpstreamZoneRows.all

    @Test(arguments: rows)
    func names(_ row: UpstreamSpec) async throws {
      try await withNamespace(resolverConfiguration: NamespaceTests.resolverConfiguration) {
        try await row.replay(inside: $0)
      }
    }
  }
}
