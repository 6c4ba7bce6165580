import Controllers
import ObjectStore
import Objects
import Testing

/// The rules by which a pod becomes an endpoint, one a row (K8s DNS E1 to E4).
struct EndpointRulesTests {
  struct Row: CustomTestStringConvertible {
    var name: String
    var phase = "Running"
    var isReady = true
    var isTerminating = false
    var publishNotReady = false
    var addresses = ["10.244.0.6"]
    var subdomain = "httpd"
    var hostname = "web-0"
    /// ready, serving, terminating, hostname; nil: no endpoint.
    var expected: String?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(name: "E1 ready", expected: "true true false web-0"),
    Row(name: "E1 not ready", isReady: false, expected: "false false false web-0"),
    Row(name: "E1 terminating", isTerminating: true, expected: "false true true web-0"),
    Row(
      name: "E1 terminating and not ready", isReady: false, isTerminating: true,
      expected: "false false true web-0"),
    Row(
      name: "E1 published although not ready", isReady: false, publishNotReady: true,
      expected: "true false false web-0"),
    Row(
      name: "E1 published although terminating", isTerminating: true, publishNotReady: true,
      expected: "true true true web-0"),
    Row(name: "E2 another subdomain", subdomain: "other", expected: "true true false "),
    Row(name: "E2 no subdomain", subdomain: "", expected: "true true false "),
    Row(name: "E2 no hostname", hostname: "", expected: "true true false "),
    Row(name: "E3 no address", addresses: [], expected: nil),
    Row(name: "E3 no address, published", publishNotReady: true, addresses: [], expected: nil),
    Row(name: "E3 succeeded", phase: "Succeeded", expected: nil),
    Row(name: "E3 failed, published", phase: "Failed", publishNotReady: true, expected: nil),
    Row(name: "only the other family", addresses: ["fd00::6"], expected: nil),
    Row(
      name: "pending with an address", phase: "Pending", isReady: false,
      expected: "false false false web-0"),
  ])
  func aPodBecomesAnEndpoint(row: Row) async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service(publishNotReady: row.publishNotReady))
    let pod = try await cluster.create(
      Make.pod("web-0", subdomain: row.subdomain, hostname: row.hostname))
    try await cluster.run(pod, at: row.addresses, isReady: row.isReady, phase: "Running")
    if row.isTerminating { try await cluster.delete(pod) }
    try await cluster.run(pod, at: row.addresses, isReady: row.isReady, phase: row.phase)
    await cluster.manager.settle()
    let slices = await cluster.slices(of: "httpd")
    #expect(slices.count == 1)
    let endpoints = slices[0].endpoints.map { endpoint in
      "\(endpoint.isReady!) \(endpoint.isServing!) \(endpoint.isTerminating!) \(endpoint.hostname)"
    }
    #expect(endpoints == [row.expected].compactMap(\.self))
    guard row.expected != nil else { return }
    #expect(slices[0].endpoints[0].addresses == ["10.244.0.6"])
    #expect(slices[0].endpoints[0].nodeName == "node-1")
    #expect(
      slices[0].endpoints[0].targetReference
        == ObjectReference(
          kind: "Pod", namespace: "sandbox", name: "web-0", uid: pod.metadata.uid))
  }

  struct Ports: CustomTestStringConvertible {
    var name: String
    var service: [ServicePort]
    var pod: [ContainerPort] = []
    /// Of an init container, and its restart policy.
    var beside: (port: ContainerPort, policy: String?)?
    var expected: [String]
    var testDescription: String { name }
  }

  @Test(arguments: [
    Ports(name: "E4 none", service: [], expected: []),
    Ports(
      name: "E5 the target's number",
      service: [ServicePort(name: "web", port: 80, targetPort: .number(8080))],
      expected: ["web TCP 8080"]),
    Ports(name: "unnamed", service: [ServicePort(port: 80)], expected: [" TCP 80"]),
    Ports(
      name: "a named target",
      service: [ServicePort(name: "web", port: 80, targetPort: .name("http"))],
      pod: [
        ContainerPort(name: "http", containerPort: 53, transport: "UDP"),
        ContainerPort(name: "other", containerPort: 1),
      ],
      expected: []),
    Ports(
      name: "a named target of the same protocol",
      service: [
        ServicePort(name: "web", port: 80, targetPort: .name("http")),
        ServicePort(name: "dns", transport: "UDP", port: 53, targetPort: .name("dns")),
      ],
      pod: [
        ContainerPort(name: "http", containerPort: 8080),
        ContainerPort(name: "dns", containerPort: 5353, transport: "UDP"),
      ],
      expected: ["web TCP 8080", "dns UDP 5353"]),
    Ports(
      name: "a named target beside the containers",
      service: [ServicePort(name: "web", port: 80, targetPort: .name("http"))],
      beside: (ContainerPort(name: "http", containerPort: 8081), "Always"),
      expected: ["web TCP 8081"]),
    Ports(
      name: "a named target of what only prepares",
      service: [ServicePort(name: "web", port: 80, targetPort: .name("http"))],
      beside: (ContainerPort(name: "http", containerPort: 8081), nil), expected: []),
  ])
  func portsAreResolved(row: Ports) async throws {
    let cluster = try await Cluster()
    try await cluster.create(Make.service(ports: row.service))
    var pod = Make.pod("web-0", ports: row.pod)
    if let (port, policy) = row.beside {
      var container: [String: Value] = [
        "name": "beside", "image": "i",
        "ports": [["name": .string(port.name), "containerPort": 8081]],
      ]
      container["restartPolicy"] = policy.map { .string($0) }
      pod.spec.rest["initContainers"] = [.object(container)]
    }
    pod = try await cluster.create(pod)
    try await cluster.run(pod, at: ["10.244.0.6"])
    await cluster.manager.settle()
    let slice = try #require(await cluster.slices(of: "httpd").first)
    #expect(slice.ports.map { "\($0.name) \($0.transport) \($0.port!)" } == row.expected)
    #expect(slice.endpoints.map(\.hostname) == ["web-0"])
  }
}
