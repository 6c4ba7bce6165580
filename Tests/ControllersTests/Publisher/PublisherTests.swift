import ClusterNames
import ObjectStore
import Objects
import Registry
import Testing
import Wire

@testable import Controllers

/// K8s DNS: the rules of the schema, one row each, and what is published for sets and pods to come.
@Suite struct PublisherTests {
  static let domain = "sandbox.svc.cluster.local."

  static func service(
    _ name: String = "httpd", address: String = "None", ports: [ServicePort] = [],
    selector: [String: String] = ["app": "httpd"], type: String = "ClusterIP", target: String = ""
  ) -> Service {
    let addresses = address.isEmpty ? [] : address.split(separator: ",").map(String.init)
    return Service(
      metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      spec: ServiceSpec(
        type: type, clusterIP: addresses.first ?? "", clusterIPs: addresses, selector: selector,
        ports: ports, externalName: target))
  }

  static func slice(
    _ service: String = "httpd", _ endpoints: [SliceEndpoint], ports: [EndpointPort] = [],
    family: String = "IPv4"
  ) -> EndpointSlice {
    EndpointSlice(
      metadata: ObjectMetadata(
        name: "\(service)-\(family)", namespace: "sandbox",
        labels: ["kubernetes.io/service-name": service]),
      addressType: family, endpoints: endpoints, ports: ports)
  }

  static func endpoint(_ address: String, _ host: String = "", isReady: Bool? = true)
    -> SliceEndpoint
  {
    SliceEndpoint(addresses: [address], hostname: host, isReady: isReady)
  }

  /// The API of a server that listens on its own machine alone, as its Service has it.
  @Test(arguments: [["10.244.0.0/16", "10.96.0.0/16"], ["127.0.0.0/8", "10.96.0.0/16"]])
  func aLoopbackAddressHasNamesOnlyWherePodsHaveSuch(blocks: [String]) throws {
    var cluster = NamesCluster(blocks: blocks)
    cluster.put([
      Self.service(
        "api", address: "10.96.0.1", ports: [ServicePort(name: "https", port: 443)], selector: [:]),
      Self.slice(
        "api", [Self.endpoint("127.0.0.1")], ports: [EndpointPort(name: "https", port: 7443)]),
      Self.service("pods"), Self.slice("pods", [Self.endpoint("127.0.0.2", "web-0")]),
    ])
    let arePods = blocks[0] == "127.0.0.0/8"
    func count(_ name: String, _ type: RecordType = .a) throws -> Int {
      try cluster.ask(name, type).answers.count
    }
    #expect(try count("1.0.0.127.in-addr.arpa.", .ptr) == (arePods ? 1 : 0))
    #expect(try count("127-0-0-1.api.\(Self.domain)") == (arePods ? 1 : 0))
    // What the schema has for a Service with an address.
    #expect(try count("api.\(Self.domain)") == 1)
    #expect(try count("_https._tcp.api.\(Self.domain)", .srv) == 1)
    #expect(try count("1.0.96.10.in-addr.arpa.", .ptr) == 1)
    // Whoever asks a headless Service gets what its slices say.
    #expect(try count("web-0.pods.\(Self.domain)") == 1)
    #expect(try count("2.0.0.127.in-addr.arpa.", .ptr) == (arePods ? 1 : 0))
  }

  static func set(_ replicas: Int32, start: Int32? = nil, parallel: Bool = false) -> StatefulSet {
    StatefulSet(
      metadata: ObjectMetadata(name: "web", namespace: "sandbox"),
      spec: StatefulSetSpec(
        serviceName: "httpd", replicas: replicas,
        podManagementPolicy: parallel ? "Parallel" : "OrderedReady", ordinalsStart: start))
  }

  static func pod(
    _ name: String, address: String = "", isReady: Bool = false,
    labels: [String: String] = ["app": "httpd"]
  ) -> Pod {
    Pod(
      metadata: ObjectMetadata(name: name, namespace: "sandbox", labels: labels),
      spec: PodSpec(hostname: name, subdomain: "httpd"),
      status: PodStatus(
        phase: "Running", podIP: address, podIPs: address.isEmpty ? [] : [address],
        conditions: [PodCondition(type: "Ready", status: isReady ? "True" : "False")]))
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var objects: [any KubernetesObject]
    var asked: String
    var type: RecordType = .a
    var code = ResponseCode.noError
    var answers: [String] = []
    var additionals: [String] = []

    init(
      _ rule: String, _ objects: [any KubernetesObject], _ asked: String, _ type: RecordType = .a,
      _ answers: [String], code: ResponseCode = .noError, additionals: [String] = []
    ) {
      (testDescription, self.objects, self.asked, self.type) = (rule, objects, asked, type)
      (self.answers, self.code, self.additionals) = (answers, code, additionals)
    }
  }

  static let web = ServicePort(name: "web", port: 80)
  static let webEnd = EndpointPort(name: "web", port: 8080)
  static let two = slice(
    "httpd", [endpoint("10.244.0.6", "web-0"), endpoint("10.244.0.7", "web-1")], ports: [webEnd])
  static let dual = slice("httpd", [endpoint("fd00::6", "web-0")], ports: [webEnd], family: "IPv6")
  static let cluster = service(
    "clu", address: "10.96.0.9,fd00:96::9", ports: [web, ServicePort(port: 81)])
  static let shared = slice(
    "httpd", [endpoint("10.244.0.6", "one"), endpoint("10.244.0.7", "one")], ports: [webEnd])
  static let portless = slice("httpd", [endpoint("10.244.0.6", "web-0")])
  static let httpd = "httpd.\(domain)"

  static let rows: [Row] = [
    Row(
      "K8s DNS §2.2, schema version", [], "dns-version.cluster.local.", .txt,
      ["dns-version.cluster.local. 28800 TXT \"1.1.0\""]),
    Row(
      "K8s DNS §2.3.1, cluster address", [cluster], "clu.\(domain)", .a,
      ["clu.\(domain) 5 A 10.96.0.9"]),
    Row(
      "K8s DNS §2.3.1, IPv6", [cluster], "clu.\(domain)", .aaaa, ["clu.\(domain) 5 AAAA fd00:96::9"]
    ),
    Row(
      "K8s DNS §2.3.2, SRV of a named port", [cluster], "_web._tcp.clu.\(domain)", .srv,
      ["_web._tcp.clu.\(domain) 5 SRV 0 50 80 clu.\(domain)"],
      additionals: ["clu.\(domain) 5 A 10.96.0.9", "clu.\(domain) 5 AAAA fd00:96::9"]),
    Row(
      "K8s DNS §2.3.2, an unnamed port has no SRV name", [cluster], "_._tcp.clu.\(domain)", .srv,
      [],
      code: .noSuchName),
    Row(
      "K8s DNS §2.3.3, PTR", [cluster], "9.0.96.10.in-addr.arpa.", .ptr,
      ["9.0.96.10.in-addr.arpa. 5 PTR clu.\(domain)"]),
    Row(
      "K8s DNS §2.4.1, A of each ready endpoint", [service(), two], httpd, .a,
      ["\(httpd) 5 A 10.244.0.6", "\(httpd) 5 A 10.244.0.7"]),
    Row(
      "K8s DNS §2.4.1, not ready is not there",
      [
        service(),
        slice(
          "httpd",
          [endpoint("10.244.0.6", "web-0"), endpoint("10.244.0.7", "web-1", isReady: false)]),
      ],
      httpd, .a, ["\(httpd) 5 A 10.244.0.6"]),
    Row(
      "K8s DNS §2.4.1, nothing said is ready",
      [service(), slice("httpd", [endpoint("10.244.0.6", "web-0", isReady: nil)])],
      httpd, .a, ["\(httpd) 5 A 10.244.0.6"]),
    Row(
      "K8s DNS §2.4.1, nothing ready is NXDOMAIN", [service(), slice("httpd", [])], httpd, .a, [],
      code: .noSuchName),
    Row(
      "K8s DNS §2.4.1, nothing ready is NXDOMAIN for AAAA", [service()], httpd, .aaaa, [],
      code: .noSuchName),
    Row(
      "K8s DNS §2.4.1, hostname", [service(), two], "web-1.\(httpd)", .a,
      ["web-1.\(httpd) 5 A 10.244.0.7"]),
    Row(
      "K8s DNS §2.4.1, a hostname of several", [service(), shared], "one.\(httpd)", .a,
      ["one.\(httpd) 5 A 10.244.0.6", "one.\(httpd) 5 A 10.244.0.7"]),
    Row(
      "K8s DNS §2.4.1, AAAA", [service(), two, dual], "web-0.\(httpd)", .aaaa,
      ["web-0.\(httpd) 5 AAAA fd00::6"]),
    Row(
      "K8s DNS §2.4.1, no hostname", [service(), slice("httpd", [endpoint("10.244.0.6")])],
      "10-244-0-6.\(httpd)", .a,
      ["10-244-0-6.\(httpd) 5 A 10.244.0.6"]),
    Row(
      "a hostname hides the dashed address", [service(), two], "10-244-0-6.\(httpd)", .a, [],
      code: .noSuchName),
    Row(
      "K8s DNS §2.4.2, SRV of each endpoint and port", [service(), two, dual], "_web._tcp.\(httpd)",
      .srv,
      [
        "_web._tcp.\(httpd) 5 SRV 0 33 8080 web-0.\(httpd)",
        "_web._tcp.\(httpd) 5 SRV 0 33 8080 web-1.\(httpd)",
      ],
      additionals: [
        "web-0.\(httpd) 5 A 10.244.0.6", "web-0.\(httpd) 5 AAAA fd00::6",
        "web-1.\(httpd) 5 A 10.244.0.7",
      ]),
    Row(
      "K8s DNS §2.4.2, a shared hostname is one target", [service(), shared], "_web._tcp.\(httpd)",
      .srv,
      ["_web._tcp.\(httpd) 5 SRV 0 50 8080 one.\(httpd)"],
      additionals: ["one.\(httpd) 5 A 10.244.0.6", "one.\(httpd) 5 A 10.244.0.7"]),
    Row("without ports SRV is NODATA", [service(), portless], httpd, .srv, []),
    Row(
      "without ports there are no port names", [service(), portless], "_web._tcp.\(httpd)", .srv,
      [], code: .noSuchName),
    Row("RFC 8020, above port names", [service(), two], "_tcp.\(httpd)", .srv, []),
    Row(
      "K8s DNS §2.4.3, PTR", [service(), two], "7.0.244.10.in-addr.arpa.", .ptr,
      ["7.0.244.10.in-addr.arpa. 5 PTR web-1.\(httpd)"]),
    Row(
      "K8s DNS §2.4.3, PTR of IPv6", [service(), dual],
      "6." + String(repeating: "0.", count: 27) + "0.0.d.f.ip6.arpa.", .ptr,
      ["6." + String(repeating: "0.", count: 27) + "0.0.d.f.ip6.arpa. 5 PTR web-0.\(httpd)"]),
    Row(
      "PTR of several Services, hostnames first",
      [service(), two, service("a", address: "10.96.0.2"), slice("a", [endpoint("10.244.0.6")])],
      "6.0.244.10.in-addr.arpa.", .ptr,
      [
        "6.0.244.10.in-addr.arpa. 5 PTR web-0.\(httpd)",
        "6.0.244.10.in-addr.arpa. 5 PTR 10-244-0-6.a.\(domain)",
      ]),
    Row(
      "K8s DNS §2.5, ExternalName",
      [service("ext", address: "", type: "ExternalName", target: "www.example.com")],
      "ext.\(domain)", .a, ["ext.\(domain) 5 CNAME www.example.com."]),
    Row(
      "K8s DNS §2.5, followed in the cluster",
      [service("ext", address: "", type: "ExternalName", target: "clu.\(domain)"), cluster],
      "ext.\(domain)", .a,
      ["ext.\(domain) 5 CNAME clu.\(domain)", "clu.\(domain) 5 A 10.96.0.9"]),
    Row(
      "an externalName that is an address",
      [service("ext", address: "", type: "ExternalName", target: "192.0.2.9")],
      "ext.\(domain)", .a, [], code: .noSuchName),
    Row(
      "E5, the port of the slice", [service("httpd", ports: [web]), two], httpd, .srv,
      ["\(httpd) 5 SRV 0 50 8080 web-0.\(httpd)", "\(httpd) 5 SRV 0 50 8080 web-1.\(httpd)"],
      additionals: ["web-0.\(httpd) 5 A 10.244.0.6", "web-1.\(httpd) 5 A 10.244.0.7"]),
    Row(
      "CoreDNS, endpoints of a ClusterIP Service",
      [cluster, slice("clu", [endpoint("10.244.0.9", "x")])],
      "x.clu.\(domain)", .a, ["x.clu.\(domain) 5 A 10.244.0.9"]),
    Row(
      "pods insecure", [], "10-9-8-7.sandbox.pod.cluster.local.", .a,
      ["10-9-8-7.sandbox.pod.cluster.local. 5 A 10.9.8.7"]),
    Row("no such namespace", [], "10-9-8-7.no.pod.cluster.local.", .a, [], code: .noSuchName),
    Row("a free address of ours", [], "1.9.244.10.in-addr.arpa.", .ptr, [], code: .noSuchName),
    Row("a block of ours", [], "244.10.in-addr.arpa.", .ptr, []),
    Row("above our blocks", [], "10.in-addr.arpa.", .ptr, []),
    Row("an address of others", [], "1.0.0.192.in-addr.arpa.", .ptr, [], code: .refused),
    Row(
      "a published address outside of our blocks",
      [service(), slice("httpd", [endpoint("192.0.2.1", "far")])],
      "1.2.0.192.in-addr.arpa.", .ptr, ["1.2.0.192.in-addr.arpa. 5 PTR far.\(httpd)"]),
    Row(
      "its neighbor", [service(), slice("httpd", [endpoint("192.0.2.1", "far")])],
      "2.2.0.192.in-addr.arpa.", .ptr, [], code: .refused),
    Row(
      "the names above it", [service(), slice("httpd", [endpoint("192.0.2.1", "far")])],
      "2.0.192.in-addr.arpa.", .ptr, []),
  ]

  @Test(arguments: rows)
  func `a rule of the schema`(_ row: Row) throws {
    var cluster = NamesCluster()
    cluster.put(row.objects)
    let answer = try cluster.ask(row.asked, row.type)
    #expect(answer.responseCode == row.code)
    let rotates = [.a, .aaaa].contains(row.type) && answer.answers.first?.type != .cname
    let texts = answer.answers.map(\.text)
    #expect(rotates ? texts.sorted() == row.answers.sorted() : texts == row.answers)
    #expect(answer.additionals.map(\.text) == row.additionals)
    let isNegative = row.answers.isEmpty && row.code != .refused
    #expect(answer.authorities.count == (isNegative ? 1 : 0))
    cluster.remove(row.objects)
    let names = cluster.registry.snapshot.entries.map(\.name)
    #expect(names == NamesCluster().registry.snapshot.entries.map(\.name), "names are left behind")
  }
}
