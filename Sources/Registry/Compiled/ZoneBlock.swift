import ClusterNames
import Synchronization
import Wire

/// A zone as queries read it: the SOA record that negative answers append, with the places that
/// depend on the question. A new serial is one store here, and no name is compiled anew.
///
///     octet  0  length of the apex' name, of the record   2, 2 octets
///            4  pointer places in MNAME and RNAME, or 0    2, 2
///            8  serial, in the machine's order             4
///           12  place of the serial in the record          2
///           16  the record: its owner and the pointer places are filled in for each question
@safe struct ZoneBlock {
  private static let serialOffset = 8
  private static let recordOffset = 16

  let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) {
    unsafe self.base = base
  }

  static func allocate(_ zone: Zone) -> ZoneBlock {
    let template = AuthorityTemplate(zone)
    let size = recordOffset + template.record.count
    let base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
    unsafe base.storeBytes(of: UInt16(zone.apex.wire.count), as: UInt16.self)
    unsafe base.storeBytes(of: UInt16(template.record.count), toByteOffset: 2, as: UInt16.self)
    unsafe base.storeBytes(of: UInt16(template.pointers[0]), toByteOffset: 4, as: UInt16.self)
    unsafe base.storeBytes(of: UInt16(template.pointers[1]), toByteOffset: 6, as: UInt16.self)
    unsafe base.storeBytes(of: UInt16(template.serialPlace), toByteOffset: 12, as: UInt16.self)
    unsafe (base + serialOffset).bindMemory(to: Atomic<UInt32>.self, capacity: 1)
      .initialize(to: Atomic(zone.authority.serial))
    unsafe template.record.withUnsafeBytes { octets in
      unsafe (base + recordOffset).copyMemory(from: octets.baseAddress!, byteCount: octets.count)
    }
    return unsafe ZoneBlock(base)
  }

  private var serialCell: UnsafeMutablePointer<Atomic<UInt32>> {
    @inline(__always) get {
      unsafe (base + Self.serialOffset).assumingMemoryBound(to: Atomic<UInt32>.self)
    }
  }

  func setSerial(_ serial: UInt32) {
    unsafe serialCell.pointee.store(serial, ordering: .relaxed)
  }

  @inline(__always)
  private func number(_ offset: Int) -> Int {
    Int(unsafe base.load(fromByteOffset: offset, as: UInt16.self))
  }

  var recordLength: Int { @inline(__always) get { number(2) } }

  /// Writes the SOA record of a negative answer (RFC 2308 §3); the question's name ends where the
  /// zone's does, so that the zone's part of every name is a pointer into the question and comes back
  /// in the case that was asked.
  @inline(__always)
  func writeAuthority(to target: UnsafeMutableRawPointer, nameLength: Int, isCached: Bool) {
    let length = recordLength
    unsafe target.copyMemory(from: base + Self.recordOffset, byteCount: length)
    let pointer = UInt16(0xC000 | (Header.size + nameLength - number(0))).bigEndian
    unsafe target.storeBytes(of: pointer, as: UInt16.self)
    if number(4) != 0 {
      unsafe target.storeBytes(of: pointer, toByteOffset: number(4), as: UInt16.self)
    }
    if number(6) != 0 {
      unsafe target.storeBytes(of: pointer, toByteOffset: number(6), as: UInt16.self)
    }
    let serial = unsafe serialCell.pointee.load(ordering: .relaxed)
    unsafe target.storeBytes(of: serial.bigEndian, toByteOffset: number(12), as: UInt32.self)
    if !isCached {
      unsafe target.storeBytes(of: 0, toByteOffset: 6, as: UInt32.self)
      unsafe target.storeBytes(of: 0, toByteOffset: length - 4, as: UInt32.self)
    }
  }
}

/// The SOA record with zeros where a pointer to the apex or the serial goes.
private struct AuthorityTemplate {
  /// Owner (a pointer), TYPE SOA, CLASS IN; the TTL and the data follow.
  var record: [UInt8] = [0, 0, 0, 6, 0, 1]
  /// Places of the pointers that end MNAME and RNAME; 0 where the name is outside the zone.
  var pointers: [Int] = []
  var serialPlace = 0

  init(_ zone: Zone) {
    let authority = zone.authority
    let minimum = min(authority.minimum, zone.negativeTimeToLive)
    append(minimum)
    record += [0, 0]
    let start = record.count
    for name in [authority.primaryServer, authority.responsible] {
      guard name.isWithin(zone.apex), name.labelCount > zone.apex.labelCount else {
        record += name.wire
        pointers.append(0)
        continue
      }
      record += name.wire.dropLast(zone.apex.wire.count)
      pointers.append(record.count)
      record += [0, 0]
    }
    serialPlace = record.count
    append(authority.serial)
    append(authority.refresh)
    append(authority.retry)
    append(authority.expire)
    append(authority.minimum)
    let length = record.count - start
    record[start - 2] = UInt8(length >> 8)
    record[start - 1] = UInt8(truncatingIfNeeded: length)
  }

  private mutating func append(_ value: UInt32) {
    for shift in [24, 16, 8, 0] { record.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }
}
