import ClusterNames
import Wire

/// SplitMix64: small, and the same on every machine for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

extension SeededGenerator {
  mutating func octets(_ counts: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: counts, using: &self)).map { _ in
      UInt8.random(in: .min ... .max, using: &self)
    }
  }

  /// Names of few labels from a small set, in changing case, so that many share an end.
  mutating func name() -> DomainName {
    let labels = (0..<Int.random(in: 0...5, using: &self)).map { _ -> [UInt8] in
      if Int.random(in: 0..<20, using: &self) == 0 { return octets(1...63) }
      return Array(
        (["a", "A", "bc", "bC", "svc", "cluster", "local"].randomElement(using: &self) ?? "").utf8)
    }
    var wire: [UInt8] = []
    for label in labels where wire.count + label.count < 250 {
      wire += [UInt8(label.count)] + label
    }
    return DomainName(validatedWire: wire + [0])
  }

  mutating func data() -> RecordData {
    switch Int.random(in: 0..<10, using: &self) {
    case 0: .a(IPv4Address(rawValue: .random(in: .min ... .max, using: &self)))
    case 1: .aaaa(IPv6Address(high: next(), low: next()))
    case 2: .ns(name())
    case 3: .cname(name())
    case 4: .ptr(name())
    case 5:
      .soa(
        StartOfAuthority(
          primaryServer: name(), responsible: name(), serial: UInt32(next() >> 32),
          refresh: 0, retry: 1, expire: .max, minimum: UInt32(next() >> 40)))
    case 6:
      .srv(ServiceLocation(priority: 0, weight: UInt16(next() >> 48), port: 1, target: name()))
    case 7: .txt((0...Int.random(in: 0...3, using: &self)).map { _ in octets(0...255) })
    case 8: .opaque(.mx, [0, 10] + name().wire)
    default:
      .opaque(RecordType(rawValue: .random(in: 0x1000...0xFFFF, using: &self)), octets(0...300))
    }
  }

  mutating func records() -> [ResourceRecord] {
    (0..<Int.random(in: 0...8, using: &self)).map { _ in
      ResourceRecord(
        owner: name(), timeToLive: .random(in: 0...0x7FFF_FFFF, using: &self), data: data())
    }
  }

  mutating func message() -> Message {
    var header = Header(id: UInt16(next() >> 48))
    header.isResponse = Bool.random(using: &self)
    header.opcode = Opcode(rawValue: .random(in: 0..<16, using: &self))
    header.authoritative = Bool.random(using: &self)
    header.recursionDesired = Bool.random(using: &self)
    header.responseCode = ResponseCode(rawValue: .random(in: 0..<16, using: &self))
    let edns = EDNS(
      payloadSize: UInt16(next() >> 48), version: UInt8(next() >> 56),
      dnssecOK: .random(using: &self),
      extendedResponseCode: UInt8(next() >> 56),
      options: (0..<Int.random(in: 0...3, using: &self)).map { _ in
        EDNSOption(code: OptionCode(rawValue: UInt16(next() >> 48)), octets: octets(0...40))
      })
    return Message(
      header: header,
      questions: (0..<Int.random(in: 0...2, using: &self)).map { _ in
        Question(name: name(), type: RecordType(rawValue: UInt16(next() >> 48)))
      },
      answers: records(), authorities: records(), additionals: records(),
      edns: Bool.random(using: &self) ? edns : nil)
  }
}
