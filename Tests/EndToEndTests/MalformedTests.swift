import Testing

extension EndToEndTests {
  /// What no client should send: an error by the RFC or silence, and the server goes on.
  @Suite struct MalformedTests {
    struct Row: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let octets: [UInt8]
      /// The response codes that are right; none for silence.
      let expected: Set<UInt8>

      init(_ what: String, _ octets: [UInt8], _ expected: Set<UInt8>) {
        testDescription = what
        self.octets = octets
        self.expected = expected
      }
    }

    /// A good question to spoil.
    static func good(_ change: (inout Query) -> Void = { _ in }) -> [UInt8] {
      var query = Query(name: "web-0.\(Sample.zone)")
      change(&query)
      return (try? query.octets) ?? []
    }

    private static func header(questions: UInt16 = 1, answers: UInt16 = 0) -> [UInt8] {
      [0x1234, 0x0100, questions, answers, 0, 0].flatMap(Query.octets)
    }

    private static let question: [UInt8] = [0, 1, 0, 1]
    private static let option: [UInt8] = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]

    static let shapes: [Row] = [
      Row("nothing", [], []),
      Row("one octet", [0x12], []),
      Row("half a header", Array(header()[..<11]), []),
      Row("an answer", good { $0.flags = 0x8180 }, []),
      Row("a header alone", header(), [Reply.formatError]),
      Row("no question", header(questions: 0), [Reply.formatError]),
      Row("two questions", good { $0.questions = 2 }, [Reply.formatError]),
      Row("65535 questions", header(questions: 65535) + good()[12...], [Reply.formatError]),
      Row("a name cut", Array(good().prefix(20)), [Reply.formatError]),
      Row("a type cut", Array(good().dropLast(3)), [Reply.formatError]),
      Row("a class cut", Array(good().dropLast(1)), [Reply.formatError]),
      Row("a pointer to itself", header() + [0xC0, 12] + question, [Reply.formatError]),
      Row("a pair of pointers", header() + [0xC0, 14, 0xC0, 12] + question, [Reply.formatError]),
      Row("a pointer forward", header() + [0xC0, 200] + question, [Reply.formatError]),
      Row("a pointer cut", header() + [0xC0], [Reply.formatError]),
      Row(
        "a label with a pointer back to it", header() + [1, 97, 0xC0, 12] + question,
        [Reply.formatError]),
      Row("label type 01", header() + [0x41, 97, 0] + question, [Reply.formatError]),
      Row("label type 10", header() + [0x81, 97, 0] + question, [Reply.formatError]),
      Row(
        "a name of 256 octets",
        header() + Array(repeating: [1, 97], count: 127).joined() + [1, 98, 0] + question,
        [Reply.formatError]),
      Row("an answer promised", header(answers: 1) + good()[12...], [Reply.formatError]),
      Row(
        "two OPT records",
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 2] + good()[12...] + option + option,
        [Reply.formatError]),
      Row(
        "an OPT record with a name",
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1] + good()[12...] + [1, 97] + option,
        [Reply.formatError]),
      Row("an OPT record cut", good { $0.hasOption = true }.dropLast(2), [Reply.formatError]),
      Row("OPT asked for", good { $0.type = 41 }, [Reply.formatError]),
      Row("a transfer over UDP", good { $0.type = 252 }, [Reply.formatError, Reply.refused]),
    ]

    static let operations = (1...15).map { code in
      Row(
        "opcode \(code)", good { $0.flags = UInt16(code) << 11 },
        // RFC 1996: a NOTIFY from a stranger is refused.
        code == 4 ? [Reply.refused] : [Reply.notImplemented])
    }

    static let classes = [0, 2, 3, 4, 254, 255, 65535].map { (number: UInt16) in
      Row("class \(number)", good { $0.recordClass = number }, [Reply.refused])
    }

    @Test func isAnsweredByTheRFC() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { server in
        for row in Self.shapes + Self.operations + Self.classes {
          let socket = try Socket(.datagram, to: server.address)
          socket.send(row.octets)
          // The second question is answered in any case: an answer to it means silence before.
          try socket.send(Query(identifier: 0x5678, name: "web-0.\(Sample.zone)").octets)
          let reply = try #require(Reply(socket.receive()), "silence after \(row.testDescription)")
          if row.expected.isEmpty {
            #expect(reply.identifier == 0x5678, "\(row.testDescription) was answered")
            continue
          }
          #expect(reply.identifier == 0x1234, "\(row.testDescription): silence")
          #expect(reply.isResponse)
          #expect(
            row.expected.contains(reply.responseCode),
            "\(row.testDescription): \(reply.responseCode)")
          #expect(reply.answers == 0)
        }
      }
    }

    /// A version of EDNS that is not known is said so with the version that is (RFC 6891 §6.1.3).
    @Test(.needs("dig"))
    func anUnknownVersionOfEDNS() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let finished = try await server.digFully("cluster.local", "+edns=1", "+noednsnegotiation")
        #expect(finished.output.contains("status: BADVERS"), "\(finished)")
        #expect(finished.output.contains("EDNS: version: 0"), "\(finished)")
      }
    }

    @Test func aFloodChangesNothing() async throws {
      let seed = UInt64.random(in: 0...UInt64.max)
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { server in
        var noise = Noise(seed: seed)
        try Self.flood(server, &noise, datagrams: 20_000, connections: 300)
        let before = try server.residentKilobytes
        try Self.flood(server, &noise, datagrams: 40_000, connections: 600)
        let after = try server.residentKilobytes
        #expect(after - before < 2048, "seed \(seed): from \(before) to \(after) KiB")
        #expect(try server.ask("web-0.\(Sample.zone)").answers == 1, "seed \(seed)")
        #expect(try server.ask(Sample.zone).answers == 2, "seed \(seed)")
      }
    }

    private static func flood(
      _ server: Server, _ noise: inout Noise, datagrams: Int, connections: Int
    ) throws {
      let good = good { $0.hasOption = true }
      let socket = try Socket(.datagram, to: server.address)
      for count in 0..<datagrams {
        socket.send(noise.spoil(good))
        // Answers are read now and then, as a client would: nobody is to be flooded but the server.
        if count % 32 == 0 { while socket.receive(waits: false) != nil {} }
      }
      for _ in 0..<connections {
        let connection = try Socket(.stream, to: server.address)
        let message = noise.spoil(good)
        // What the length promises, and what comes, need not agree.
        let length = Bool.random(using: &noise) ? UInt16(message.count) : noise.next()
        connection.send(Query.octets(length) + message)
        _ = connection.receive(waits: false)
      }
    }
  }
}

/// Random octets from a seed, and good messages with a few of them.
struct Noise: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func spoil(_ good: [UInt8]) -> [UInt8] {
    if Int.random(in: 0..<4, using: &self) == 0 {
      return (0..<Int.random(in: 0...600, using: &self)).map { _ in
        UInt8.random(in: .min ... .max, using: &self)
      }
    }
    var octets = good
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      octets[Int.random(in: 0..<octets.count, using: &self)] = UInt8.random(
        in: .min ... .max, using: &self)
    }
    return Array(octets.prefix(Int.random(in: 0...octets.count * 2, using: &self)))
  }
}
