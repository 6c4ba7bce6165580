import ClusterNames
import Registry
import Testing
import Wire

/// Asks one responder, in a buffer whose octets behind the capacity must stay as they are.
struct Probe: ~Copyable {
  enum Answer: Equatable {
    case reply([UInt8])
    case deferred
  }

  private static let guardOctets = 256
  private static let canary: UInt8 = 0xA5

  private var responder: Responder
  private let capacity: Int
  private var buffer: [UInt8]

  init(_ registry: Registry, capacity: Int = 65535) {
    responder = Responder(registry: registry)
    self.capacity = capacity
    buffer = [UInt8](repeating: 0, count: capacity + Self.guardOctets)
  }

  var tally: Tally { responder.tally }

  func quiescent() { responder.quiescent() }
  func sleep() { responder.sleep() }
  func wake() { responder.wake() }

  mutating func ask(_ query: [UInt8], over transport: TransportKind = .udp) -> Answer {
    for index in query.indices { buffer[index] = query[index] }
    for index in capacity..<buffer.count { buffer[index] = Self.canary }
    let disposition = unsafe buffer.withUnsafeMutableBytes { octets in
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: octets[..<capacity])
      return unsafe responder.respond(part, length: query.count, over: transport)
    }
    if buffer[capacity...].contains(where: { $0 != Self.canary }) {
      Issue.record("written behind the buffer")
    }
    switch disposition {
    case .reply(let count): return .reply(Array(buffer[..<count]))
    case .deferred:
      if Array(buffer[..<query.count]) != query {
        Issue.record("a query that is passed on was changed")
      }
      return .deferred
    }
  }

  /// The answer as a message; nil if there is none.
  mutating func message(
    _ query: Message, over transport: TransportKind = .udp
  ) throws -> Message? {
    guard case .reply(let octets) = ask(query.compose(), over: transport) else { return nil }
    let limit = transport == .tcp ? 65535 : max(Int(query.edns?.payloadSize ?? 512), 512)
    #expect(octets.count <= min(limit, transport == .tcp ? limit : 1232))
    return try Message.parse(octets)
  }

  mutating func message(_ name: String, _ type: RecordType) throws -> Message {
    try #require(try message(.query(name, type)))
  }
}

extension Message {
  static func query(
    _ name: String, _ type: RecordType = .a, edns: EDNS? = nil, id: UInt16 = 0x1234
  ) throws -> Message {
    var header = Header(id: id)
    header.recursionDesired = true
    return Message(
      header: header, questions: [Question(name: try DomainName(name), type: type)], edns: edns)
  }

  /// `OWNER TTL TYPE DATA` of each answer, without the class.
  var answerTexts: [String] { answers.map(\.text) }
}

extension ResourceRecord {
  var text: String {
    let data =
      switch data {
      case .a(let address): "\(address)"
      case .aaaa(let address): "\(address)"
      case .ns(let name), .cname(let name), .ptr(let name): "\(name)"
      case .srv(let at): "\(at.priority) \(at.weight) \(at.port) \(at.target)"
      case .txt(let strings):
        strings.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
      case .soa(let soa):
        "\(soa.primaryServer) \(soa.responsible) \(soa.serial) \(soa.refresh) \(soa.retry) "
          + "\(soa.expire) \(soa.minimum)"
      case .opaque(_, let octets): "\\# \(octets.count)"
      }
    return "\(owner) \(timeToLive) \(type) \(data)"
  }
}
