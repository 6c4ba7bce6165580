import ClusterNames
import Registry
import Transport
import Wire

extension Snapshot {
  /// Owner names with an address or an alias: what people count as names. The reverse trees have
  /// none of their own.
  var servedNames: Int {
    entries.count { entry in
      entry.exists && entry.zone != .inAddrArpa && entry.zone != .ip6Arpa
        && (entry.records.contains { [.a, .aaaa, .cname].contains($0.type) }
          || entry.resolved.contains(.a))
    }
  }
}

extension OrdinalServer {
  /// What is served and where, for the one line that a start prints: `serving 7 names, dns
  /// 127.0.0.1:1053`.
  public var summary: String {
    let names = cluster.registry.snapshot.servedNames
    var parts = ["serving \(names) name\(names == 1 ? "" : "s")"]
    parts += dnsEndpoints.map { "dns \($0)" }
    if let api = read({ $0.api }) { parts.append("api https://\(api)") }
    if let http = read({ $0.http }) { parts.append("http http://\(http)") }
    return parts.joined(separator: ", ")
  }

  /// The address of the Kubernetes API, `https://127.0.0.1:7443`; nil where it is not served.
  public var apiAddress: String? { read { $0.api }.map { "https://\($0)" } }

  /// The folder that holds the control socket, the store and the kubeconfig; a temporary one goes with the server.
  public var dataFolder: String? { read { $0.folder?.path } }

  /// True where the data folder is removed when the server stops.
  public var isEphemeral: Bool { read { $0.folder?.isTemporary ?? false } }
}
