/// A published name as queries read it: a view of one immutable block of memory.
///
///     octet  0  hash of the name                        8 octets
///            8  address of the zone's block             8
///           16  length of the name, flags               1, 1
///           18  number of sections                      2
///           20  where the own Extended DNS Error is     4
///           24  where that of missing names below is    4
///           28  size of the block                       4
///           32  the name in lower case, in wire form, padded with zeros to 8 octets
///               a CompiledSection for each record type
///               records, borders of records, errors
@safe struct CompiledName {
  static let zoneOffset = 8
  static let nameLengthOffset = 16
  static let flagsOffset = 17
  static let sectionCountOffset = 18
  static let ownErrorOffset = 20
  static let belowErrorOffset = 24
  static let sizeOffset = 28
  static let nameOffset = 32

  let base: UnsafeRawPointer

  @inline(__always)
  init(_ base: UnsafeRawPointer) {
    unsafe self.base = base
  }

  static func padded(_ length: Int) -> Int { (length + 7) & ~7 }

  struct Flags: OptionSet {
    let rawValue: UInt8
    /// The name exists: a type that it lacks is NODATA, not NXDOMAIN.
    static let exists = Flags(rawValue: 1)
    static let negativesUncached = Flags(rawValue: 2)
    /// Every type is answered by the resolver.
    static let resolved = Flags(rawValue: 4)
    /// Missing names below are answered by the resolver.
    static let belowResolved = Flags(rawValue: 8)
  }
}

extension CompiledName.Flags {
  init(_ entry: NameEntry) {
    self = []
    if entry.exists { insert(.exists) }
    if !entry.allowsNegativeCaching { insert(.negativesUncached) }
    if entry.needsResolver { insert(.resolved) }
    if entry.below.isResolved { insert(.belowResolved) }
  }
}

extension CompiledName {
  @inline(__always)
  var hash: UInt64 { unsafe base.load(as: UInt64.self) }

  @inline(__always)
  var zone: ZoneBlock {
    unsafe ZoneBlock(
      UnsafeMutableRawPointer(
        bitPattern: base.load(fromByteOffset: Self.zoneOffset, as: UInt.self))!)
  }

  @inline(__always)
  var nameLength: Int {
    Int(unsafe base.load(fromByteOffset: Self.nameLengthOffset, as: UInt8.self))
  }

  @inline(__always)
  var flags: Flags {
    Flags(rawValue: unsafe base.load(fromByteOffset: Self.flagsOffset, as: UInt8.self))
  }

  /// The error option at `offset`, `ownErrorOffset` or `belowErrorOffset`; empty where there is none.
  @inline(__always)
  func error(at offset: Int) -> UnsafeRawBufferPointer {
    let start = Int(unsafe base.load(fromByteOffset: offset, as: UInt32.self))
    guard start != 0 else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    // The option says its own length, behind its code.
    let length = unsafe base.loadUnaligned(fromByteOffset: start + 2, as: UInt16.self)
    return unsafe UnsafeRawBufferPointer(
      start: base + start, count: 4 + Int(UInt16(bigEndian: length)))
  }

  @inline(__always)
  func matches(key: UnsafeRawPointer, length: Int) -> Bool {
    guard nameLength == length else { return false }
    var offset = 0
    while offset < length {
      let ours = unsafe base.load(fromByteOffset: Self.nameOffset + offset, as: UInt64.self)
      var theirs = unsafe key.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if length - offset < 8 { theirs &= tailMask(length - offset) }
      if ours != theirs { return false }
      offset += 8
    }
    return true
  }

  @inline(__always)
  func section(of type: UInt16) -> CompiledSection? {
    let count = Int(unsafe base.load(fromByteOffset: Self.sectionCountOffset, as: UInt16.self))
    var table = Self.nameOffset + Self.padded(nameLength)
    for _ in 0..<count {
      if unsafe base.load(fromByteOffset: table, as: UInt16.self) == type {
        return unsafe CompiledSection(block: base, table: base + table)
      }
      table += CompiledSection.size
    }
    return nil
  }
}

/// The records of one type at a compiled name.
///
///     octet  0  type                                     2 octets
///            2  kind, octets of a record (if rotating)   1, 1
///            4  answers: count, octets                   4, 4
///           12  glue: count, octets                      4, 4
///           20  where the records begin                  4
///           24  where the borders begin (if ordered)     4
@safe struct CompiledSection {
  static let size = 32

  enum Kind: UInt8 {
    /// Records of different sizes in a fixed order, glue after them.
    case ordered
    /// Records of one size that change places from query to query.
    case rotating
    case resolved
  }

  let block: UnsafeRawPointer
  let table: UnsafeRawPointer

  @inline(__always)
  init(block: UnsafeRawPointer, table: UnsafeRawPointer) {
    unsafe self.block = block
    unsafe self.table = table
  }

  @inline(__always)
  private func number(_ offset: Int) -> Int {
    Int(unsafe table.load(fromByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  var kind: UInt8 { unsafe table.load(fromByteOffset: 2, as: UInt8.self) }
  @inline(__always)
  var recordSize: Int { Int(unsafe table.load(fromByteOffset: 3, as: UInt8.self)) }
  @inline(__always)
  var answerCount: Int { number(4) }
  @inline(__always)
  var answerOctets: Int { number(8) }
  @inline(__always)
  var glueCount: Int { number(12) }
  @inline(__always)
  var glueOctets: Int { number(16) }
  @inline(__always)
  var records: UnsafeRawPointer { unsafe block + number(20) }

  /// Octets of the first `count` records, answers and glue counted on, up to the end of the set that
  /// the last one belongs to if that is glue.
  @inline(__always)
  func border(after count: Int) -> Int {
    guard count > 0 else { return 0 }
    return Int(unsafe block.load(fromByteOffset: number(24) + 4 * (count - 1), as: UInt32.self))
  }

  /// How many records, answers first, fit into `room` octets.
  func count(within room: Int) -> Int {
    var fitting = 0
    var tooMany = answerCount + glueCount + 1
    while tooMany - fitting > 1 {
      let middle = (fitting + tooMany) / 2
      if border(after: middle) <= room { fitting = middle } else { tooMany = middle }
    }
    return fitting
  }
}
