/// Defaults of Services, including those that upstream's allocator fills in.
extension Service {
  /// As in a cluster of one family, IPv4.
  package func applyingDefaults() -> Service { applyingDefaults(families: ["IPv4"]) }

  /// The Service with all that the API server fills in, except an allocated address.
  ///
  /// - Parameter families: those of the cluster, the preferred one first.
  package func applyingDefaults(families: [String]) -> Service {
    var service = self
    service.spec.applyDefaults(families: families)
    return service
  }
}

extension ServiceSpec {
  mutating func applyDefaults(families: [String]) {
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
    // The list is never without its first; the other way around is for validation to refuse.
    if clusterIPs.isEmpty, !clusterIP.isEmpty { clusterIPs = [clusterIP] }
    guard ["ClusterIP", "NodePort", "LoadBalancer"].contains(type) else { return }
    rest.setDefault("internalTrafficPolicy", "Cluster")
    // What is wrong with the addresses is told of those that were given.
    if validateFamilies(at: FieldPath("spec")).isEmpty { applyFamilyDefaults(families) }
  }

  /// Given addresses tell their families; a headless Service without a selector has both, since
  /// nobody knows what addresses its endpoints are going to have.
  private mutating func applyFamilyDefaults(_ families: [String]) {
    let isForeign = clusterIP == "None" && selector.isEmpty
    if ipFamilyPolicy.isEmpty {
      let wantsTwo = isForeign || ipFamilies.count > 1 || clusterIPs.count > 1
      ipFamilyPolicy = wantsTwo ? "RequireDualStack" : "SingleStack"
    }
    if ipFamilies.isEmpty, clusterIP != "None" {
      ipFamilies = clusterIPs.map { $0.utf8.contains(UInt8(ascii: ":")) ? "IPv6" : "IPv4" }
    }
    if ipFamilies.isEmpty { ipFamilies = [families.first ?? "IPv4"] }
    let isDual =
      ipFamilyPolicy == "RequireDualStack"
      || ipFamilyPolicy == "PreferDualStack" && (families.count > 1 || isForeign)
    if isDual, ipFamilies.count == 1 {
      ipFamilies.append(ipFamilies[0] == "IPv4" ? "IPv6" : "IPv4")
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
