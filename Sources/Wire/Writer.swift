import ClusterNames

/// Writes a message and cannot pass its limit: what does not fit throws, and leaves nothing behind.
struct Writer {
  private(set) var octets: [UInt8] = []
  /// The most octets that may be written.
  private var limit: Int
  /// Whether something was left out. Then all that follows is, too: a smaller record that happens
  /// to fit must not stand behind the gap.
  private(set) var isFull = false
  /// Where a name or the end of a name was written, by its octets.
  ///
  /// The key keeps its case: a pointer is only written to octets that are the same, so that each
  /// owner and target comes back from the wire in the case that it was given. (RFC 1035 §4.1.4
  /// would allow a pointer to `EXAMPLE` for `example`. Then the case of the question, which
  /// clients check, would spread to names that have a case of their own.)
  private var offsets: [ArraySlice<UInt8>: UInt16] = [:]
  /// The keys of `offsets` in the order in which they came, to take back those of a failed write.
  private var names: [ArraySlice<UInt8>] = []

  /// Thrown when the limit does not allow a write.
  struct Full: Error {}

  /// Data that are composed on their own have nothing that points to their names.
  private let remembersNames: Bool

  init(limit: Int, remembersNames: Bool = true) {
    self.limit = limit
    self.remembersNames = remembersNames
  }

  /// Opens room that was kept free until now.
  mutating func useRoom(upTo limit: Int) {
    self.limit = limit
    isFull = false
  }

  /// Runs `body`; where it does not fit, nothing of it stays and the answer is false.
  mutating func attempt(_ body: (inout Writer) throws(Full) -> Void) -> Bool {
    guard !isFull else { return false }
    let octetCount = octets.count
    let nameCount = names.count
    do {
      try body(&self)
      return true
    } catch {
      isFull = true
      octets.removeSubrange(octetCount...)
      for name in names[nameCount...] {
        offsets[name] = nil
      }
      names.removeSubrange(nameCount...)
      return false
    }
  }

  mutating func uint8(_ value: UInt8) throws(Full) {
    try require(1)
    octets.append(value)
  }

  mutating func uint16(_ value: UInt16) throws(Full) {
    try require(2)
    octets.append(UInt8(value >> 8))
    octets.append(UInt8(truncatingIfNeeded: value))
  }

  mutating func uint32(_ value: UInt32) throws(Full) {
    try uint16(UInt16(value >> 16))
    try uint16(UInt16(truncatingIfNeeded: value))
  }

  mutating func append(_ values: some Collection<UInt8>) throws(Full) {
    try require(values.count)
    octets.append(contentsOf: values)
  }

  /// A length octet, then the octets (RFC 1035 §3.3).
  mutating func characterString(_ string: [UInt8]) throws(Full) {
    precondition(string.count <= 255, "A character-string has at most 255 octets.")
    try uint8(UInt8(string.count))
    try append(string)
  }

  /// Writes `body` behind two octets that say its length.
  mutating func lengthPrefixed(_ body: (inout Writer) throws(Full) -> Void) throws(Full) {
    let start = octets.count
    try uint16(0)
    try body(&self)
    overwrite(UInt16(octets.count - start - 2), at: start)
  }

  /// Replaces two octets that are written already.
  mutating func overwrite(_ value: UInt16, at offset: Int) {
    octets[offset] = UInt8(value >> 8)
    octets[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  private func require(_ count: Int) throws(Full) {
    guard octets.count + count <= limit else { throw Full() }
  }
}

// MARK: Names

extension Writer {
  /// Pointers have 14 bits (RFC 1035 §4.1.4).
  private static let farthestPointer = 0x3FFF

  /// Writes the name, where `compressing` with a pointer for the longest end of it that was written
  /// before. Later names may point to either kind.
  mutating func name(_ name: DomainName, compressing: Bool = true) throws(Full) {
    guard remembersNames else { return try append(name.wire) }
    var rest = name.wire[...]
    while rest.count > 1 {
      if compressing, let offset = offsets[rest] {
        try uint16(0xC000 | offset)
        return
      }
      try writeLabel(&rest)
    }
    try uint8(0)
  }

  /// Writes the first label of `rest` and takes it off.
  private mutating func writeLabel(_ rest: inout ArraySlice<UInt8>) throws(Full) {
    let offset = octets.count
    let next = rest.startIndex + 1 + Int(rest[rest.startIndex])
    try append(rest[..<next])
    if offset <= Self.farthestPointer, offsets[rest] == nil {
      offsets[rest] = UInt16(offset)
      names.append(rest)
    }
    rest = rest[next...]
  }
}
