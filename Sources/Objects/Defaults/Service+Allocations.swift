/// What an update keeps of what its Service was given.
extension Service {
  /// Who leaves out what was allocated keeps it (upstream's `patchAllocatedValues`), and who changes
  /// `clusterIP` alone means the list as well (`normalizeClusterIPs`).
  package func keepingAllocations(of old: Service) -> Service {
    var service = self
    service.spec.keepAddresses(of: old.spec)
    if spec.usesNodePorts, old.spec.usesNodePorts { service.spec.keepNodePorts(of: old.spec) }
    if spec.needsHealthCheck, old.spec.needsHealthCheck, spec.healthCheckNodePort == 0,
      old.spec.healthCheckNodePort != 0
    {
      service.spec.healthCheckNodePort = old.spec.healthCheckNodePort
    }
    return service
  }
}

extension ServiceSpec {
  fileprivate mutating func keepAddresses(of old: ServiceSpec) {
    if type != "ExternalName", old.type != "ExternalName" {
      if clusterIP.isEmpty { clusterIP = old.clusterIP }
      if clusterIPs.isEmpty { clusterIPs = old.clusterIPs }
    }
    if clusterIPs.isEmpty, clusterIP == old.clusterIP { clusterIPs = old.clusterIPs }
    if clusterIP != old.clusterIP, clusterIPs == old.clusterIPs {
      clusterIPs = clusterIP.isEmpty ? [] : [clusterIP]
    }
  }

  /// By the port's name; what another port has now is not given again.
  fileprivate mutating func keepNodePorts(of old: ServiceSpec) {
    let used = Set(old.ports.map(\.nodePort)).intersection(ports.map(\.nodePort))
    for index in ports.indices where ports[index].nodePort == 0 {
      let former = old.ports.last { $0.name == ports[index].name }?.nodePort ?? 0
      if former != 0, !used.contains(former) { ports[index].nodePort = former }
    }
  }

  package var usesNodePorts: Bool { type == "NodePort" || type == "LoadBalancer" }

  package var healthCheckNodePort: Int64 {
    get { rest["healthCheckNodePort"]?.integer ?? 0 }
    set { rest["healthCheckNodePort"] = .integer(newValue) }
  }
}
