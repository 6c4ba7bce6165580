extension SchemaNotes {
  /// Services and their endpoints.
  static let service = """
    Service: A name in DNS for a group of pods.
      spec: Which pods, and under which addresses and ports.
      status: Addresses of a load balancer.
    ServiceSpec:
      allocateLoadBalancerNodePorts: A load balancer gets node ports. True unless given.
      clusterIP: The address of the Service. None makes it headless: its name stands for its pods.
      clusterIPs: The addresses of the Service, one a family. The first is clusterIP.
      externalIPs: Further addresses whose traffic nodes accept.
      externalName: For type ExternalName, the name that this one is an alias of.
      externalTrafficPolicy: Whether traffic from outside stays on the node that it reaches.
      healthCheckNodePort: Port on which nodes tell whether they have pods of the Service.
      internalTrafficPolicy: Whether traffic from inside stays on its node.
      ipFamilies: IPv4 and IPv6 in the order of preference.
      ipFamilyPolicy: SingleStack, PreferDualStack or RequireDualStack.
      loadBalancerClass: Which load balancer.
      loadBalancerIP: Not used any more.
      loadBalancerSourceRanges: Addresses that the load balancer serves.
      ports: The ports. A headless Service may have none.
      publishNotReadyAddresses: Pods have their names in DNS also while they are not Ready.
      selector: Labels of the pods. Without it, somebody else writes the EndpointSlices.
      sessionAffinity: ClientIP sends a client to the same pod again.
      sessionAffinityConfig: For how long it does.
      trafficDistribution: Whether near endpoints are preferred.
      type: ClusterIP, NodePort, LoadBalancer or ExternalName. ClusterIP unless given.
    ServicePort: A port of a Service.
      appProtocol: What is spoken there, such as http.
      name: Its name, which gives it an SRV record. Needed when there are several ports.
      nodePort: Port of the nodes that leads here.
      port: Number of the port.
      protocol: TCP, UDP or SCTP. TCP unless given.
      targetPort: Number or name of the pods' port. The same number unless given.
    ServiceStatus:
      conditions: Aspects of the Service's state.
      loadBalancer: Addresses of the load balancer.
    LoadBalancerStatus:
      ingress: Where it is reached.
    LoadBalancerIngress: Where a load balancer is reached.
      hostname: Its name.
      ip: Its address.
      ipMode: VIP or Proxy.
      ports: Its ports.
    SessionAffinityConfig: How long clients stay with a pod.
      clientIP: For affinity ClientIP.
    ClientIPConfig: Affinity by the client's address.
      timeoutSeconds: How long it lasts. 10800 unless given.
    Endpoints: Addresses of a Service's pods, the old form. EndpointSlices take its place.
      subsets: Groups of addresses that have the same ports.
    EndpointSubset: Addresses that have the same ports.
      addresses: Those that are ready.
      notReadyAddresses: Those that are not.
      ports: The ports.
    EndpointAddress: An address.
      hostname: Its label below the Service's name.
      ip: The address.
      nodeName: The node it is on.
      targetRef: The pod behind it.
    EndpointPort: A port of all addresses.
      appProtocol: What is spoken there.
      name: Name of the Service's port.
      port: Number of the port.
      protocol: TCP, UDP or SCTP.
    discovery.EndpointSlice: Some of a Service's endpoints, all of one address family.
      addressType: IPv4, IPv6 or FQDN. It never changes.
      endpoints: The endpoints, 1000 at most.
      ports: Ports of all endpoints.
    discovery.Endpoint: A pod of a Service, or what stands in for one.
      addresses: Its addresses. Consumers use the first.
      conditions: Whether it serves.
      deprecatedTopology: Not used any more.
      hints: Who should use it.
      hostname: Its label below the Service's name.
      nodeName: The node it is on.
      targetRef: The pod behind it.
      zone: The zone it is in.
    discovery.EndpointConditions: Whether an endpoint serves.
      ready: It serves and is not about to end. Unknown counts as true.
      serving: It serves, even if it is about to end.
      terminating: It is about to end.
    discovery.EndpointHints: Who should use an endpoint.
      forNodes: Nodes that should.
      forZones: Zones that should.
    discovery.EndpointPort: A port of all endpoints.
      appProtocol: What is spoken there.
      name: Name of the Service's port.
      port: Number of the port. None means all ports.
      protocol: TCP, UDP or SCTP. TCP unless given.
    """
}
