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
  /// The names of the ready endpoints, by their first label.
  private(set) var hosts: [String: DomainName] = [:]
  private var endpointsByHost: [String: [ReadyEndpoint]] = [:]

  /// - Parameter previous: what was published of the same Service; of a large one most names stay as
  ///   they are.
  init?(
    _ key: NamespacedName, in view: ClusterView, configuration: PublisherConfiguration,
    previous: ServiceNames? = nil
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
    if service.spec.type != "ExternalName" {
      // Behind a cluster address they need no names: this is the API, on the machine itself.
      addHosts(service.isHeadless ? endpoints : endpoints.filter(isOfCluster), previous)
    }
    if service.spec.type == "ExternalName" {
      addAlias(service)
    } else if service.isHeadless {
      addHeadless(service, endpoints, in: view)
    } else {
      addClusterAddress(service)
    }
    addPendingPods(in: view)
    addUnreadyEndpoints(slices)
  }

  /// Nothing is published of it.
  var isEmpty: Bool { entries.isEmpty && reverse.isEmpty }

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
    var targets = ServiceTargets()
    for port in service.spec.ports {
      let port = EndpointPort(name: port.name, transport: port.transport, port: port.port)
      for address in addresses { targets.add(name, port, at: address) }
    }
    add(name, data + targets.locations, glue: targets.glue(configuration.timeToLive), below: below)
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
    var targets = ServiceTargets()
    for endpoint in endpoints {
      guard let host = hosts[endpoint.host] else { continue }
      for port in endpoint.ports { targets.add(host, port, at: endpoint.address) }
    }
    add(name, data + targets.locations, glue: targets.glue(configuration.timeToLive), below: below)
    addPorts(targets, addresses: data)
  }

  // MARK: Names below

  private mutating func addHosts(_ endpoints: [ReadyEndpoint], _ previous: ServiceNames?) {
    for endpoint in endpoints { endpointsByHost[endpoint.host, default: []].append(endpoint) }
    for (label, endpoints) in endpointsByHost {
      let isSame = previous?.endpointsByHost[label] == endpoints
      guard let host = isSame ? previous?.hosts[label] : host(label) else { continue }
      hosts[label] = host
      for endpoint in endpoints where isOfCluster(endpoint) {
        reverse[endpoint.address, default: []].append(
          ReverseTarget(name: host, rank: endpoint.hasHostname ? .hostname : .address))
      }
      if isSame {
        entries[host] = previous?.entries[host]
      } else {
        addHost(host, endpoints)
      }
    }
  }

  /// A loopback address is a pod's where pods have such, else the machine's own: `localhost` to
  /// everybody who looks it up.
  private func isOfCluster(_ endpoint: ReadyEndpoint) -> Bool {
    !endpoint.address.isLoopback
      || configuration.reverseBlocks.contains { $0.contains(endpoint.address) }
  }

  private mutating func addHost(_ host: DomainName, _ endpoints: [ReadyEndpoint]) {
    var targets = ServiceTargets()
    for endpoint in endpoints {
      for port in endpoint.ports { targets.add(host, port, at: endpoint.address) }
    }
    add(
      host, addresses(of: endpoints) + targets.locations,
      glue: targets.glue(configuration.timeToLive), below: .nameError(.belowHost(service: key.name))
    )
  }

  private mutating func addPorts(_ targets: ServiceTargets, addresses: [RecordData]) {
    for (port, targets) in targets.byPort {
      guard let owner = portName(port.name, port.transport) else { continue }
      add(
        owner, addresses + targets.locations, glue: targets.glue(configuration.timeToLive))
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
    if endpoints.count == 1 { return [endpoints[0].address.recordData] }
    var seen: Set<IPAddress> = []
    return endpoints.compactMap {
      seen.insert($0.address).inserted ? $0.address.recordData : nil
    }
  }
}
