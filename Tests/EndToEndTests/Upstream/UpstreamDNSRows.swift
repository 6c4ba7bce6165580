/// The names of the cluster and of Services.
enum UpstreamDNSRows {
  static let hostName = "dns-querier-1.dns-test-service.sandbox.svc.cluster.local"

  /// The pod that upstream asks from.
  static func pod(_ labels: String = "", _ more: String = "") -> String {
    """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: dns-test, namespace: sandbox, labels: {\(labels)}}
    spec:
      hostname: dns-querier-1
      subdomain: dns-test-service
      containers: [{name: main, image: example.test/main}]
    \(more)
    """
  }

  static func service(_ name: String, _ address: String, _ selector: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: sandbox}
    spec: {clusterIP: \(address), selector: {\(selector)}, ports: [{name: http, port: 80}]}

    """
  }

  static let label = #"dns-test: "true""#
  static let both =
    service("dns-test-service", "None", label) + service("test-service-2", "10.96.0.50", label)

  static let apply: UpstreamSpec.Step = .run("kubectl apply -f objects.yaml && kubelet dns-test")

  static func spec(
    _ name: String, isConformance: Bool = false, instead: String? = nil, _ objects: String,
    _ steps: [UpstreamSpec.Step]
  ) -> UpstreamSpec {
    UpstreamSpec(
      name: name, isConformance: isConformance, instead: instead, files: ["objects.yaml": objects],
      steps: [apply] + steps)
  }

  /// The hosts file has the pod's own two names.
  static func hosts(_ address: String) -> [UpstreamSpec.Step] {
    [hostName, "dns-querier-1"].map {
      .ask("getent hosts \($0)", ["\(address)      \(hostName) dns-querier-1"])
    }
  }

  static let partial: [UpstreamSpec.Step] = ["kubernetes.default", "kubernetes.default.svc"].map {
    .ask("ask \($0) A", ["10.96.0.1"])
  }

  static let cluster: [UpstreamSpec] = [
    spec(
      "should provide DNS for the cluster", isConformance: true, pod(),
      [.ask("ask kubernetes.default.svc.cluster.local A", ["10.96.0.1"])]),
    UpstreamSpec(
      name: "should provide DNS for the cluster [Provider:GCE]",
      instead: "nothing is forwarded: a zone file has the provider's names, others are refused",
      arguments: ["zones"],
      files: [
        "zones/google.zone": """
        $ORIGIN google.internal.
        $TTL 60
        @ IN SOA ns mail 1 3600 600 86400 30
        @ IN NS ns
        ns IN A 169.254.169.254
        metadata IN A 169.254.169.254

        """
      ],
      steps: [
        .run("printf 'nameserver 127.0.0.1\\nsearch google.internal\\n' > /etc/resolv.conf"),
        .ask("ask metadata A", ["169.254.169.254"]), .ask("code google.com A", ["REFUSED"]),
      ]),
    spec(
      "should resolve DNS of partial qualified names for the cluster [LinuxOnly]", pod(),
      partial + hosts("10.244.0.6")),
  ]

  /// A Service's names as far as upstream asks: from whole ones to those without a domain.
  static func names(_ headless: [String], _ suffix: String, _ address: String)
    -> [UpstreamSpec.Step]
  {
    headless.map { .ask("ask \($0) A", [address]) } + [
      .ask("ask _http._tcp.dns-test-service.sandbox.\(suffix) SRV", ["0 100 80 \(hostName)."]),
      .ask(
        "ask _http._tcp.test-service-2.sandbox.\(suffix) SRV",
        ["0 100 80 test-service-2.sandbox.svc.cluster.local."]),
      .ask(
        "ask 50.0.96.10.in-addr.arpa. PTR", ["test-service-2.sandbox.svc.cluster.local."]),
    ]
  }

  static let partialNames = [
    "dns-test-service", "dns-test-service.sandbox", "dns-test-service.sandbox.svc",
  ]

  private static let external = "dns-test-service-3.sandbox.svc.cluster.local"

  static let services: [UpstreamSpec] = [
    spec(
      "should provide DNS for services", isConformance: true, both + pod(label),
      names(["dns-test-service.sandbox.svc.cluster.local"], "svc.cluster.local", "10.244.0.6")),
    spec(
      "should resolve DNS of partial qualified names for services [LinuxOnly]",
      isConformance: true, both + pod(label), names(partialNames, "svc", "10.244.0.6")),
    UpstreamSpec(
      name: "should provide DNS for ExternalName services", isConformance: true,
      steps: [
        .run(
          "kubectl create service externalname dns-test-service-3 --external-name=foo.example.com"),
        .ask("ask \(external) CNAME", ["foo.example.com."]),
        .run(
          "kubectl patch service dns-test-service-3 -p "
            + #"'{"spec": {"externalName": "bar.example.com"}}'"#
        ), .ask("ask \(external) CNAME", ["bar.example.com."]),
        .run(
          "kubectl patch service dns-test-service-3 -p "
            + #"'{"spec": {"type": "ClusterIP", "ports": [{"name": "http", "port": 80}]}}'"#),
        .ask("ask \(external) CNAME", []),
        .ask(
          "address=$(kubectl get service dns-test-service-3 -o jsonpath={.spec.clusterIP}); "
            + "ask \(external) A | sed s/^$address$/its/", ["its"]),
      ]),
    spec(
      "should work with a service name that starts with a digit",
      """
      apiVersion: v1
      kind: Service
      metadata: {name: 1kubernetes, namespace: sandbox}
      spec: {clusterIP: 10.96.0.51, ports: [{port: 443}]}

      """ + pod(), [.ask("ask 1kubernetes.sandbox.svc.cluster.local A", ["10.96.0.51"])]),
  ]
}
