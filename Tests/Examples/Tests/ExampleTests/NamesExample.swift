import ClusterNames
import Testing

/// Every name of a set, from its manifest's few parts, without a server.
@Test func everyNameOfASet() throws {
  let set = try StatefulSetNames(
    "web", service: "httpd", namespace: "sandbox", replicas: 3, claimTemplates: ["www"])

  #expect(set.map(\.pod.description) == ["web-0", "web-1", "web-2"])
  #expect(set.map(\.hostname.description) == ["web-0", "web-1", "web-2"])
  #expect(
    set.map(\.host.relativeText) == [
      "web-0.httpd.sandbox.svc.cluster.local",
      "web-1.httpd.sandbox.svc.cluster.local",
      "web-2.httpd.sandbox.svc.cluster.local",
    ])
  #expect(set.flatMap(\.claims).map(\.description) == ["www-web-0", "www-web-1", "www-web-2"])

  let service = set.service
  #expect(service.name.relativeText == "httpd.sandbox.svc.cluster.local")
  #expect(
    try service.srv(port: Label("http"), protocol: .tcp).relativeText
      == "_http._tcp.httpd.sandbox.svc.cluster.local")

  // And back.
  for pod in set {
    #expect(ClusterName(pod.host) == .host(pod.hostname.description, of: service))
    #expect(set[pod: pod.pod.description] == pod)
  }
  let address = try IPAddress("10.244.0.6")
  #expect(address.reverseName.relativeText == "6.0.244.10.in-addr.arpa")
  #expect(IPAddress(reverseName: address.reverseName) == address)
}

/// What the README shows.
@Test func namesInALoop() throws {
  let set = try StatefulSetNames("web", service: "httpd", namespace: "sandbox", replicas: 3)
  for pod in set { print(pod.host.relativeText) }
  #expect(set.last?.host.relativeText == "web-2.httpd.sandbox.svc.cluster.local")
}
