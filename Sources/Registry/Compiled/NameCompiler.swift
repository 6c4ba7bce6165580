import ClusterNames
import Wire

/// Compiles what is published at a name into the one block of memory that queries read.
///
/// Answers are complete records with absolute compression pointers: the owner is always the question's
/// name (at octet 12), and glue points into the SRV targets before it. That can be fixed here because a
/// name's length fixes where the ANSWER section begins. Integers in the block's own tables are in the
/// machine's order; everything in the records is big-endian.
struct NameCompiler {
  private var block: [UInt8]
  private let answersStart: Int

  static func compile(_ entry: NameEntry, hash: UInt64, zone: UInt) -> [UInt8] {
    var compiler = NameCompiler(entry, hash: hash, zone: zone)
    compiler.addSections(entry)
    compiler.addErrors(entry)
    compiler.put(UInt32(compiler.block.count), at: CompiledName.sizeOffset)
    return compiler.block
  }

  private init(_ entry: NameEntry, hash: UInt64, zone: UInt) {
    let name = entry.name.wire
    answersStart = Header.size + name.count + 4
    block = [UInt8](repeating: 0, count: CompiledName.nameOffset)
    block += name
    block += [UInt8](repeating: 0, count: CompiledName.padded(name.count) - name.count)
    put(hash, at: 0)
    put(UInt64(zone), at: CompiledName.zoneOffset)
    block[CompiledName.nameLengthOffset] = UInt8(name.count)
    block[CompiledName.flagsOffset] = CompiledName.Flags(entry).rawValue
  }

  // MARK: Extended DNS Errors

  /// Behind the records, which are asked for more often and so are to be near the beginning.
  private mutating func addErrors(_ entry: NameEntry) {
    if case .absent(let cause) = entry.presence {
      addError(cause, at: CompiledName.ownErrorOffset)
    }
    if case .nameError(let cause?) = entry.below {
      addError(cause, at: CompiledName.belowErrorOffset)
    }
  }

  /// The option as it stands in an OPT record: code 15, length, INFO-CODE, text (RFC 8914 §2).
  private mutating func addError(_ cause: Cause, at field: Int) {
    let option = cause.error.option
    put(UInt32(block.count), at: field)
    append(option.code.rawValue)
    append(UInt16(option.octets.count))
    block += option.octets
  }

  // MARK: Sections

  private mutating func addSections(_ entry: NameEntry) {
    let types = entry.sectionTypes
    var table = block.count
    put(UInt16(types.count), at: CompiledName.sectionCountOffset)
    block += [UInt8](repeating: 0, count: types.count * CompiledSection.size)
    for type in types {
      if entry.resolved.contains(type) {
        put(type.rawValue, at: table)
        block[table + 2] = CompiledSection.Kind.resolved.rawValue
      } else {
        addSection(of: type, from: entry, at: table)
      }
      table += CompiledSection.size
    }
  }

  private mutating func addSection(of type: RecordType, from entry: NameEntry, at table: Int) {
    let records = entry.records(of: type)
    let start = block.count
    var borders: [UInt32] = []
    var targets: [DomainName: Int] = [:]
    for data in records {
      append(UInt16(0xC000 | Header.size))
      append(data, timeToLive: entry.timeToLive(of: type))
      if case .srv(let location) = data {
        let target = block.count - start - location.target.wire.count + answersStart
        if targets[location.target] == nil { targets[location.target] = target }
      }
      borders.append(UInt32(block.count - start))
    }
    let answerOctets = block.count - start
    let glue = type == .srv ? entry.glue : []
    for record in glue {
      if let target = targets[record.owner], target <= 0x3FFF {
        append(UInt16(0xC000 | target))
      } else {
        block += record.owner.wire
      }
      append(record.data, timeToLive: record.timeToLive)
      borders.append(UInt32(block.count - start))
    }
    closeSets(of: glue, &borders)
    put(type.rawValue, at: table)
    let rotates = type == .a || type == .aaaa
    block[table + 2] =
      (rotates ? CompiledSection.Kind.rotating : CompiledSection.Kind.ordered).rawValue
    block[table + 3] = rotates ? UInt8(answerOctets / records.count) : 0
    put(UInt32(records.count), at: table + 4)
    put(UInt32(answerOctets), at: table + 8)
    put(UInt32(glue.count), at: table + 12)
    put(UInt32(block.count - start - answerOctets), at: table + 16)
    put(UInt32(start), at: table + 20)
    guard !rotates else { return }
    block += [UInt8](repeating: 0, count: (4 - block.count % 4) % 4)
    put(UInt32(block.count), at: table + 24)
    for border in borders {
      block += [UInt8](repeating: 0, count: 4)
      put(border, at: block.count - 4)
    }
  }

  /// Gives glue that stands together as a set the border of its last record: a set is left out whole
  /// (RFC 2181 §9).
  private func closeSets(of glue: [ResourceRecord], _ borders: inout [UInt32]) {
    let first = borders.count - glue.count
    for index in glue.indices.dropLast().reversed() {
      let (record, next) = (glue[index], glue[index + 1])
      guard record.owner == next.owner, record.type == next.type else { continue }
      borders[first + index] = borders[first + index + 1]
    }
  }

  /// TYPE, CLASS, TTL, RDLENGTH and RDATA of a record (RFC 1035 §3.2.1).
  private mutating func append(_ data: RecordData, timeToLive: UInt32) {
    append(data.type.rawValue)
    append(RecordClass.internet.rawValue)
    append(UInt16(timeToLive >> 16))
    append(UInt16(truncatingIfNeeded: timeToLive))
    let octets = data.octets
    append(UInt16(octets.count))
    block += octets
  }

  private mutating func append(_ value: UInt16) {
    block.append(UInt8(value >> 8))
    block.append(UInt8(truncatingIfNeeded: value))
  }

  /// Stores an integer in the machine's order.
  private mutating func put(_ value: some FixedWidthInteger, at offset: Int) {
    for index in 0..<(type(of: value).bitWidth / 8) {
      block[offset + index] = UInt8(truncatingIfNeeded: value.littleEndian >> (8 * index))
    }
  }
}

extension NameEntry {
  /// The types that the name has something for, in a fixed order: addresses first, as most asked for.
  fileprivate var sectionTypes: [RecordType] {
    let present = Set(records.map(\.type)).union(resolved)
    return present.sorted { $0.rawValue < $1.rawValue }
  }
}
