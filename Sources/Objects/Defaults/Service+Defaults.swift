extension Service {
  /// As in a cluster of one family, IPv4; what is wrong with the families stays as it was given.
  package func applyingDefaults() -> Service {
    var service = applyingFixedDefaults(replacing: nil)
    _ = ServiceFamilies(ofPods: ["IPv4"], ofRanges: ["IPv4"])
      .settle(&service.spec, replacing: nil)
    return service
  }

  /// What the API server fills in without a look at the cluster: no families, addresses and ports.
  package func applyingFixedDefaults(replacing old: Service?) -> Service {
    var service = self
    service.spec.applyFixedDefaults()
    if let old { return service.keepingAllocations(of: old) }
    // The list is never without its first; the other way around is for validation to refuse.
    if spec.clusterIPs.isEmpty, !spec.clusterIP.isEmpty {
      service.spec.clusterIPs = [spec.clusterIP]
    }
    return service
  }
}

extension ServiceSpec {
  fileprivate mutating func applyFixedDefaults() {
    if type.isEmpty { type = "ClusterIP" }
    rest.setDefault("sessionAffinity", "None")
    if rest["sessionAffinity"] == "None" { rest["sessionAffinityConfig"] = nil }
    if rest["sessionAffinity"] == "ClientIP",
      rest["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"] == nil
    {
      rest["sessionAffinityConfig"] = ["clientIP": ["timeoutSeconds": 10800]]
    }
    for index in ports.indices {
      if ports[index].transport.isEmpty { ports[index].transport = "TCP" }
      // A struct in Go, so that protobuf bodies have it even when nobody set it.
      if [nil, .number(0), .name("")].contains(ports[index].targetPort) {
        ports[index].targetPort = PortReference(port: ports[index].port)
      }
    }
    if isExternallyAccessible { rest.setDefault("externalTrafficPolicy", "Cluster") }
    if type == "LoadBalancer" { rest.setDefault("allocateLoadBalancerNodePorts", true) }
    if ["ClusterIP", "NodePort", "LoadBalancer"].contains(type) {
      rest.setDefault("internalTrafficPolicy", "Cluster")
    }
  }
}

extension PortReference {
  fileprivate init?(port: Int32) {
    guard port != 0 else { return nil }
    self = .number(port)
  }
}

extension EndpointSlice {
  /// A port without a protocol is TCP. Labels of nodes are of an older version of the API, and
  /// nothing that is written through this one keeps them.
  package func applyingDefaults() -> EndpointSlice {
    var slice = self
    for index in slice.endpoints.indices
    where slice.endpoints[index].rest["deprecatedTopology"] != nil {
      slice.endpoints[index].rest["deprecatedTopology"] = nil
    }
    for index in slice.ports.indices
    where slice.ports[index].transport.isEmpty && slice.ports[index].rest["protocol"] == nil {
      slice.ports[index].transport = "TCP"
    }
    return slice
  }
}

extension Namespace {
  /// The label by which a selector can find a namespace of a known name.
  package func applyingDefaults() -> Namespace {
    var namespace = self
    if !namespace.metadata.name.isEmpty {
      namespace.metadata.labels["kubernetes.io/metadata.name"] = namespace.metadata.name
    }
    return namespace
  }
}
