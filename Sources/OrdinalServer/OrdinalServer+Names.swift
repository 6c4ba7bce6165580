import ClusterNames
import Controllers
import Registry
import Resolver
import Transport
import Wire
import ZoneFile

extension OrdinalServer {
  /// What a caller waits for.
  public enum Presence: String, Sendable, CaseIterable {
    /// The name has an address (or, below `_port._protocol`, a location).
    case resolved
    /// It has none.
    case gone
  }

  /// The DNS addresses and ports that are served, with their real ports: `127.0.0.1:1053`.
  public var dnsEndpoints: [String] {
    read { $0.listener?.endpoints.map(\.description) ?? [] }
  }

  /// Resolves a name as a query would, without a socket: the data of its answers as in a master file,
  /// sorted. Empty where the name has no such records or does not exist.
  ///
  /// - Parameter type: a record type, `A` or `SRV`.
  public func resolve(_ name: String, type: String = "A") throws(OrdinalError) -> [String] {
    let name = try read(name)
    let outcome = cluster.resolver.outcome(of: name, try read(type: type), at: localAddress)
    return outcome.answers.map { RecordText.data(of: $0) }.sorted()
  }

  /// Says why a name answers what it answers.
  ///
  /// - Returns: lines for people; the first is the name, its type and the response code.
  public func explain(_ name: String, type: String = "A") async throws(OrdinalError) -> String {
    let name = try read(name)
    let type = try read(type: type)
    let outcome = cluster.resolver.outcome(of: name, type, at: localAddress)
    let facts = await cluster.manager.read { [cluster] view in
      ObjectFacts.lines(about: name, in: view, domain: cluster.domain)
    }
    return Explanation(name: name, type: type, outcome: outcome, facts: facts).text
  }

  /// Returns when all names are as wanted; throws what they are instead when the time is over.
  public func wait(
    for names: [String], toBe state: Presence = .resolved, timeout: Duration = .seconds(30)
  ) async throws(OrdinalError) {
    var waiting: [DomainName] = []
    for name in names { waiting.append(try read(name)) }
    let deadline = ContinuousClock.now + timeout
    while true {
      waiting.removeAll { isResolved($0) == (state == .resolved) }
      if waiting.isEmpty { return }
      guard ContinuousClock.now < deadline, !Task.isCancelled else { break }
      try? await Task.sleep(for: .milliseconds(10))
    }
    let left = waiting.map { "\($0.relativeText): \(reason(for: $0))" }
    throw OrdinalError("timed out waiting: " + left.joined(separator: "; "))
  }

  /// A published zone as a master file (RFC 1035 §5); the cluster's own without a name.
  public func dump(zone text: String? = nil) throws(OrdinalError) -> String {
    let apex = try text.map { (text) throws(OrdinalError) in try read(text) } ?? cluster.domain.name
    let snapshot = cluster.registry.snapshot
    guard let zone = snapshot.zone(at: apex) else {
      let apexes = snapshot.apexes.map(\.relativeText).joined(separator: ", ")
      throw OrdinalError("\(apex.relativeText) is no zone of this server; it has \(apexes)")
    }
    let dump = ZoneDump(
      snapshot: snapshot, zone: zone, nameServer: cluster.domain.nameServerName,
      address: localAddress)
    return ZoneFile.compose(records: dump.records, origin: zone.apex)
  }

  // MARK: Parts

  /// A name as a person writes it: absolute, with or without the final dot.
  func read(_ name: String) throws(OrdinalError) -> DomainName {
    do {
      return try DomainName(name)
    } catch {
      throw OrdinalError("\(name): \(error)")
    }
  }

  private func read(type: String) throws(OrdinalError) -> RecordType {
    guard let type = RecordType(mnemonic: type) else {
      throw OrdinalError(
        "\(type) is no record type; A, AAAA, SRV, PTR, TXT or TYPE65280 are allowed")
    }
    return type
  }

  /// The address that `ns.dns` has for somebody on this machine.
  private var localAddress: IPAddress {
    let endpoint = read { $0.listener?.endpoints.first } ?? settings.dns[0]
    guard endpoint.isWildcard else { return endpoint.address }
    return endpoint.address.isIPv4
      ? .v4(IPv4Address(rawValue: 0x7F00_0001)) : .v6(IPv6Address(high: 0, low: 1))
  }

  private func isResolved(_ name: DomainName) -> Bool {
    let isLocation = name.labels.first?.first == UInt8(ascii: "_")
    let isReverse = name.isWithin(.inAddrArpa) || name.isWithin(.ip6Arpa)
    let types: [RecordType] = isLocation ? [.srv] : isReverse ? [.ptr] : [.a, .aaaa]
    return types.contains {
      cluster.resolver.outcome(of: name, $0, at: localAddress).kind == .answer
    }
  }

  private func reason(for name: DomainName) -> String {
    let outcome = cluster.resolver.outcome(of: name, .a, at: localAddress)
    return outcome.cause?.text ?? "\(outcome.responseCode)"
  }
}
