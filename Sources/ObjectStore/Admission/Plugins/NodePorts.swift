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

  /// An update that leaves out what was allocated keeps it (upstream's `patchAllocatedValues`).
  package func prepare(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject {
    guard var service = object as? Service, let old = (old as? Service)?.spec else { return object }
    if service.spec.usesNodePorts, old.usesNodePorts { service.spec.keepNodePorts(of: old) }
    if service.spec.needsHealthCheck, old.needsHealthCheck,
      service.spec.healthCheckNodePort == 0
    {
      service.spec.healthCheckNodePort = old.healthCheckNodePort
    }
    return service
  }

  package func admit(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard var service = object as? Service else { return object }
    let old = (old as? Service)?.spec
    var given = Set(old.map { Self.ports(of: Service(metadata: service.metadata, spec: $0)) } ?? [])
    if service.spec.usesNodePorts {
      try allocate(for: &service, isNew: old == nil, &given)
    }
    if service.spec.needsHealthCheck {
      try allocateCheck(for: &service, &given)
    }
    return service
  }

  /// - Parameter given: what this Service has, before and now.
  private func allocate(for service: inout Service, isNew: Bool, _ given: inout Set<Int64>)
    throws(StoreError)
  {
    let allocates = service.spec.rest["allocateLoadBalancerNodePorts"] != false
    // One port of a Service with two protocols is one port of the nodes.
    var known: [Int32: Int64] = [:]
    for (index, port) in service.spec.ports.enumerated() {
      let wanted = [port.nodePort, known[port.port] ?? 0, requested(port.port, service)]
        .first { $0 != 0 }
      if port.nodePort == 0, !allocates { continue }
      if let wanted {
        // Upstream lets two ports share one of the nodes' in updates alone.
        let isShared = isNew && given.contains(wanted) && known[port.port] != wanted
        let problem =
          isShared ? Self.allocated : given.contains(wanted) ? nil : problem(with: wanted)
        if let problem {
          throw .invalid(
            Service.resource, name: service.metadata.name,
            FieldErrors(
              FieldError(
                FieldPath("spec", "ports").index(index).field("nodePort"), .invalid,
                value: .integer(wanted), detail: problem)))
        }
        service.spec.ports[index].nodePort = wanted
      } else {
        guard let free = free(beside: given) else {
          throw .internalError("failed to allocate a nodePort: range is full")
        }
        service.spec.ports[index].nodePort = free
      }
      let number = service.spec.ports[index].nodePort
      given.insert(number)
      if known[port.port] == nil { known[port.port] = number }
    }
  }

  /// What another entry of the same port asks for.
  private func requested(_ port: Int32, _ service: Service) -> Int64 {
    service.spec.ports.first { $0.port == port && $0.nodePort != 0 }?.nodePort ?? 0
  }

  /// By this port a balancer asks which nodes have pods.
  private func allocateCheck(for service: inout Service, _ given: inout Set<Int64>)
    throws(StoreError)
  {
    let wanted = service.spec.healthCheckNodePort
    if wanted != 0 {
      if !given.contains(wanted), let text = problem(with: wanted) {
        throw .internalError("failed to allocate requested HealthCheck NodePort \(wanted): \(text)")
      }
    } else {
      guard let free = free(beside: given) else {
        throw .internalError("failed to allocate a HealthCheck NodePort 0: range is full")
      }
      service.spec.healthCheckNodePort = free
    }
    given.insert(service.spec.healthCheckNodePort)
  }

  private static let allocated = "provided port is already allocated"

  private func problem(with port: Int64) -> String? {
    guard Self.range.contains(port) else {
      return "provided port is not in the valid range. The range of valid ports is "
        + "\(Self.range.lowerBound)-\(Self.range.upperBound)"
    }
    return taken.contains(port) ? Self.allocated : nil
  }

  private func free(beside given: Set<Int64>) -> Int64? {
    let (first, last) = (Self.range.lowerBound, Self.range.upperBound)
    return [next...last, Self.chosen + 1...last, first...Self.chosen].joined()
      .first { !taken.contains($0) && !given.contains($0) }
  }
}

extension ServiceSpec {
  fileprivate var usesNodePorts: Bool { type == "NodePort" || type == "LoadBalancer" }

  fileprivate var healthCheckNodePort: Int64 {
    get { rest["healthCheckNodePort"]?.integer ?? 0 }
    set { rest["healthCheckNodePort"] = .integer(newValue) }
  }

  /// Who leaves out what was allocated keeps it, by the port's name.
  fileprivate mutating func keepNodePorts(of old: ServiceSpec) {
    var used = Set(old.ports.map(\.nodePort)).intersection(ports.map(\.nodePort))
    for index in ports.indices where ports[index].nodePort == 0 {
      let former = old.ports.last { $0.name == ports[index].name }?.nodePort ?? 0
      if former != 0, used.insert(former).inserted { ports[index].nodePort = former }
    }
  }
}
