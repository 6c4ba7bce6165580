import ClusterNames
import Registry
import Testing
import Wire

/// Random changes to queries, and random octets: no crash, nothing written behind the buffer, and
/// what is answered is a message.
@Suite struct ResponderMutationTests {
  static let rounds = 100_000

  @Test func `a hundred thousand mutations`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("mutations: seed \(seed)")
    var random = Random(seed: seed)
    var big = Sample.entry("big.cluster.local", (0..<300).map { Sample.a(number: $0) })
    big.records += (0..<40).map { Sample.srv(UInt16($0), "h-\($0).big.cluster.local") }
    let registry = Sample.registry(Sample.entries + [big])
    var responder = Responder(registry: registry)
    let queries = try Self.queries()
    let capacity = 1296
    var buffer = [UInt8](repeating: 0, count: capacity + 64)
    for round in 0..<Self.rounds {
      let query = Self.mutated(queries[round % queries.count], &random)
      for index in query.indices { buffer[index] = query[index] }
      for index in capacity..<buffer.count { buffer[index] = 0xA5 }
      let transport: TransportKind = round % 2 == 0 ? .udp : .tcp
      let disposition = unsafe buffer.withUnsafeMutableBytes { octets in
        unsafe responder.respond(
          UnsafeMutableRawBufferPointer(rebasing: octets[..<capacity]), length: query.count,
          over: transport)
      }
      if buffer[capacity...].contains(where: { $0 != 0xA5 }) {
        Issue.record("written behind the buffer: seed \(seed), round \(round)")
      }
      guard case .reply(let count) = disposition else { continue }
      let answer = try Message.parse(Array(buffer[..<count]))
      if !answer.header.isResponse || answer.questions.count != 1 {
        Issue.record("seed \(seed), round \(round): \(answer)")
      }
    }
  }

  static func queries() throws -> [[UInt8]] {
    let option = EDNSOption(code: .cookie, octets: [1, 2, 3, 4, 5, 6, 7, 8])
    return try [
      "big.cluster.local", Sample.httpd, "web-2.\(Sample.httpd)", "no.cluster.local", ".",
      "_web._tcp.\(Sample.httpd)",
    ].flatMap { name in
      try [RecordType.a, .srv, .ptr].flatMap { type in
        try [nil, EDNS(payloadSize: 1232), EDNS(payloadSize: 600, options: [option])].map {
          try Message.query(name, type, edns: $0).compose()
        }
      }
    }
  }

  /// A few octets changed, cut off, doubled or put in; sometimes all of them made up.
  static func mutated(_ query: [UInt8], _ random: inout Random) -> [UInt8] {
    var octets = query
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = octets.isEmpty ? 0 : Int.random(in: 0..<octets.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: octets = Array(octets[..<place])
      case 1: octets.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 2: octets += octets[place...]
      case 3 where !octets.isEmpty: octets.remove(at: place)
      case 4: octets = (0..<place).map { _ in UInt8.random(in: 0...255, using: &random) }
      default:
        guard !octets.isEmpty else { continue }
        octets[place] = [0, 1, 0x3F, 0x40, 0x80, 0xC0, 0xFF, octets[place] ^ 0x20].randomElement(
          using: &random)!
      }
    }
    return Array(octets.prefix(1232))
  }
}

/// SplitMix64.
struct Random: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
