import ClusterNames

/// A question as octets, written out here so that the server's own code is not its own judge.
struct Query {
  var identifier: UInt16 = 0x1234
  var flags: UInt16 = 0x0100
  var name: String
  var type: UInt16 = 1
  var recordClass: UInt16 = 1
  var questions: UInt16 = 1
  var hasOption = false

  var octets: [UInt8] {
    get throws {
      var octets = [identifier, flags, questions, 0, 0, hasOption ? 1 : 0].flatMap(Self.octets)
      for _ in 0..<questions {
        octets += try DomainName(name).wire + Self.octets(type) + Self.octets(recordClass)
      }
      if hasOption { octets += [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0] }
      return octets
    }
  }

  /// With the length before it, as a stream carries it.
  var framed: [UInt8] {
    get throws {
      let octets = try octets
      return Self.octets(UInt16(octets.count)) + octets
    }
  }

  static func octets(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }

  /// A and AAAA, SRV and PTR.
  static let types: [String: UInt16] = ["A": 1, "PTR": 12, "TXT": 16, "AAAA": 28, "SRV": 33]
}

/// What the tests look at in an answer.
struct Reply: Equatable {
  let octets: [UInt8]
  let identifier: UInt16
  let responseCode: UInt8
  let isTruncated: Bool
  let isResponse: Bool
  let answers: Int
  let additionals: Int

  init?(_ octets: [UInt8]?) {
    guard let octets, octets.count >= 12 else { return nil }
    self.octets = octets
    identifier = UInt16(octets[0]) << 8 | UInt16(octets[1])
    isResponse = octets[2] & 0x80 != 0
    isTruncated = octets[2] & 0x02 != 0
    responseCode = octets[3] & 0x0F
    answers = Int(octets[6]) << 8 | Int(octets[7])
    additionals = Int(octets[10]) << 8 | Int(octets[11])
  }

  static let noError: UInt8 = 0
  static let formatError: UInt8 = 1
  static let nameError: UInt8 = 3
  static let notImplemented: UInt8 = 4
  static let refused: UInt8 = 5
}

extension Server {
  var address: ReadyLine.Address { ready.dns[0] }

  /// One question over UDP, asked from the tests' own process: quick enough to watch an order of events.
  func ask(_ name: String, _ type: String = "A") throws -> Reply {
    let socket = try Socket(.datagram, to: address)
    try socket.send(Query(name: name, type: Query.types[type] ?? 1).octets)
    guard let reply = Reply(socket.receive()) else { throw Failure("no answer for \(name)") }
    return reply
  }

  func resolves(_ name: String, _ type: String = "A") throws -> Bool {
    try ask(name, type).answers > 0
  }
}
