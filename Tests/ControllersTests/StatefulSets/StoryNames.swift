import ClusterNames
import Objects
import Registry
import Resolver
import Wire

@testable import Controllers

/// The names of a story's pods, as a client gets them.
struct StoryNames {
  let publisher: Publisher
  private let resolver: Resolver

  init() {
    let registry = Registry(now: { 1000 })
    resolver = Resolver(registry: registry, domain: .default)
    publisher = Publisher(
      registry: registry,
      configuration: PublisherConfiguration(
        domain: .default, timeToLive: 5, negativeTimeToLive: 5, reverseBlocks: []))
    registry.markSynced()
  }

  /// Names of Service and pods whose addresses are not those of the pods that are ready, with both.
  func differences(_ pods: [Pod]) -> [String] {
    let ready = pods.filter {
      $0.isReady && !$0.isTerminating && !$0.isTerminal && !$0.status.podIPs.isEmpty
        && $0.metadata.labels["tier"] == "httpd"
    }
    let all = addresses("httpd.sandbox.svc.cluster.local")
    let wanted = ready.flatMap(\.status.podIPs).sorted()
    var found = all == wanted ? [] : ["httpd: \(all) instead of \(wanted)"]
    for pod in pods where pod.spec.subdomain == "httpd" && !pod.spec.hostname.isEmpty {
      let name = pod.spec.hostname
      let wanted = ready.filter { $0.spec.hostname == name && $0.spec.subdomain == "httpd" }
        .flatMap(\.status.podIPs).sorted()
      let published = addresses("\(name).httpd.sandbox.svc.cluster.local")
      if published != wanted { found.append("\(name): \(published) instead of \(wanted)") }
    }
    return found
  }

  private func addresses(_ name: String) -> [String] {
    let local = IPAddress.v4(IPv4Address(rawValue: 0x0A09_0001))
    guard let domain = try? DomainName(name) else { return ["no name: \(name)"] }
    let query = Message(questions: [Question(name: domain, type: .a)]).compose()
    guard let answer = resolver.respond(to: query, from: local, at: local, over: .udp),
      let message = try? Message.parse(answer)
    else { return ["no answer"] }
    return message.answers.compactMap { record in
      if case .a(let address) = record.data { "\(address)" } else { nil }
    }.sorted()
  }
}
