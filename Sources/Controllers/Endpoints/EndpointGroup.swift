import ClusterNames
import Objects

/// Endpoints that listen on the same ports: only these can share a slice.
struct EndpointGroup: Equatable {
  var ports: [EndpointPort]
  var endpoints: [SliceEndpoint]

  /// Whether a slice has its ports, in whatever order.
  func isOf(_ slice: EndpointSlice) -> Bool {
    slice.ports == ports
      || slice.ports.count == ports.count && ports.allSatisfy(slice.ports.contains)
        && slice.ports.allSatisfy(ports.contains)
  }

  /// The endpoints of one family behind a Service, in order of arrival.
  ///
  /// Pods that have ended are left out (K8s DNS E3); of pods without an address of the family the
  /// ports are there, so that a slice that waits for them stays.
  ///
  /// - Parameter zone: where a node is.
  static func groups(
    of pods: [Pod], behind service: Service, family: String, zone: (_ node: String) -> String?
  ) -> [EndpointGroup] {
    let hints = TrafficHints(service)
    var groups: [EndpointGroup] = []
    for pod in inOrderOfArrival(pods).lazy.map({ pods[$0] })
    where !pod.isTerminal && !pod.addresses.isEmpty {
      let ports = pod.endpointPorts(of: service)
      let place = groups.firstIndex { $0.ports == ports } ?? groups.endIndex
      if place == groups.endIndex { groups.append(EndpointGroup(ports: ports, endpoints: [])) }
      let addresses = pod.addresses(of: family)
      guard !addresses.isEmpty else { continue }
      var endpoint = pod.endpoint(of: service, at: addresses)
      endpoint.rest["zone"] = zone(pod.spec.nodeName).map { .string($0) }
      endpoint.rest["hints"] = hints?.value(for: endpoint)
      groups[place].endpoints.append(endpoint)
    }
    return groups
  }

  /// Older first; those of one second by name, where web-10 comes after web-9.
  private static func inOrderOfArrival(_ pods: [Pod]) -> [Int] {
    // Pods are large values: their places are sorted, by a key that is small.
    let keys = pods.map { pod in
      let metadata = pod.metadata
      return (metadata.creationTimestamp ?? Timestamp(seconds: 0), metadata.name)
    }
    return pods.indices.sorted { first, second in
      let (a, b) = (keys[first], keys[second])
      return (a.0, a.1.utf8.count, a.1) < (b.0, b.1.utf8.count, b.1)
    }
  }
}

extension Pod {
  /// K8s DNS E1 and E2: ready, serving, terminating, and a hostname if the Service governs it.
  func endpoint(of service: Service, at addresses: [String]) -> SliceEndpoint {
    let isGoverned = !spec.hostname.isEmpty && spec.subdomain == service.metadata.name
    return SliceEndpoint(
      addresses: addresses, hostname: isGoverned ? spec.hostname : "", nodeName: spec.nodeName,
      targetReference: ObjectReference(
        kind: "Pod", namespace: metadata.namespace, name: metadata.name, uid: metadata.uid),
      isReady: service.spec.publishNotReadyAddresses || isReady && !isTerminating,
      isServing: isReady,
      isTerminating: isTerminating)
  }

  /// K8s DNS E4 and E5: the Service's port names with the numbers on which this pod listens. A
  /// named target port that the pod does not have is left out.
  func endpointPorts(of service: Service) -> [EndpointPort] {
    service.spec.ports.compactMap { port in
      guard let number = containerPort(for: port) else { return nil }
      return EndpointPort(
        name: port.name, transport: port.transport, port: number,
        rest: port.rest.filter { $0.key == "appProtocol" })
    }
  }

  /// In their usual form (RFC 5952), however the kubelet wrote them.
  fileprivate func addresses(of family: String) -> [String] {
    let isIPv6 = family == "IPv6"
    let own = addresses.filter { $0.utf8.contains(0x3A) == isIPv6 }
    return isIPv6 ? own.map { (try? IPv6Address($0))?.description ?? $0 } : own
  }

  /// A number stands for itself; a name is a port of one of the pod's containers, or of one that
  /// runs beside them (an init container with `restartPolicy: Always`).
  private func containerPort(for port: ServicePort) -> Int32? {
    switch port.targetPort {
    case nil: return port.port
    case .number(let number): return number
    case .name(let name):
      func find(in container: Container) -> Int32? {
        container.ports.first { $0.name == name && $0.transport == port.transport }?.containerPort
      }
      if let number = spec.containers.lazy.compactMap(find).first { return number }
      let sidecars = spec.rest["initContainers"]?.array?.filter { $0["restartPolicy"] == "Always" }
      return sidecars?.lazy.map(Container.init(value:)).compactMap(find).first
    }
  }
}
