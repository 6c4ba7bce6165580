import ClusterNames
import Objects
import Wire

/// Where the SRV records of a name point: pairs of a target with one of its addresses and a port, in
/// order of arrival.
struct ServiceTargets {
  /// Each target once. The others refer to it by its place here, which is cheaper to hash than a name.
  private var names: [DomainName] = []
  private var places: [DomainName: Int] = [:]
  private var pairs: [Pair] = []

  private struct Pair {
    var place: Int
    var port: EndpointPort
    var address: IPAddress
  }

  private struct Location: Hashable {
    var place: Int
    var port: UInt16
  }

  private struct PlacedAddress: Hashable {
    var place: Int
    var address: IPAddress
  }

  mutating func add(_ target: DomainName, _ port: EndpointPort, at address: IPAddress) {
    pairs.append(Pair(place: place(of: target), port: port, address: address))
  }

  /// Mostly the one that was added last: a target has several ports.
  private mutating func place(of target: DomainName) -> Int {
    if let last = pairs.last, names[last.place] == target { return last.place }
    if let place = places[target] { return place }
    places[target] = names.count
    names.append(target)
    return names.count - 1
  }

  /// SRV data as CoreDNS gives them: priority 0, the weight shared among all pairs of address and port,
  /// each target and port once.
  var locations: [RecordData] {
    let weight = UInt16(max(100 / max(pairs.count, 1), 1))
    var seen = Set<Location>(minimumCapacity: pairs.count)
    var data: [RecordData] = []
    data.reserveCapacity(pairs.count)
    for pair in pairs {
      let port = UInt16(truncatingIfNeeded: pair.port.port ?? 0)
      guard seen.insert(Location(place: pair.place, port: port)).inserted else { continue }
      data.append(
        .srv(ServiceLocation(priority: 0, weight: weight, port: port, target: names[pair.place])))
    }
    return data
  }

  /// The addresses of targets, those of one target and family together: sets go out whole.
  func glue(_ timeToLive: UInt32) -> [ResourceRecord] {
    var seen = Set<PlacedAddress>(minimumCapacity: pairs.count)
    let addresses = pairs.compactMap { pair in
      let placed = PlacedAddress(place: pair.place, address: pair.address)
      return seen.insert(placed).inserted ? placed : nil
    }
    // In the order of the places, which is that of arrival, and stable.
    let sorted = addresses.sorted {
      ($0.place, $0.address.bitWidth) < ($1.place, $1.address.bitWidth)
    }
    return sorted.map {
      ResourceRecord(
        owner: names[$0.place], timeToLive: timeToLive, data: $0.address.recordData)
    }
  }

  /// The targets of each named port.
  var byPort: [PortKey: ServiceTargets] {
    var byPort: [PortKey: ServiceTargets] = [:]
    for pair in pairs where !pair.port.name.isEmpty {
      let key = PortKey(
        name: pair.port.name.lowercased(), transport: pair.port.transport.lowercased())
      byPort[key, default: ServiceTargets()].add(names[pair.place], pair.port, at: pair.address)
    }
    return byPort
  }

  /// What names the records of a port: `_NAME._TRANSPORT`.
  struct PortKey: Hashable {
    var name, transport: String
  }
}
