/// What a pod says of its own names and of its resolver. No container runs here: `/etc` is
/// written from the object that the API keeps, as a kubelet would.
enum UpstreamDNSPodRows {
  private typealias Rows = UpstreamDNSRows

  private static let kept = "/etc is written from the kept pod, no container runs"

  /// A pod with a host name of its own under a headless Service.
  private static func named(_ name: String, _ steps: [UpstreamSpec.Step]) -> UpstreamSpec {
    let label = #"dns-test-hostname-attribute: "true""#
    let pod = Rows.pod(label)
      .replacing("hostname: dns-querier-1", with: "hostname: dns-querier-2")
      .replacing("subdomain: dns-test-service", with: "subdomain: dns-test-service-2")
    return Rows.spec(
      name, isConformance: true, Rows.service("dns-test-service-2", "None", label) + pod, steps)
  }

  private static let zone = "dns-test-service-2.sandbox.svc.cluster.local"
  private static let searches = (1...6).map { String(repeating: "0", count: 37) + "\($0).k8s.io" }

  static let files: [UpstreamSpec] = [
    Rows.spec(
      "should provide /etc/hosts entries for the cluster", isConformance: true, instead: kept,
      Rows.pod("", "  hostAliases: [{ip: 192.0.2.7, hostnames: [elsewhere, elsewhere.example]}]\n"),
      Rows.hosts("10.244.0.6") + [
        .ask("getent hosts elsewhere", ["192.0.2.7       elsewhere elsewhere.example"]),
        // Of no Service, so that the hosts file alone has it.
        .ask("code \(Rows.hostName) A", ["NXDOMAIN"]),
      ]),
    named(
      "should provide DNS for pods for Hostname",
      ["dns-querier-2.\(zone)", "dns-querier-2"].map {
        .ask("getent hosts \($0)", ["10.244.0.6      dns-querier-2.\(zone) dns-querier-2"])
      } + [.ask("ask dns-querier-2.\(zone) A", ["10.244.0.6"])]),
    named(
      "should provide DNS for pods for Subdomain",
      ["dns-querier-2.\(zone)", zone].map { .ask("ask \($0) A", ["10.244.0.6"]) }),
    Rows.spec(
      "should support configurable pod DNS nameservers", isConformance: true, instead: kept,
      Rows.pod(
        "",
        "  dnsPolicy: None\n"
          + "  dnsConfig: {nameservers: [1.1.1.1], searches: [resolv.conf.local]}\n"),
      [
        .ask(
          "kubectl get pod dns-test -o jsonpath='{.spec.dnsPolicy} {.spec.dnsConfig}'",
          [#"None {"nameservers":["1.1.1.1"],"searches":["resolv.conf.local"]}"#]),
        .ask(
          "grep -v options /etc/resolv.conf | grep .",
          ["nameserver 1.1.1.1", "search resolv.conf.local"]),
      ]),
    UpstreamSpec(
      name: "should support configurable pod resolv.conf",
      instead: kept + "; the second server's names are a zone file's", arguments: ["zones"],
      files: [
        "objects.yaml": Rows.pod(
          "",
          """
            dnsPolicy: None
            dnsConfig:
              nameservers: [127.0.0.1]
              searches: [resolv.conf.local]
              options: [{name: ndots, value: "2"}]

          """),
        "zones/injected.zone": """
        $ORIGIN resolv.conf.local.
        $TTL 60
        @ IN SOA ns mail 1 3600 600 86400 30
        @ IN NS ns
        ns IN A 192.0.2.1
        notexistname IN A 1.1.1.1

        """,
      ],
      steps: [
        Rows.apply, .ask("grep options /etc/resolv.conf", ["options ndots:2"]),
        .ask("ask notexistname A", ["1.1.1.1"]),
      ]),
    Rows.spec(
      "should work with the pod containing more than 6 DNS search paths and longer than 256 search "
        + "list characters",
      Rows.pod(
        "",
        """
          dnsPolicy: ClusterFirst
          dnsConfig:
            searches: [\(searches.joined(separator: ", "))]
            options: [{name: ndots, value: "5"}]

        """),
      [
        .ask(
          "grep search /etc/resolv.conf",
          [
            "search sandbox.svc.cluster.local svc.cluster.local cluster.local "
              + searches.joined(separator: " ")
          ])
      ] + Rows.partial + Rows.hosts("10.244.0.6")),
    Rows.spec(
      "should work with a search path containing an underscore and a search path with a single dot",
      Rows.pod(
        "",
        """
          dnsPolicy: ClusterFirst
          dnsConfig: {searches: [".", _sip._tcp.abc_d.example.com]}

        """),
      [
        .ask(
          "kubectl get pod dns-test -o jsonpath='{.spec.dnsConfig.searches}'",
          [#"[".","_sip._tcp.abc_d.example.com"]"#])
      ] + Rows.partial + Rows.hosts("10.244.0.6")),
  ]

  private static func alone(_ name: String, _ more: String, _ steps: [UpstreamSpec.Step])
    -> UpstreamSpec
  {
    Rows.spec(
      name, instead: kept,
      Rows.pod("", more).replacing("  subdomain: dns-test-service\n", with: ""),
      [.ask("kubectl get pod dns-test -o jsonpath={.spec.hostname}", ["dns-querier-1"])] + steps)
  }

  /// The node is this machine, so that its address is the loopback's.
  static let hostNetwork: [UpstreamSpec] = [
    Rows.spec(
      "should resolve DNS of partial qualified names for services on hostNetwork pods with dnsPolicy:"
        + " ClusterFirstWithHostNet [LinuxOnly]",
      Rows.both
        + Rows.pod(Rows.label, "  hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet\n"),
      Rows.names(Rows.partialNames, "svc", "127.0.0.1")),
    alone(
      "spec.Hostname field is not silently ignored and is used for hostname for a Pod", "",
      [.ask("getent hosts dns-querier-1", ["10.244.0.6      dns-querier-1"])]),
    alone(
      "spec.Hostname field is silently ignored and the node hostname is used when hostNetwork is set "
        + "to true for a Pod", "  hostNetwork: true\n",
      [
        .ask("getent hosts dns-querier-1", []),
        .ask("kubectl get pod dns-test -o jsonpath='{.status.podIP}'", ["127.0.0.1"]),
      ]),
  ]
}
