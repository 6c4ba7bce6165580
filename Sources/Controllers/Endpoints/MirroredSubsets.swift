import ClusterNames
import Objects

/// What the slices of Endpoints that somebody wrote are to hold.
///
/// As upstream, subsets are taken apart and put together anew: a port is in one group, with all who
/// listen on it, and who is not ready in one subset is not ready.
struct MirroredSubsets {
  /// Of each subset, ready ones first.
  static let limit = 1000

  /// Groups without endpoints among them: of a family that has none.
  private var groups: [(family: String, group: EndpointGroup)] = []
  /// How many addresses are above the limit.
  private(set) var skipped = 0

  /// Addresses by their text and the uid of what they lead to; the first that says it counts.
  private struct Address {
    var value: Value
    var ip: String { value["ip"]?.string ?? "" }
    var uid: String { value["targetRef"]?["uid"]?.string ?? "" }
  }

  init(_ subsets: [Value]) {
    var addresses: [Address] = []
    var places: [[String]: Int] = [:]
    // Who listens on a port, and whether ready; nil: a subset without ports.
    var listeners: [(port: EndpointPort?, isReady: [Int: Bool])] = []
    for subset in subsets {
      let ports: [EndpointPort?] = (subset["ports"]?.array ?? []).map(Self.port)
      for port in ports.isEmpty ? [nil] : ports {
        let index = listeners.firstIndex { $0.port == port } ?? listeners.endIndex
        if index == listeners.endIndex { listeners.append((port, [:])) }
        for (field, isReady) in [("addresses", true), ("notReadyAddresses", false)] {
          for address in (subset[field]?.array ?? []).map(Address.init) {
            let place = places[[address.ip, address.uid], default: addresses.count]
            if place == addresses.count {
              places[[address.ip, address.uid]] = place
              addresses.append(address)
            }
            if listeners[index].isReady[place] != false {
              listeners[index].isReady[place] = isReady
            }
          }
        }
      }
    }
    while let first = listeners.first {
      let ports = listeners.filter { $0.isReady == first.isReady }.compactMap(\.port)
      listeners.removeAll { $0.isReady == first.isReady }
      let sorted = first.isReady.map { (address: addresses[$0.key], isReady: $0.value) }.sorted {
        ($0.isReady ? 0 : 1, $0.address.ip, $0.address.uid)
          < ($1.isReady ? 0 : 1, $1.address.ip, $1.address.uid)
      }
      skipped += max(0, sorted.count - Self.limit)
      let endpoints = sorted.prefix(Self.limit).map { Self.endpoint($0.address.value, $0.isReady) }
      for family in ["IPv4", "IPv6"] {
        let own = endpoints.filter { ($0.addresses[0].utf8.contains(0x3A)) == (family == "IPv6") }
        groups.append((family, EndpointGroup(ports: ports, endpoints: Self.unique(own))))
      }
    }
  }

  func groups(of family: String) -> [EndpointGroup] {
    groups.filter { $0.family == family }.map(\.group)
  }

  /// Of those that a slice could not tell apart the last counts.
  private static func unique(_ endpoints: [SliceEndpoint]) -> [SliceEndpoint] {
    var unique: [SliceEndpoint] = []
    var places: [EndpointIdentity: Int] = [:]
    for endpoint in endpoints {
      let place = places[EndpointIdentity(endpoint), default: unique.count]
      if place == unique.count {
        places[EndpointIdentity(endpoint)] = place
        unique.append(endpoint)
      } else {
        unique[place] = endpoint
      }
    }
    return unique
  }

  private static func endpoint(_ address: Value, _ isReady: Bool) -> SliceEndpoint {
    let text = address["ip"]?.string ?? ""
    return SliceEndpoint(
      addresses: [(try? IPv6Address(text))?.description ?? text],
      hostname: address["hostname"]?.string ?? "", nodeName: address["nodeName"]?.string ?? "",
      targetReference: address["targetRef"].flatMap(reference), isReady: isReady)
  }

  private static func reference(_ value: Value) -> ObjectReference? {
    guard var rest = value.object else { return nil }
    let texts = ["kind", "namespace", "name", "uid"].map {
      rest.removeValue(forKey: $0)?.string ?? ""
    }
    return ObjectReference(
      kind: texts[0], namespace: texts[1], name: texts[2], uid: texts[3], rest: rest)
  }

  private static func port(_ port: Value) -> EndpointPort {
    EndpointPort(
      name: port["name"]?.string ?? "", transport: port["protocol"]?.string ?? "TCP",
      port: port["port"]?.integer.map { Int32(truncatingIfNeeded: $0) },
      rest: (port.object ?? [:]).filter { $0.key == "appProtocol" })
  }
}
