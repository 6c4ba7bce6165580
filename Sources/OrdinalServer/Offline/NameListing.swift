import ClusterNames
import Objects
import Registry
import Wire
import ZoneFile

/// What `ordinal names` prints: every name of sets that nobody serves yet.
package struct NameListing: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case table
    case json
    /// Lines for `/etc/hosts`.
    case hosts
    /// A master file.
    case zone
  }

  private let sets: [NamedSet]
  private let domain: ClusterDomain
  /// Addresses as a fresh server gives them: one after the other from the block's first.
  private let addresses: [IPAddress]

  package init(_ sets: [NamedSet], domain: String, podBlock: String) throws(OrdinalError) {
    self.sets = sets
    do {
      self.domain = try ClusterDomain(domain)
      let block = try AddressBlock(podBlock)
      let count = sets.reduce(0) { $0 + $1.names.count }
      addresses = (0..<count).compactMap { block.address(at: UInt64($0) + Self.firstPlace) }
    } catch {
      throw OrdinalError("\(error)")
    }
    guard addresses.count == sets.reduce(0, { $0 + $1.names.count }) else {
      throw OrdinalError("--pod-cidr \(podBlock): has fewer addresses than the sets have pods")
    }
  }

  /// The first address of a pod: 10.244.0.6 of 10.244.0.0/16.
  private static let firstPlace: UInt64 = 6

  package func text(_ format: Format) -> String {
    switch format {
    case .table: table
    case .json: json.json() + "\n"
    case .hosts: hosts
    case .zone: zone
    }
  }

  // MARK: Formats

  private var table: String {
    var rows = [["POD", "NAME", "CLAIMS"]]
    for pod in sets.flatMap(\.names) {
      rows.append([
        "\(pod.pod)", pod.host.relativeText, pod.claims.map(\.description).joined(separator: ","),
      ])
    }
    rows.append(["", "", ""])
    rows.append(["SERVICE", "NAME", ""])
    for set in sets {
      let service = set.names.service
      rows.append([service.service.rawValue, service.name.relativeText, ""])
      for port in set.ports {
        rows.append([service.service.rawValue, port.owner(in: service).relativeText, ""])
      }
    }
    return Self.aligned(rows)
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - cell.count + 3)
      }
      return line.trimmingTrailingSpaces + "\n"
    }.joined()
  }

  private var json: Value {
    .array(
      sets.map { set in
        .object([
          "set": .string(set.names.set.rawValue),
          "service": .string(set.names.service.name.relativeText),
          "srv": .array(
            set.ports.map { .string($0.owner(in: set.names.service).relativeText) }),
          "pods": .array(
            set.names.map { pod in
              .object([
                "pod": .string("\(pod.pod)"), "name": .string(pod.host.relativeText),
                "ordinal": .integer(Int64(pod.ordinal.rawValue)),
                "claims": .array(pod.claims.map { .string("\($0)") }),
              ])
            }),
        ])
      })
  }

  private var hosts: String {
    zip(addresses, sets.flatMap(\.names)).map { address, pod in
      "\(address)\t\(pod.host.relativeText)\t\(pod.pod)\n"
    }.joined()
  }

  private var zone: String {
    let authority = Zone.cluster(apex: domain.name, negativeTimeToLive: 5).authority
    var records = [
      record(domain.name, .soa(authority)), record(domain.name, .ns(domain.nameServerName)),
      record(domain.nameServerName, .a(IPv4Address(rawValue: 0x7F00_0001))),
    ]
    var rest = addresses[...]
    for set in sets {
      for pod in set.names {
        guard let address = rest.popFirst() else { break }
        records.append(record(pod.host, address.recordData))
        records.append(record(set.names.service.name, address.recordData))
        for port in set.ports {
          let location = ServiceLocation(
            priority: 0, weight: UInt16(max(100 / set.names.count, 1)), port: port.number,
            target: pod.host)
          records.append(record(port.owner(in: set.names.service), .srv(location)))
        }
      }
    }
    return ZoneFile.compose(records: records, origin: domain.name)
  }

  private func record(_ owner: DomainName, _ data: RecordData) -> ResourceRecord {
    ResourceRecord(owner: owner, timeToLive: 5, data: data)
  }
}

extension NamedSet.Port {
  /// `_web._tcp.SERVICE`; a port's name of 63 octets has none, and stands for the Service.
  fileprivate func owner(in service: ServiceDomain) -> DomainName {
    (try? service.srv(port: name, protocol: transport)) ?? service.name
  }
}

extension IPAddress {
  fileprivate var recordData: RecordData {
    switch self {
    case .v4(let address): .a(address)
    case .v6(let address): .aaaa(address)
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
