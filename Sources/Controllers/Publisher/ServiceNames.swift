import ClusterNames
import ObjectStore
import Objects
import Registry
import Wire

/// The names that one Service, and the sets that it governs, put into DNS: a pure function of the view.
///
///     SERVICE            A and AAAA of the ready endpoints, or of the cluster address; SRV of all ports
///     HOST.SERVICE       A and AAAA of the endpoints with that hostname; SRV of their ports
///     _PORT._PROTO.SERVICE   SRV of that port, with the Service's addresses
///     _PROTO.SERVICE     nothing of its own, but names below (RFC 8020)
struct ServiceNames {
  let configuration: PublisherConfiguration
  let key: NamespacedName
  let service: Service?
  let sets: [StatefulSet]
  let name: DomainName
  private(set) var entries: [DomainName: NameEntry] = [:]
  private(set) var reverse: [IPAddress: [ReverseTarget]] = [:]

  init?(
    _ key: NamespacedName, in view: ClusterView, configuration: PublisherConfiguration
  ) {
    let namespace = try? configuration.domain.servicesName.prepending(key.namespace)
    guard let name = try? namespace?.prepending(key.name) else { return nil }
    self.configuration = configuration
    self.key = key
    self.name = name.lowercased
    service = view.services[key]
    sets = view.sets(governedBy: key)
    guard let service else {
      if !sets.isEmpty { addMissingService() }
      addPendingPods(in: view)
      return
    }
    let slices = view.slices(of: key)
    let endpoints = ReadyEndpoint.all(in: slices)
    if service.spec.type == "ExternalName" {
      addAlias(service)
    } else if service.isHeadless {
      addHeadless(service, endpoints, in: view)
    } else {
      addClusterAddress(service)
    }
    if service.spec.type != "ExternalName" { addHosts(endpoints) }
    addPendingPods(in: view)
    addUnreadyEndpoints(slices)
  }

  // MARK: The Service's own name

  private var below: NameEntry.Below {
    .endpoints(
      PublishedService(
        name: key.name, isHeadless: service?.isHeadless ?? false,
        sets: sets.map {
          PublishedService.Ordinals(
            name: $0.metadata.name, start: $0.spec.ordinals.lowerBound,
            replicas: $0.spec.ordinals.count)
        }))
  }

  private mutating func addMissingService() {
    let cause = Cause.noGoverningService(set: sets[0].metadata.name, service: key.name)
    add(name, presence: .absent(cause), isCached: false, below: .nameError(cause))
  }

  private mutating func addAlias(_ service: Service) {
    let text = service.spec.externalName
    if (try? IPAddress(text)) != nil {
      let cause = Cause.externalNameIsAddress(service: key.name)
      add(name, presence: .absent(cause), isCached: true, below: .nameError(cause))
    } else if let target = try? DomainName(text) {
      add(name, [.cname(target.lowercased)], below: .nameError(.noSuchHost(service: key.name)))
    }
  }

  private mutating func addClusterAddress(_ service: Service) {
    let texts = service.spec.clusterIPs.isEmpty ? [service.spec.clusterIP] : service.spec.clusterIPs
    let addresses = texts.compactMap { try? IPAddress($0) }
    guard !addresses.isEmpty else { return }
    let data = addresses.map(\.recordData)
    let ports = service.spec.ports.map {
      EndpointPort(name: $0.name, transport: $0.transport, port: $0.port)
    }
    let targets = ports.flatMap { port in
      addresses.map { Location(target: name, port: port, address: [$0]) }
    }
    add(name, data + locations(targets), glue: glue(targets), below: below)
    addPorts(targets, addresses: data)
    for address in addresses {
      reverse[address, default: []].append(ReverseTarget(name: name, rank: .service))
    }
  }

  private mutating func addHeadless(
    _ service: Service, _ endpoints: [ReadyEndpoint], in view: ClusterView
  ) {
    guard !endpoints.isEmpty else {
      let cause = NothingReady.cause(for: service, in: view)
      let isGoverning = !sets.isEmpty
      add(name, presence: .absent(cause), isCached: !isGoverning, below: below)
      for port in service.spec.ports where !port.name.isEmpty {
        guard let owner = portName(port.name, port.transport) else { continue }
        add(owner, presence: .absent(cause), isCached: !isGoverning)
      }
      return
    }
    let data = addresses(of: endpoints)
    let targets = endpoints.flatMap { endpoint in
      endpoint.ports.compactMap { port in
        host(endpoint.host).map { Location(target: $0, port: port, address: [endpoint.address]) }
      }
    }
    add(name, data + locations(targets), glue: glue(targets), below: below)
    addPorts(targets, addresses: data)
  }

  // MARK: Names below

  private mutating func addHosts(_ endpoints: [ReadyEndpoint]) {
    var byHost: [String: [ReadyEndpoint]] = [:]
    for endpoint in endpoints { byHost[endpoint.host, default: []].append(endpoint) }
    for (label, endpoints) in byHost {
      guard let host = host(label) else { continue }
      let targets = endpoints.flatMap { endpoint in
        endpoint.ports.map { Location(target: host, port: $0, address: [endpoint.address]) }
      }
      add(host, addresses(of: endpoints) + locations(targets), glue: glue(targets))
      for endpoint in endpoints {
        reverse[endpoint.address, default: []].append(
          ReverseTarget(name: host, rank: endpoint.hasHostname ? .hostname : .address))
      }
    }
  }

  private mutating func addPorts(_ targets: [Location], addresses: [RecordData]) {
    var byOwner: [DomainName: [Location]] = [:]
    for target in targets where !target.port.name.isEmpty {
      guard let owner = portName(target.port.name, target.port.transport) else { continue }
      byOwner[owner, default: []].append(target)
    }
    for (owner, targets) in byOwner {
      add(owner, addresses + locations(targets), glue: glue(targets))
      if let parent = owner.parent { add(parent, below: .resolved) }
    }
  }

  // MARK: Parts

  mutating func add(
    _ name: DomainName, _ records: [RecordData] = [], glue: [ResourceRecord] = [],
    presence: NameEntry.Presence = .exists, isCached: Bool = true,
    below: NameEntry.Below = .nameError(nil)
  ) {
    entries[name] = NameEntry(
      name: name, zone: configuration.domain.name, presence: presence, records: records, glue: glue,
      timeToLive: configuration.timeToLive, allowsNegativeCaching: isCached, below: below)
  }

  func host(_ label: String) -> DomainName? { try? name.prepending(label.lowercased()) }

  private func portName(_ port: String, _ transport: String) -> DomainName? {
    let owner = try? name.prepending("_" + transport.lowercased())
    return try? owner?.prepending("_" + port.lowercased())
  }

  /// Each address once (K8s DNS §2.4.1), in the order of arrival.
  private func addresses(of endpoints: [ReadyEndpoint]) -> [RecordData] {
    var seen: Set<IPAddress> = []
    return endpoints.compactMap {
      seen.insert($0.address).inserted ? $0.address.recordData : nil
    }
  }

  /// The addresses of targets, those of one target and family together: sets go out whole.
  private func glue(_ targets: [Location]) -> [ResourceRecord] {
    var seen: Set<ResourceRecord> = []
    var sets: [DomainName: [RecordType: [ResourceRecord]]] = [:]
    var order: [DomainName] = []
    for target in targets {
      if sets[target.target] == nil { order.append(target.target) }
      for data in target.address.map(\.recordData) {
        let record = ResourceRecord(
          owner: target.target, timeToLive: configuration.timeToLive, data: data)
        guard seen.insert(record).inserted else { continue }
        sets[target.target, default: [:]][data.type, default: []].append(record)
      }
    }
    return order.flatMap { (sets[$0]?[.a] ?? []) + (sets[$0]?[.aaaa] ?? []) }
  }

  /// SRV data as CoreDNS gives them: priority 0, the weight shared among all pairs of address and port,
  /// each target and port once.
  private func locations(_ targets: [Location]) -> [RecordData] {
    let weight = UInt16(max(100 / max(targets.count, 1), 1))
    var seen: Set<ServiceLocation> = []
    return targets.compactMap { target in
      let location = ServiceLocation(
        priority: 0, weight: weight, port: UInt16(truncatingIfNeeded: target.port.port ?? 0),
        target: target.target)
      return seen.insert(location).inserted ? .srv(location) : nil
    }
  }

  private struct Location {
    var target: DomainName
    var port: EndpointPort
    var address: [IPAddress]
  }
}
