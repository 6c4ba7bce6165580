import ClusterNames
import Registry
import Resolver
import Wire

/// A registry with a resolver, and short ways to ask it.
struct Example {
  static let httpd = "httpd.sandbox.svc.cluster.local"
  let registry = Registry(now: { 1000 })
  let resolver: Resolver
  var local = IPAddress.v4(IPv4Address(rawValue: 0x7F00_0001))

  init(isSynced: Bool = true, _ changes: [Change] = []) {
    resolver = Resolver(registry: registry, domain: .default)
    registry.publish(Self.cluster + changes)
    if isSynced { registry.markSynced() }
  }

  func respond(_ query: [UInt8], over transport: TransportKind = .udp) -> [UInt8]? {
    resolver.respond(to: query, from: local, at: local, over: transport)
  }

  func ask(_ query: Message, over transport: TransportKind = .udp) throws -> Message? {
    try respond(query.compose(), over: transport).map { try Message.parse($0) }
  }

  func outcome(_ name: String, _ type: RecordType = .a) -> Outcome {
    resolver.outcome(of: Self.name(name), type, at: local)
  }

  static func name(_ text: String) -> DomainName {
    guard let name = try? DomainName(text) else { preconditionFailure("no name: \(text)") }
    return name
  }

  static func a(_ text: String) -> RecordData {
    guard let address = try? IPv4Address(text) else { preconditionFailure("no address: \(text)") }
    return .a(address)
  }

  static func aaaa(_ text: String) -> RecordData {
    guard let address = try? IPv6Address(text) else { preconditionFailure("no address: \(text)") }
    return .aaaa(address)
  }

  static func entry(
    _ text: String, _ records: [RecordData] = [], below: NameEntry.Below = .nameError(nil),
    resolved: Set<RecordType> = [], zone: String = "cluster.local"
  ) -> Change {
    .name(
      NameEntry(
        name: name(text), zone: name(zone), records: records, below: below, resolved: resolved))
  }

  static func alias(_ text: String, to target: String) -> Change {
    entry(text + ".sandbox.svc.cluster.local", [.cname(name(target))])
  }

  static let service = PublishedService(
    name: "httpd", isHeadless: true,
    sets: [PublishedService.Ordinals(name: "web", start: 0, replicas: 2)])

  /// The names of a cluster as the publisher makes them.
  static var cluster: [Change] {
    let port = RecordData.srv(
      ServiceLocation(priority: 0, weight: 100, port: 80, target: name("web-0.\(httpd)")))
    return [
      .zone(.cluster(apex: name("cluster.local"), negativeTimeToLive: 5)),
      .zone(.cluster(apex: .inAddrArpa, negativeTimeToLive: 5)),
      entry("cluster.local", resolved: [.soa, .ns]),
      entry("in-addr.arpa", below: .resolved, resolved: [.soa, .ns], zone: "in-addr.arpa"),
      entry("10.in-addr.arpa", below: .resolved, zone: "in-addr.arpa"),
      entry("244.10.in-addr.arpa", zone: "in-addr.arpa"),
      entry("svc.cluster.local"), entry("pod.cluster.local"), entry("dns.cluster.local"),
      entry("ns.dns.cluster.local", resolved: [.a, .aaaa]),
      entry("sandbox.svc.cluster.local"),
      entry("sandbox.pod.cluster.local", below: .resolved),
      entry(httpd, [a("10.244.0.6"), a("10.244.0.7")], below: .endpoints(service)),
      entry("web-0.\(httpd)", [a("10.244.0.6")]),
      entry("_tcp.\(httpd)", below: .resolved),
      entry("_web._tcp.\(httpd)", [port]),
    ]
  }
}

extension Message {
  static func query(_ name: String, _ type: RecordType = .a, edns: EDNS? = nil) throws -> Message {
    var header = Header(id: 0xBEEF)
    header.recursionDesired = true
    return Message(
      header: header, questions: [Question(name: try DomainName(name), type: type)], edns: edns)
  }
}

extension ResourceRecord {
  /// `OWNER TTL TYPE DATA`.
  var text: String {
    let data =
      switch data {
      case .a(let address): "\(address)"
      case .aaaa(let address): "\(address)"
      case .ns(let name), .cname(let name), .ptr(let name): "\(name)"
      case .srv(let at): "\(at.priority) \(at.weight) \(at.port) \(at.target)"
      case .txt(let strings):
        strings.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
      case .soa(let soa): "\(soa.primaryServer) \(soa.serial) \(soa.minimum)"
      case .opaque(.dname, let octets): "\((try? DomainName(wire: octets)) ?? .root)"
      case .opaque(_, let octets): "\\# \(octets.count)"
      }
    return "\(owner) \(timeToLive) \(type) \(data)"
  }
}
