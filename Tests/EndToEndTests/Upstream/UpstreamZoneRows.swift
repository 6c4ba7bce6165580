/// Names from elsewhere, which upstream has of a second server, and very many Services.
enum UpstreamZoneRows {
  private static let instead = "nothing is forwarded: the other server's names are a zone file's"

  private static func zone(_ origin: String, _ records: String) -> String {
    "$ORIGIN \(origin).\n$TTL 60\n@ IN SOA ns.dns.test. mail 1 3600 600 86400 30\n"
      + "@ IN NS ns.dns.test.\n\(records)\n"
  }

  /// The names answer while the files are there, and no longer.
  private static func forwarded(
    _ name: String, _ zones: [String: String], _ asked: [(String, [String])], gone: [String],
    before: [UpstreamSpec.Step] = []
  ) -> UpstreamSpec {
    var files = ["zones/keep": ""]
    for (zone, text) in zones { files["later/\(zone).zone"] = text }
    return UpstreamSpec(
      name: name, instead: instead, arguments: ["zones"], files: files,
      steps: before + gone.map { .ask("code \($0)", ["REFUSED"]) }
        + [.run("cp later/*.zone zones")] + asked.map { .ask("ask \($0)", $1) }
        + [.run("rm zones/*.zone")] + gone.map { .ask("code \($0)", ["REFUSED"]) })
  }

  private static func external(_ name: String, _ target: String) -> UpstreamSpec.Step {
    .run("kubectl create service externalname \(name) --external-name=\(target)")
  }

  private static let domain = "sandbox.svc.cluster.local"

  static let all: [UpstreamSpec] = [
    forwarded(
      "should be able to change stubDomain configuration [Slow][Serial]",
      [
        "acme": zone(
          "acme.local",
          """
          abc IN A 1.1.1.1
          def IN A 2.2.2.2
          abc IN AAAA 2606:4700:4700::1111
          def IN AAAA 2606:4700:4700::2222
          """),
        "widget": zone("widget.local", "@ IN A 3.3.3.3\n@ IN AAAA 2606:4700:4700::3333"),
      ],
      [
        ("abc.acme.local A", ["1.1.1.1"]), ("def.acme.local A", ["2.2.2.2"]),
        ("widget.local A", ["3.3.3.3"]), ("abc.acme.local AAAA", ["2606:4700:4700::1111"]),
        ("def.acme.local AAAA", ["2606:4700:4700::2222"]),
        ("widget.local AAAA", ["2606:4700:4700::3333"]),
      ], gone: ["abc.acme.local A", "widget.local A"]),
    forwarded(
      "should forward PTR records lookup to upstream nameserver [Slow][Serial]",
      [
        "four": zone("2.0.192.in-addr.arpa", "123 IN PTR my.test."),
        "six": zone(
          "8.b.d.0.1.0.0.2.ip6.arpa",
          "9.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 IN PTR my.test."),
      ],
      [("-x 192.0.2.123", ["my.test."]), ("-x 2001:db8::29", ["my.test."])],
      gone: ["-x 192.0.2.123", "-x 8.8.8.8"]),
    forwarded(
      "should forward externalname lookup to upstream nameserver [Slow][Serial]",
      ["foo": zone("example.com", "foo IN A 192.0.2.123\nfoo IN AAAA 2001:db8::29")],
      [
        ("dns-externalname-upstream-local.\(domain) A", ["192.0.2.123", "foo.example.com."]),
        ("dns-externalname-upstream-local.\(domain) AAAA", ["2001:db8::29", "foo.example.com."]),
      ], gone: ["foo.example.com A"],
      before: [
        external("dns-externalname-upstream-test", "dns.google"),
        external("dns-externalname-upstream-local", "foo.example.com"),
        .ask("ask dns-externalname-upstream-test.\(domain) A", ["dns.google."]),
      ]),
    UpstreamSpec(
      name: "Should answer DNS query for maximum number of services per cluster",
      arguments: ["services.yaml"], files: ["services.yaml": services],
      // Every twentieth is asked for, as upstream does.
      steps: [
        .run(
          "kubectl get services -A -o jsonpath='{range .items[*]}{.metadata.name} "
            + "{.metadata.namespace} {.spec.clusterIP}{\"\\n\"}{end}' | grep ^svc- > all && "
            + "grep -E '^svc-([0-9]*[02468])?0 ' all > asked"),
        .ask(
          "wc -l < all; wc -l < asked; cut -d' ' -f3 all | sort -u | wc -l",
          ["10000", "500", "10000"]),
        .ask(
          "sed 's/\\([^ ]*\\) \\([^ ]*\\) .*/\\1.\\2.svc.cluster.local A/' asked > questions; "
            + "dig +short -f questions > answers; "
            + "cut -d' ' -f3 asked | diff - answers && echo same",
          ["same"]),
      ]),
  ]

  /// In two namespaces, since a namespace is to have no more than 5,000.
  private static let services = (0..<10_000).map { number in
    "{apiVersion: v1, kind: Service, metadata: {name: svc-\(number), "
      + "namespace: performancedns-\(number % 2)}, spec: {ports: [{port: 80}]}}"
  }.joined(separator: "\n---\n")
}
