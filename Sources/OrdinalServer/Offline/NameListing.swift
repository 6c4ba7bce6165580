import ClusterNames
import Objects
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
  private let blocks: [AddressBlock]

  /// - Parameter podBlocks: where pods get addresses from, one block a family.
  package init(
    _ sets: [NamedSet], domain: String, podBlocks: [String]
  ) throws(OrdinalError) {
    self.sets = sets
    let settings = try Settings(
      OrdinalServer.Configuration(clusterDomain: domain, podBlocks: podBlocks))
    self.domain = settings.domain
    blocks = settings.podBlocks
  }

  /// - Throws: there are more pods than addresses, or what pins them cannot be read.
  package func text(_ format: Format) throws(OrdinalError) -> String {
    switch format {
    case .table: table
    case .json: json.json() + "\n"
    case .hosts: hosts(try AddressPlan(sets, blocks: blocks))
    case .zone:
      ZoneFile.compose(
        records: SetRecords(
          sets: sets, domain: domain, addresses: try AddressPlan(sets, blocks: blocks)
        ).records, origin: domain.name)
    }
  }

  // MARK: Formats

  private var table: String {
    let pods = sets.flatMap(\.names).map { pod in
      [
        "\(pod.pod)", pod.host.relativeText, pod.claims.map(\.description).joined(separator: ","),
      ]
    }
    let services = sets.flatMap { set in
      ([set.names.service.name] + set.portNames).map {
        [set.names.service.service.rawValue, $0.relativeText]
      }
    }
    return Self.aligned([["POD", "NAME", "CLAIMS"]] + pods) + "\n"
      + Self.aligned([["SERVICE", "NAME"]] + services)
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.utf8.count + 3)
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
          "srv": .array(set.portNames.map { .string($0.relativeText) }),
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

  private func hosts(_ plan: AddressPlan) -> String {
    zip(plan.addresses.joined(), sets.flatMap(\.names)).map { addresses, pod in
      addresses.map { "\($0)\t\(pod.host.relativeText)\t\(pod.pod)\n" }.joined()
    }.joined()
  }
}

extension NamedSet {
  /// The names of ports that have one; of 63 octets it leaves no room for an underscore.
  fileprivate var portNames: [DomainName] { ports.compactMap { $0.owner(in: names.service) } }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
