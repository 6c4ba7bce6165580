package import Objects

/// Gives Services that are to be reached from outside their ports of the nodes, as upstream's
/// allocator does. Nothing here listens on them.
package struct NodePorts: AdmissionPlugin {
  private static let range: ClosedRange<Int64> = 30000...32767
  /// Upstream leaves the first 86 for ports that people choose while there are others (KEP-3668).
  private static let chosen: Int64 = 30085

  private var taken: Set<Int64> = []
  /// The port after the one that was taken last.
  private var next = chosen + 1

  package init() {}

  /// What is pending counts as taken.
  package mutating func staged(_ event: StoreEvent) {
    guard event.object is Service else { return }
    taken.subtract(Self.ports(of: event.previous))
    if event.kind != .deleted { take(Self.ports(of: event.object)) }
  }

  package mutating func rebuild(from objects: [any KubernetesObject]) {
    taken = []
    for object in objects { take(Self.ports(of: object)) }
  }

  private mutating func take(_ ports: [Int64]) {
    taken.formUnion(ports)
    for port in ports where port >= next { next = port < Self.range.upperBound ? port + 1 : next }
  }

  private static func ports(of object: (any KubernetesObject)?) -> [Int64] {
    guard let spec = (object as? Service)?.spec else { return [] }
    return (spec.ports.map(\.nodePort) + [spec.healthCheckNodePort]).filter { $0 != 0 }
  }

  package func allocate(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard var service = object as? Service else { return object }
    let old = (old as? Service)?.spec
    // Nobody else can have them before this write is done.
    var given = Set<Int64>()
    if service.spec.usesNodePorts {
      if let old {
        try change(&service, old, &given)
      } else {
        try give(to: &service, &given)
      }
    }
    if service.spec.needsHealthCheck, old?.needsHealthCheck != true {
      try giveCheck(to: &service, &given)
    }
    return service
  }

  /// One port of a new Service with two protocols is one port of the nodes.
  private func give(to service: inout Service, _ given: inout Set<Int64>) throws(StoreError) {
    var known: [Int32: Int64] = [:]
    for (index, port) in service.spec.ports.enumerated() {
      if port.nodePort == 0, !service.spec.allocatesNodePorts { continue }
      if let number = known[port.port] {
        if port.nodePort == 0 {
          service.spec.ports[index].nodePort = number
        } else if port.nodePort != number {
          try take(port.nodePort, for: index, of: service, &given)
        }
        continue
      }
      var number = service.spec.requestedNodePort(of: port.port)
      if number != 0 {
        try take(number, for: index, of: service, &given)
      } else {
        number = try next(&given)
      }
      service.spec.ports[index].nodePort = number
      known[port.port] = number
    }
  }

  /// What a Service has it may have at another of its ports as well.
  private func change(_ service: inout Service, _ old: ServiceSpec, _ given: inout Set<Int64>)
    throws(StoreError)
  {
    let before = Set(old.ports.map(\.nodePort))
    var seen = Set<String>()
    for (index, port) in service.spec.ports.enumerated() {
      if port.nodePort == 0, !service.spec.allocatesNodePorts { continue }
      if port.nodePort == 0 {
        service.spec.ports[index].nodePort = try next(&given)
      } else if !before.contains(port.nodePort), !given.contains(port.nodePort) {
        try take(port.nodePort, for: index, of: service, &given)
      }
      let entry = "{\(port.transport) \(service.spec.ports[index].nodePort)}"
      guard seen.insert(entry).inserted else { throw .failure("duplicate nodePort: \(entry)") }
    }
  }

  /// By this port a balancer asks which nodes have pods.
  private func giveCheck(to service: inout Service, _ given: inout Set<Int64>) throws(StoreError) {
    let wanted = service.spec.healthCheckNodePort
    if wanted == 0 {
      guard let free = free(beside: given) else {
        throw .internalError("failed to allocate a HealthCheck NodePort 0: range is full")
      }
      service.spec.healthCheckNodePort = free
    } else if let problem = problem(with: wanted, beside: given) {
      throw .internalError(
        "failed to allocate requested HealthCheck NodePort \(wanted): \(problem)")
    }
  }

  private func take(
    _ port: Int64, for index: Int, of service: Service, _ given: inout Set<Int64>
  ) throws(StoreError) {
    if let problem = problem(with: port, beside: given) {
      throw .invalid(
        Service.resource, name: service.metadata.name,
        FieldErrors(
          FieldError(
            FieldPath("spec", "ports").index(index).field("nodePort"), .invalid,
            value: .integer(port), detail: problem)))
    }
    given.insert(port)
  }

  private func next(_ given: inout Set<Int64>) throws(StoreError) -> Int64 {
    guard let free = free(beside: given) else {
      throw .internalError("failed to allocate a nodePort: range is full")
    }
    given.insert(free)
    return free
  }

  private func problem(with port: Int64, beside given: Set<Int64>) -> String? {
    guard Self.range.contains(port) else {
      return "provided port is not in the valid range. The range of valid ports is "
        + "\(Self.range.lowerBound)-\(Self.range.upperBound)"
    }
    return taken.contains(port) || given.contains(port)
      ? "provided port is already allocated" : nil
  }

  private func free(beside given: Set<Int64>) -> Int64? {
    let (first, last) = (Self.range.lowerBound, Self.range.upperBound)
    return [next...last, Self.chosen + 1...last, first...Self.chosen].joined()
      .first { !taken.contains($0) && !given.contains($0) }
  }
}

extension ServiceSpec {
  fileprivate var allocatesNodePorts: Bool {
    type == "NodePort" || rest["allocateLoadBalancerNodePorts"] != false
  }

  /// The first entry of the port that asks for one says it for all; 0: none does.
  fileprivate func requestedNodePort(of port: Int32) -> Int64 {
    ports.first { $0.port == port && $0.nodePort != 0 }?.nodePort ?? 0
  }
}
