import ClusterNames
import Registry
import Resolver
import Testing
import Wire

/// What the compiled table answers is what the resolver would: random registries, random queries.
@Suite struct EquivalenceTests {
  static let labels = ["a", "b", "svc", "web-0", "_tcp", "*", "x-y"]

  @Test(arguments: 0..<60)
  func `compiled and resolved answers are the same`(_ index: Int) throws {
    let seed = UInt64.random(in: 0...(.max))
    print("registry \(index): seed \(seed)")
    var random = Random(seed: seed)
    let example = Example(isSynced: index % 8 != 0, RandomZone(&random).changes)
    var responder = Responder(registry: example.registry)
    var buffer = [UInt8](repeating: 0, count: 65535)
    var compiled = 0
    for _ in 0..<150 {
      let query = Self.query(&random)
      let transport: TransportKind = Bool.random(using: &random) ? .udp : .tcp
      let octets = query.compose()
      for place in octets.indices { buffer[place] = octets[place] }
      let disposition = unsafe buffer.withUnsafeMutableBytes {
        unsafe responder.respond($0, length: octets.count, over: transport)
      }
      guard case .reply(let count) = disposition else { continue }
      compiled += 1
      let fast = try Message.parse(Array(buffer[..<count]))
      let slow = try #require(try example.ask(query, over: transport))
      #expect(Self.isSame(fast, slow), "seed \(seed): \(query.questions[0])\n\(fast)\n\(slow)")
    }
    #expect(compiled > 40 || index % 8 == 0, "seed \(seed)")
  }

  static func query(_ random: inout Random) -> Message {
    var wire: [UInt8] = []
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let label = labels.randomElement(using: &random)!
      wire += [UInt8(label.utf8.count)] + label.utf8
    }
    wire += (Bool.random(using: &random) ? RandomZone.apex : Example.name("cluster.local")).wire
    wire = wire.map { (0x61...0x7A).contains($0) && Bool.random(using: &random) ? $0 & 0xDF : $0 }
    let types: [RecordType] = [.a, .aaaa, .srv, .txt, .ptr, .mx, .soa, .ns, .any, .cname]
    guard let name = try? DomainName(wire: wire) else { preconditionFailure() }
    var query = Message(
      header: Header(id: .random(in: 0...(.max), using: &random)),
      questions: [Question(name: name, type: types.randomElement(using: &random)!)])
    query.header.recursionDesired = Bool.random(using: &random)
    query.header.checkingDisabled = Bool.random(using: &random)
    if Bool.random(using: &random) {
      let size = [0, 512, 600, 700, 1000, 1232, 4096].randomElement(using: &random)!
      query.edns = EDNS(payloadSize: UInt16(size), dnssecOK: Bool.random(using: &random))
    }
    return query
  }

  /// Addresses turn, so they are compared as sets; the compiled data are not compressed, so that
  /// fewer of them fit: where the compiled answer is cut, it is a part of the resolved one.
  static func isSame(_ fast: Message, _ slow: Message) -> Bool {
    guard fast.questions == slow.questions, fast.edns == slow.edns,
      fast.responseCode == slow.responseCode
    else { return false }
    var header = fast.header
    header.truncated = slow.header.truncated
    guard header == slow.header, texts(fast.authorities) == texts(slow.authorities) else {
      return false
    }
    if fast.header.truncated || slow.header.truncated {
      // What fits of a set differs, its size does not where it turns.
      let turns = [.a, .aaaa].contains(fast.questions[0].type)
      return fast.header.truncated && fast.additionals.isEmpty
        && (turns
          ? fast.answers.count == slow.answers.count : fast.answers.count <= slow.answers.count)
    }
    return texts(fast.answers).sorted() == texts(slow.answers).sorted()
      && texts(slow.additionals).starts(with: texts(fast.additionals))
      && (fast.additionals.count == slow.additionals.count
        || fast.answers.contains { $0.type == .srv })
  }

  /// With the case of owners; that of data is as published.
  private static func texts(_ records: [ResourceRecord]) -> [String] { records.map(\.text) }
}

/// A zone of random names, some absent, some with many records.
struct RandomZone {
  static let apex = Example.name("zone.test")
  var changes: [Change] = []

  init(_ random: inout Random) {
    changes = [
      .zone(
        .cluster(apex: Self.apex, negativeTimeToLive: UInt32.random(in: 0...60, using: &random))),
      .name(NameEntry(name: Self.apex, zone: Self.apex, resolved: [.soa, .ns])),
    ]
    for _ in 0..<Int.random(in: 5...60, using: &random) {
      changes.append(.name(Self.entry(&random)))
    }
  }

  static func name(_ random: inout Random) -> DomainName {
    var name = apex
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let label = EquivalenceTests.labels.randomElement(using: &random)!
      name = (try? name.prepending(label)) ?? name
    }
    return name
  }

  static func entry(_ random: inout Random) -> NameEntry {
    var entry = NameEntry(name: name(&random), zone: apex)
    entry.timeToLive = UInt32.random(in: 0...100, using: &random)
    entry.allowsNegativeCaching = Bool.random(using: &random)
    if Int.random(in: 0..<4, using: &random) == 0 {
      entry.presence = .absent(.podNotReady(pod: "web-0"))
      return entry
    }
    let many = Int.random(in: 0..<4, using: &random) == 0 ? 40 : 3
    let count = { (random: inout Random) in Int.random(in: 0...many, using: &random) }
    for number in 0..<count(&random) {
      entry.records.append(.a(IPv4Address(rawValue: UInt32(number))))
    }
    for number in 0..<count(&random) {
      entry.records.append(.aaaa(IPv6Address(high: 1, low: UInt64(number))))
    }
    for number in 0..<count(&random) { entry.records.append(.txt([Array("text \(number)".utf8)])) }
    for _ in 0..<Int.random(in: 0...2, using: &random) where !entry.records.contains(.ptr(apex)) {
      entry.records.append(.ptr(apex))
    }
    for number in 0..<count(&random) { addLocation(number, to: &entry, &random) }
    return entry
  }

  /// An SRV record with the addresses of its target.
  static func addLocation(_ number: Int, to entry: inout NameEntry, _ random: inout Random) {
    let target = name(&random)
    entry.records.append(
      .srv(
        ServiceLocation(priority: 0, weight: 1, port: UInt16(number), target: target.lowercased)))
    guard !entry.glue.contains(where: { $0.owner == target }) else { return }
    for address in 0..<Int.random(in: 0...3, using: &random) {
      entry.glue.append(
        ResourceRecord(
          owner: target.lowercased, timeToLive: 5, data: .a(IPv4Address(rawValue: UInt32(address))))
      )
    }
  }
}
