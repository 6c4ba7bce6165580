import Wire

/// Builds an answer over its query: records after the question, then the OPT record, the header last.
///
/// It cannot pass its limit: records that do not fit are left out at a record's border, with TC if they
/// were answers (RFC 2181 §9).
@safe struct AnswerWriter {
  private static let optLength = 11
  private static let truncatedFlag: UInt8 = 0x02

  private let base: UnsafeMutableRawPointer
  private let query: PlainQuery
  /// Octets that records may take up, counted from the start of the message.
  private let recordLimit: Int
  private let limit: Int
  private var position: Int
  private var answers: UInt16 = 0
  private var authorities: UInt16 = 0
  private var additionals: UInt16 = 0
  private(set) var isTruncated = false
  var responseCode: UInt16 = 0
  /// The Extended DNS Error option for the OPT record, if the query brought one.
  var error = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer, query: PlainQuery, limit: Int) {
    unsafe self.base = base
    self.query = query
    self.limit = limit
    recordLimit = query.hasEDNS ? limit - Self.optLength : limit
    position = query.questionEnd
  }

  @inline(__always)
  mutating func write(_ section: CompiledSection, rotation: Int) {
    if section.kind == CompiledSection.Kind.rotating.rawValue {
      writeRotating(section, rotation: rotation)
    } else {
      writeOrdered(section)
    }
  }

  @inline(__always)
  private mutating func writeRotating(_ section: CompiledSection, rotation: Int) {
    let size = section.recordSize
    let count = section.answerCount
    var fitting = count
    if section.answerOctets > recordLimit - position {
      fitting = (recordLimit - position) / size
      isTruncated = true
    }
    answers = UInt16(fitting)
    let records = unsafe section.records
    guard count > 1 else {
      unsafe append(records, fitting * size)
      return
    }
    let first = rotation % count
    let untilEnd = min(fitting, count - first)
    unsafe append(records + first * size, untilEnd * size)
    unsafe append(records, (fitting - untilEnd) * size)
  }

  private mutating func writeOrdered(_ section: CompiledSection) {
    let room = recordLimit - position
    let answerCount = section.answerCount
    let glueCount = section.glueCount
    guard section.answerOctets + section.glueOctets > room else {
      answers = UInt16(truncatingIfNeeded: answerCount)
      additionals = UInt16(truncatingIfNeeded: glueCount)
      unsafe append(section.records, section.answerOctets + section.glueOctets)
      return
    }
    let fitting = section.count(within: room)
    answers = UInt16(min(fitting, answerCount))
    additionals = UInt16(max(fitting - answerCount, 0))
    isTruncated = fitting < answerCount
    unsafe append(section.records, section.border(after: fitting))
  }

  @inline(__always)
  mutating func writeAuthority(of zone: ZoneBlock, isCached: Bool) {
    guard zone.recordLength <= recordLimit - position else {
      isTruncated = true
      return
    }
    unsafe zone.writeAuthority(
      to: base + position, nameLength: query.nameLength, isCached: isCached)
    position += zone.recordLength
    authorities = 1
  }

  @inline(__always)
  private mutating func append(_ octets: UnsafeRawPointer, _ count: Int) {
    unsafe (base + position).copyMemory(from: octets, byteCount: count)
    position += count
  }

  /// Writes OPT and header; returns the length of the answer.
  @inline(__always)
  mutating func finish() -> Int {
    if query.hasEDNS { writeOPT() }
    // ID stays. QR and AA; opcode is QUERY; RD and CD come back as they were sent.
    let first = unsafe base.load(fromByteOffset: 2, as: UInt8.self)
    let second = unsafe base.load(fromByteOffset: 3, as: UInt8.self)
    let truncated = isTruncated ? Self.truncatedFlag : 0
    unsafe base.storeBytes(of: first & 0x01 | 0x84 | truncated, toByteOffset: 2, as: UInt8.self)
    unsafe base.storeBytes(
      of: second & 0x10 | UInt8(truncatingIfNeeded: responseCode), toByteOffset: 3, as: UInt8.self)
    let counts =
      0x0001_0000_0000_0000 | UInt64(answers) << 32 | UInt64(authorities) << 16
      | UInt64(additionals)
    unsafe base.storeBytes(of: counts.bigEndian, toByteOffset: 4, as: UInt64.self)
    return position
  }

  /// OPT of RFC 6891 §6.1.2: our payload size, version 0, DO as it was sent (RFC 3225 §3).
  @inline(__always)
  private mutating func writeOPT() {
    let wanted = unsafe error.count
    let option = position + Self.optLength + wanted <= limit ? wanted : 0
    let record = unsafe base + position
    unsafe record.storeBytes(of: 0, as: UInt8.self)
    unsafe record.storeBytes(
      of: (UInt32(RecordType.opt.rawValue) << 16 | UInt32(PayloadSize.ours)).bigEndian,
      toByteOffset: 1, as: UInt32.self)
    let flags: UInt32 = query.isDNSSECOK ? 0x8000 : 0
    unsafe record.storeBytes(of: flags.bigEndian, toByteOffset: 5, as: UInt32.self)
    unsafe record.storeBytes(of: UInt16(option).bigEndian, toByteOffset: 9, as: UInt16.self)
    position += Self.optLength
    if option > 0 { unsafe append(error.baseAddress!, option) }
    additionals += 1
  }
}
