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

  /// Resolves a name as a query would, without a socket: the data of its answers as in a master
  /// file, sorted. Empty where the name has no such records or does not exist.
  ///
  /// - Parameter type: a record type, `A` or `SRV`.
  public func resolve(_ name: String, type: String = "A") throws(OrdinalError) -> [String] {
    let name = try read(name)
    let outcome = outcome(of: name, try read(type: type))
    return outcome.answers.map { RecordText.data(of: $0) }.sorted()
  }

  /// Says why a name answers what it answers: the answer, the cause, and the objects behind the
  /// name.
  ///
  /// - Parameters:
  ///   - name: a whole name; an address stands for its reverse name.
  ///   - type: a record type; without one, what is most likely meant: `PTR` of a reverse name,
  ///     `SRV` of `_port._protocol`, else `A`, or `AAAA` where that is all there is.
  /// - Returns: lines for people; the first is the name, its type and the response code.
  public func explain(_ name: String, type: String? = nil) async throws(OrdinalError) -> String {
    let address = try? IPAddress(name)
    let name = if let address { address.reverseName } else { try read(name) }
    let type = if let type { try read(type: type) } else { likelyType(of: name) }
    let outcome = outcome(of: name, type)
    let (missing, facts) = await readView { [cluster] view in
      let facts = ObjectFacts(name: name, outcome: outcome, view: view, domain: cluster.domain)
      return (facts.cause(ofMissing: type), facts.lines)
    }
    return Explanation(
      name: name, type: type, outcome: outcome, existing: existingTypes(at: name),
      missing: missing, facts: facts
    ).text
  }

  /// Returns when all names are as wanted; throws what they are instead when the time is over.
  public func wait(
    for names: [String], toBe state: Presence = .resolved, timeout: Duration = .seconds(30)
  ) async throws(OrdinalError) {
    var waiting: [DomainName] = []
    for name in names { waiting.append(try read(name)) }
    if let time = read({ $0.control?.virtualTime }) {
      let names = waiting
      let wanted = state == .resolved
      _ = await time.advance(by: timeout) { [self] in
        names.allSatisfy { isResolved($0) == wanted }
      }
    }
    let deadline = ContinuousClock.now + (settings.time == .system ? timeout : .zero)
    var serial: UInt32?
    while true {
      // Nothing new is published under an old serial.
      let current = cluster.registry.snapshot.serial
      if serial != current { waiting.removeAll { isResolved($0) == (state == .resolved) } }
      serial = current
      if waiting.isEmpty { return }
      guard !isStopped, !Task.isCancelled else { throw .stopped }
      guard ContinuousClock.now < deadline else { break }
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
    let dump = ZoneDump(snapshot: snapshot, zone: zone, address: localAddress)
    return ZoneFile.compose(records: dump.records, origin: zone.apex)
  }

  // MARK: Parts

  /// What the controllers see; nothing before the start.
  private func readView<Answer: Sendable>(
    _ body: @Sendable (ClusterView) -> Answer
  ) async -> Answer {
    guard let control = read({ $0.control }) else { return body(ClusterView()) }
    return await control.manager.read(body)
  }

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

  private func outcome(of name: DomainName, _ type: RecordType) -> Outcome {
    cluster.resolver.outcome(of: name, type, at: localAddress)
  }

  /// The types that somebody who waits for a name, or asks about it, has in mind.
  private func likelyTypes(of name: DomainName) -> [RecordType] {
    if name.isWithin(.inAddrArpa) || name.isWithin(.ip6Arpa) { return [.ptr] }
    let labels = name.labels.prefix(2)
    let isLocation = labels.count == 2 && labels.allSatisfy { $0.first == UInt8(ascii: "_") }
    return isLocation ? [.srv] : [.a, .aaaa]
  }

  private func likelyType(of name: DomainName) -> RecordType {
    let types = likelyTypes(of: name)
    return types.first { outcome(of: name, $0).kind == .answer } ?? types[0]
  }

  private func isResolved(_ name: DomainName) -> Bool {
    likelyTypes(of: name).contains { outcome(of: name, $0).kind == .answer }
  }

  /// The types that a name has records of.
  private func existingTypes(at name: DomainName) -> [RecordType] {
    let entry = cluster.registry.snapshot.entry(name)
    return Set(entry?.records.map(\.type) ?? []).union(entry?.resolved ?? [])
      .sorted { $0.rawValue < $1.rawValue }
  }

  /// What a name is when it is not what was waited for.
  private func reason(for name: DomainName) -> String {
    let outcomes = likelyTypes(of: name).map { outcome(of: name, $0) }
    let answers = outcomes.flatMap(\.answers).map { RecordText.data(of: $0) }
    guard answers.isEmpty else { return "it still answers \(answers.joined(separator: ", "))" }
    if outcomes[0].kind == .noData { return "it exists, but has no address (NODATA)" }
    return outcomes[0].cause?.text ?? "\(outcomes[0].responseCode)"
  }
}
