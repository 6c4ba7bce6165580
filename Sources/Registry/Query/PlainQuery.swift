import Wire

/// The question of a plain query, read where it stands in the message: one question, class IN, at most
/// an OPT record of version 0 after it and nothing else.
///
/// Whatever is not that plain is nil here, and the resolver's to parse: the query path stays short.
struct PlainQuery {
  var nameLength: Int
  var type: UInt16
  var hasEDNS: Bool
  var isDNSSECOK: Bool
  /// Octets the answer may have over UDP.
  var payloadLimit: Int

  var questionEnd: Int { @inline(__always) get { Header.size + nameLength + 4 } }

  @inline(__always)
  init?(_ message: UnsafeRawPointer, length: Int) {
    // The shortest question, for the root, takes 5 octets.
    guard length >= Header.size + 5 else { return nil }
    // QR 0 and opcode QUERY; one question and no records but at most one additional.
    guard unsafe message.load(fromByteOffset: 2, as: UInt8.self) & 0xF8 == 0 else { return nil }
    let counts = UInt64(bigEndian: unsafe message.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    guard counts & ~1 == 0x0001_0000_0000_0000 else { return nil }

    var position = Header.size
    while true {
      let label = Int(unsafe message.load(fromByteOffset: position, as: UInt8.self))
      if label == 0 { break }
      position += label + 1
      // Five octets must follow: the root and the rest of the question.
      guard label <= 63, position + 5 <= length else { return nil }
    }
    nameLength = position + 1 - Header.size
    guard nameLength <= 255 else { return nil }
    let typeAndClass = UInt32(
      bigEndian: unsafe message.loadUnaligned(fromByteOffset: position + 1, as: UInt32.self))
    guard typeAndClass & 0xFFFF == UInt32(RecordClass.internet.rawValue) else { return nil }
    type = UInt16(typeAndClass >> 16)

    if counts & 1 == 0 {
      guard position + 5 == length else { return nil }
      hasEDNS = false
      isDNSSECOK = false
      payloadLimit = PayloadSize.classic
      return
    }
    guard let edns = unsafe PlainEDNS(message, from: position + 5, length: length) else {
      return nil
    }
    hasEDNS = true
    isDNSSECOK = edns.isDNSSECOK
    payloadLimit = min(max(edns.payloadSize, PayloadSize.classic), PayloadSize.ours)
  }
}

/// An OPT record of version 0 that ends the message, its options well formed (RFC 6891 §6.1).
private struct PlainEDNS {
  var payloadSize: Int
  var isDNSSECOK: Bool

  @inline(__always)
  init?(_ message: UnsafeRawPointer, from start: Int, length: Int) {
    guard start + 11 <= length else { return nil }
    // Root owner and TYPE 41.
    guard unsafe message.load(fromByteOffset: start, as: UInt8.self) == 0,
      unsafe message.loadUnaligned(fromByteOffset: start + 1, as: UInt16.self)
        == RecordType.opt.rawValue.bigEndian
    else { return nil }
    payloadSize = Int(
      UInt16(bigEndian: unsafe message.loadUnaligned(fromByteOffset: start + 3, as: UInt16.self)))
    guard unsafe message.load(fromByteOffset: start + 6, as: UInt8.self) == 0 else { return nil }
    isDNSSECOK = unsafe message.load(fromByteOffset: start + 7, as: UInt8.self) & 0x80 != 0
    let octets = Int(
      UInt16(bigEndian: unsafe message.loadUnaligned(fromByteOffset: start + 9, as: UInt16.self)))
    guard start + 11 + octets == length else { return nil }
    var position = start + 11
    while position < length {
      guard position + 4 <= length else { return nil }
      let option = UInt16(
        bigEndian: unsafe message.loadUnaligned(fromByteOffset: position + 2, as: UInt16.self))
      position += 4 + Int(option)
    }
    guard position == length else { return nil }
  }
}
