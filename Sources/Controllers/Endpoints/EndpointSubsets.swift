import Objects

/// What an Endpoints object says: the pods behind a Service. Ports that the same pods have stand
/// together, so that a port is in one subset (upstream's `RepackSubsets`).
struct EndpointSubsets {
  /// How many addresses an Endpoints object may have.
  static let capacity = 1000

  private var subsets: [Subset] = []

  private struct Subset {
    var ports: [EndpointPort]
    var ready: [Address] = []
    var notReady: [Address] = []
  }

  private struct Address {
    var pod: Pod
    var address: String
    var hostname: String
    var isReady: Bool

    /// Written out, as octets are compared: 10.244.0.10 comes before 10.244.0.9.
    var order: (String, String) { (address, pod.metadata.uid) }

    var value: Value {
      let metadata = pod.metadata
      var fields: [String: Value] = [
        "ip": .string(address),
        "targetRef": [
          "kind": "Pod", "namespace": .string(metadata.namespace), "name": .string(metadata.name),
          "uid": .string(metadata.uid),
        ],
      ]
      if !pod.spec.nodeName.isEmpty { fields["nodeName"] = .string(pod.spec.nodeName) }
      if !hostname.isEmpty { fields["hostname"] = .string(hostname) }
      return .object(fields)
    }
  }

  /// Of the Service's first family alone. A pod that terminates is left out at once, unless the
  /// Service publishes what is not ready.
  init(of pods: [Pod], behind service: Service) {
    let publishesNotReady = service.spec.publishNotReadyAddresses
    let wantsIPv6 = service.spec.ipFamilies.first == "IPv6"
    var addresses: [Address] = []
    // Which of them offer a port; nil: a Service without ports.
    var offers: [(port: EndpointPort?, places: [Int])] = []
    for pod in pods where !pod.isTerminal && (publishesNotReady || !pod.isTerminating) {
      guard
        let address = pod.addresses.first(where: { $0.utf8.contains(0x3A) == wantsIPv6 })
      else { continue }
      var ports: [EndpointPort?] = pod.endpointPorts(of: service)
      // A headless Service needs no ports; any other without one leads nowhere.
      if service.isHeadless, service.spec.ports.isEmpty { ports = [nil] }
      guard !ports.isEmpty else { continue }
      let isGoverned = !pod.spec.hostname.isEmpty && pod.spec.subdomain == service.metadata.name
      for port in ports {
        if let index = offers.firstIndex(where: { $0.port == port }) {
          offers[index].places.append(addresses.count)
        } else {
          offers.append((port, [addresses.count]))
        }
      }
      addresses.append(
        Address(
          pod: pod, address: address, hostname: isGoverned ? pod.spec.hostname : "",
          isReady: publishesNotReady || pod.isReady))
    }
    while let first = offers.first {
      let ports = offers.filter { $0.places == first.places }.compactMap(\.port)
      offers.removeAll { $0.places == first.places }
      let sorted = first.places.map { addresses[$0] }.sorted { $0.order < $1.order }
      subsets.append(
        Subset(
          ports: ports, ready: sorted.filter(\.isReady), notReady: sorted.filter { !$0.isReady }))
    }
  }

  /// Keeps as many as the object may have, each subset its share, ready ones first. Returns whether
  /// there were more.
  mutating func truncate() -> Bool {
    let ready = subsets.reduce(0) { $0 + $1.ready.count }
    let notReady = subsets.reduce(0) { $0 + $1.notReady.count }
    guard ready + notReady > Self.capacity else { return false }
    let cutsReady = ready > Self.capacity
    let room = cutsReady ? Self.capacity : Self.capacity - ready
    let total = cutsReady ? ready : notReady
    var left = room
    for index in subsets.indices {
      let count = cutsReady ? subsets[index].ready.count : subsets[index].notReady.count
      let share = min(left, (count * room + total - 1) / total)
      if cutsReady {
        subsets[index].ready.removeLast(count - share)
        subsets[index].notReady = []
      } else {
        subsets[index].notReady.removeLast(count - share)
      }
      left -= share
    }
    return true
  }

  /// nil where there is nobody: an object without subsets.
  var value: Value? {
    guard !subsets.isEmpty else { return nil }
    return .array(
      subsets.map { subset in
        var fields: [String: Value] = [:]
        if !subset.ready.isEmpty { fields["addresses"] = .array(subset.ready.map(\.value)) }
        if !subset.notReady.isEmpty {
          fields["notReadyAddresses"] = .array(subset.notReady.map(\.value))
        }
        if !subset.ports.isEmpty { fields["ports"] = .array(subset.ports.map(Self.value)) }
        return .object(fields)
      })
  }

  private static func value(_ port: EndpointPort) -> Value {
    var fields: [String: Value] = port.rest
    fields["protocol"] = .string(port.transport)
    if let number = port.port { fields["port"] = .integer(Int64(number)) }
    if !port.name.isEmpty { fields["name"] = .string(port.name) }
    return .object(fields)
  }
}
