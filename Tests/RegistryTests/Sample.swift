import ClusterNames
import Registry
import Wire

/// A small published cluster, made by hand.
enum Sample {
  static let zone = name("cluster.local")
  static let httpd = "httpd.sandbox.svc.cluster.local"

  static func name(_ text: String) -> DomainName {
    guard let name = try? DomainName(text) else { preconditionFailure("no name: \(text)") }
    return name
  }

  static func a(_ text: String) -> RecordData {
    guard let address = try? IPv4Address(text) else { preconditionFailure("no address: \(text)") }
    return .a(address)
  }

  static func a(number: Int) -> RecordData {
    .a(IPv4Address(rawValue: 0x0AF4_0000 + UInt32(number)))
  }

  static func aaaa(_ text: String) -> RecordData {
    guard let address = try? IPv6Address(text) else { preconditionFailure("no address: \(text)") }
    return .aaaa(address)
  }

  static func srv(_ port: UInt16, _ target: String, weight: UInt16 = 50) -> RecordData {
    .srv(ServiceLocation(priority: 0, weight: weight, port: port, target: name(target)))
  }

  static func entry(_ text: String, _ records: [RecordData] = []) -> NameEntry {
    NameEntry(name: name(text), zone: zone, records: records)
  }

  static func absent(_ text: String, _ cause: Cause, isCached: Bool = true) -> NameEntry {
    var entry = entry(text)
    entry.presence = .absent(cause)
    entry.allowsNegativeCaching = isCached
    return entry
  }

  static func registry(_ entries: [NameEntry], isSynced: Bool = true) -> Registry {
    let registry = Registry(now: { 1000 })
    let zone = Change.zone(.cluster(apex: zone, negativeTimeToLive: 5))
    registry.publish([zone, .name(entry("cluster.local"))] + entries.map { .name($0) })
    if isSynced { registry.markSynced() }
    return registry
  }

  static let pending = Cause.podWaiting(pod: "web-2", predecessor: "web-1")

  static var entries: [NameEntry] {
    var service = entry(
      httpd, [a("10.244.0.6"), a("10.244.0.7"), aaaa("fd00::6"), aaaa("fd00::7")])
    service.below = .endpoints(PublishedService(name: "httpd", isHeadless: true, sets: []))
    var port = entry(
      "_web._tcp.\(httpd)", [srv(80, "web-0.\(httpd)"), srv(80, "web-1.\(httpd)")])
    port.glue = [
      ResourceRecord(owner: name("web-0.\(httpd)"), timeToLive: 5, data: a("10.244.0.6")),
      ResourceRecord(owner: name("web-0.\(httpd)"), timeToLive: 5, data: aaaa("fd00::6")),
      ResourceRecord(owner: name("web-1.\(httpd)"), timeToLive: 5, data: a("10.244.0.7")),
    ]
    var version = entry("dns-version.cluster.local", [.txt([Array("1.1.0".utf8)])])
    version.timeToLive = 28800
    var namespace = entry("sandbox.svc.cluster.local")
    namespace.below = .nameError(.noSuchService(namespace: "sandbox"))
    return [
      entry("svc.cluster.local"), namespace, service, port, version,
      entry("_tcp.\(httpd)"),
      entry("web-0.\(httpd)", [a("10.244.0.6"), aaaa("fd00::6")]),
      entry("web-1.\(httpd)", [a("10.244.0.7")]),
      absent("web-2.\(httpd)", pending, isCached: false),
      absent("gone.sandbox.svc.cluster.local", .noEndpoints(service: "gone")),
      entry("ptr.cluster.local", [.ptr(name("web-0.\(httpd)")), .ptr(name("other.\(httpd)"))]),
      entry("alias.sandbox.svc.cluster.local", [.cname(name("www.example.com"))]),
    ]
  }
}
