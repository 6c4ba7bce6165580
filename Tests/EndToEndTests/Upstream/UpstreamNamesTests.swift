import Testing

/// Which of upstream's tests have a row here, counted; names are all that the tables have of
/// upstream's. Those of the controller alone are counted beside the controller's tests.
@Suite struct UpstreamNamesTests {
  /// `test/e2e/network/dns.go`, those that are part of the conformance of a cluster first.
  private static let conformance = [
    "should provide DNS for the cluster", "should provide /etc/hosts entries for the cluster",
    "should provide DNS for services",
    "should resolve DNS of partial qualified names for services [LinuxOnly]",
    "should provide DNS for pods for Hostname", "should provide DNS for pods for Subdomain",
    "should provide DNS for ExternalName services",
    "should support configurable pod DNS nameservers",
  ]
  private static let names = [
    "should provide DNS for the cluster [Provider:GCE]",
    "should resolve DNS of partial qualified names for the cluster [LinuxOnly]",
    "should support configurable pod resolv.conf",
    "should work with the pod containing more than 6 DNS search paths and longer than 256 search "
      + "list characters",
    "should work with a search path containing an underscore and a search path with a single dot",
    "should work with a service name that starts with a digit",
    "should resolve DNS of partial qualified names for services on hostNetwork pods with dnsPolicy:"
      + " ClusterFirstWithHostNet [LinuxOnly]",
    "spec.Hostname field is not silently ignored and is used for hostname for a Pod",
    "spec.Hostname field is silently ignored and the node hostname is used when hostNetwork is set "
      + "to true for a Pod",
  ]

  /// `dns_configmap.go`, whose three are there for each family of addresses, and
  /// `dns_scale_records.go`.
  private static let zones = [
    "should be able to change stubDomain configuration [Slow][Serial]",
    "should forward PTR records lookup to upstream nameserver [Slow][Serial]",
    "should forward externalname lookup to upstream nameserver [Slow][Serial]",
    "Should answer DNS query for maximum number of services per cluster",
  ]

  /// `test/e2e/apps/statefulset.go`, of which these two are requests.
  private static let requests = [
    "should have a working scale subresource",
    "should list, patch and delete a collection of StatefulSets",
  ]

  /// `test/integration/statefulset`.
  private static let integration = [
    "TestVolumeTemplateNoopUpdate", "TestSpecReplicasChange", "TestDeletingAndTerminatingPods",
    "TestStatefulSetAvailable", "TestStatefulSetStatusWithPodFail", "TestAutodeleteOwnerRefs",
    "TestDeletingPodForRollingUpdatePartition", "TestStatefulSetStartOrdinal",
    "TestStatefulSetPodSubdomain",
  ]

  @Test func everyNameTestHasARow() {
    let rows = EndToEndTests.UpstreamDNSTests.rows
    #expect(rows.map(\.name).sorted() == (Self.conformance + Self.names + Self.zones).sorted())
    #expect(Set(rows.filter(\.isConformance).map(\.name)) == Set(Self.conformance))
    #expect(Self.conformance.count == 8)
    #expect(Self.conformance.count + Self.names.count == 17)
    #expect(Self.zones.count == 3 + 1)
  }

  @Test func everyTestOfSetsHasARow() {
    let rows = EndToEndTests.UpstreamSetTests.rows
    #expect(rows.map(\.name).sorted() == (Self.requests + Self.integration).sorted())
    #expect(Self.integration.count == 9)
  }

  @Test func everyRowLooksAtSomething() {
    let rows = EndToEndTests.UpstreamDNSTests.rows + EndToEndTests.UpstreamSetTests.rows
    for row in rows {
      let hasQuestion = row.steps.contains { if case .ask = $0 { true } else { false } }
      #expect(hasQuestion, "\(row)")
    }
  }
}
