/// What is left of a Service's fields when it becomes one of another type.
extension Service {
  /// Without what an earlier type needed, was given on its own, and nobody asked to change
  /// (upstream's `dropTypeDependentFields`): who turns a Service into an `ExternalName` need not
  /// take its address out.
  package func droppingUnusedFields(of old: Service) -> Service {
    var service = self
    let (new, former) = (spec, old.spec)
    if former.hasAddresses, !new.hasAddresses {
      // One of the two fields may stand for both.
      let all = new.clusterIPs.isEmpty ? former.clusterIPs : new.clusterIPs
      if all == former.clusterIPs, new.clusterIP == former.clusterIP {
        (service.spec.clusterIP, service.spec.clusterIPs) = ("", [])
      }
      if new.ipFamilies == former.ipFamilies { service.spec.ipFamilies = [] }
      if new.ipFamilyPolicy == former.ipFamilyPolicy { service.spec.ipFamilyPolicy = "" }
    }
    if former.hasNodePorts, !new.hasNodePorts,
      new.ports.map(\.nodePort) == former.ports.map(\.nodePort)
    {
      for index in new.ports.indices { service.spec.ports[index].rest["nodePort"] = nil }
    }
    func drop(_ field: String, where isUnused: Bool) {
      if isUnused, new.rest[field] == former.rest[field] { service.spec.rest[field] = nil }
    }
    let wasBalancer = former.type == "LoadBalancer" && new.type != "LoadBalancer"
    drop("healthCheckNodePort", where: former.needsHealthCheck && !new.needsHealthCheck)
    drop("allocateLoadBalancerNodePorts", where: wasBalancer)
    drop("loadBalancerClass", where: wasBalancer)
    drop(
      "externalTrafficPolicy",
      where: former.isExternallyAccessible && !new.isExternallyAccessible)
    return service
  }
}

extension ServiceSpec {
  fileprivate var hasAddresses: Bool { type != "ExternalName" }

  /// A balancer may do without.
  fileprivate var hasNodePorts: Bool {
    type == "NodePort"
      || type == "LoadBalancer" && rest["allocateLoadBalancerNodePorts"] != false
  }
}
