import CPrefetch
import Synchronization

/// The hash table that queries probe while one writer changes it: open addressing over atomic words.
///
/// A slot is 0 (never used), 1 (freed) or the address of a compiled name with 16 bits of its hash
/// above it, so that most other names are told apart without a look at their memory.
///
/// SAFETY: addresses of user memory fit in 48 bits on the machines that Swift runs on under Linux
/// (x86-64 and AArch64 without tagged addresses); `pack` checks it.
@safe struct NameTable {
  /// The mask of slot numbers, then the slots.
  let base: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) {
    unsafe self.base = base
  }

  static func allocate(slots: Int) -> NameTable {
    precondition(slots & (slots - 1) == 0, "The number of slots is a power of two.")
    let base = UnsafeMutableRawPointer.allocate(byteCount: 8 * (slots + 1), alignment: 64)
    unsafe base.initializeMemory(as: UInt64.self, repeating: 0, count: slots + 1)
    unsafe base.storeBytes(of: UInt64(slots - 1), as: UInt64.self)
    return unsafe NameTable(base)
  }

  private var mask: Int {
    @inline(__always) get { Int(truncatingIfNeeded: unsafe base.load(as: UInt64.self)) }
  }

  @inline(__always)
  private func slot(_ index: Int) -> UnsafeMutablePointer<Atomic<UInt>> {
    unsafe (base + 8 * (index + 1)).assumingMemoryBound(to: Atomic<UInt>.self)
  }

  private static let freed: UInt = 1
  private static let addressBits: UInt = 0xFFFF_FFFF_FFFF

  private static func pack(_ name: CompiledName, hash: UInt64) -> UInt {
    let address = UInt(bitPattern: unsafe name.base)
    precondition(address & ~addressBits == 0, "An address of user memory has at most 48 bits.")
    return address | UInt(hash >> 48) << 48
  }

  /// Finds a folded name. Slots are read with acquire ordering, so the block behind one is whole.
  @inline(__always)
  func find(hash: UInt64, key: UnsafeRawPointer, length: Int) -> CompiledName? {
    let mask = mask
    let tag = UInt(hash >> 48)
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let word = unsafe slot(index).pointee.load(ordering: .acquiring)
      if word == 0 { return nil }
      if word >> 48 == tag, word != Self.freed {
        let name = unsafe CompiledName(UnsafeRawPointer(bitPattern: word & Self.addressBits)!)
        if name.hash == hash, unsafe name.matches(key: key, length: length) { return name }
      }
      index = (index + 1) & mask
    }
  }

  @inline(__always)
  func prefetchSlot(of hash: UInt64) {
    unsafe cprefetch_line(slot(Int(truncatingIfNeeded: hash) & mask))
  }

  /// The first lines of the block behind the first slot, which most often is the right one: header, name
  /// and the first records.
  @inline(__always)
  func prefetchName(of hash: UInt64) {
    let word = unsafe slot(Int(truncatingIfNeeded: hash) & mask).pointee.load(ordering: .relaxed)
    let name = unsafe UnsafeRawPointer(bitPattern: word & Self.addressBits)
    guard word > Self.freed, let name = unsafe name else { return }
    unsafe cprefetch_line(name)
    unsafe cprefetch_line(name + 64)
    unsafe cprefetch_line(name + 128)
    unsafe cprefetch_line(name + 192)
  }

  // MARK: The writer's side

  /// Puts `name` in the place of `old`, or into a free slot. Returns true if a fresh slot was used up.
  func store(_ name: CompiledName, hash: UInt64, replacing old: CompiledName?) -> Bool {
    var index = Int(truncatingIfNeeded: hash) & mask
    let searched = old.map { Self.pack($0, hash: hash) }
    while true {
      let word = unsafe slot(index).pointee.load(ordering: .relaxed)
      let isPlace = if let searched { word == searched } else { word <= Self.freed }
      if isPlace {
        unsafe slot(index).pointee.store(Self.pack(name, hash: hash), ordering: .releasing)
        return word == 0
      }
      precondition(word != 0, "A name that is replaced is in the table.")
      index = (index + 1) & mask
    }
  }

  func remove(_ name: CompiledName, hash: UInt64) {
    let searched = Self.pack(name, hash: hash)
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let word = unsafe slot(index).pointee.load(ordering: .relaxed)
      precondition(word != 0, "A name that is removed is in the table.")
      if word == searched {
        unsafe slot(index).pointee.store(Self.freed, ordering: .releasing)
        return
      }
      index = (index + 1) & mask
    }
  }

  /// All names, for the move into a larger table.
  func forEach(_ body: (CompiledName) -> Void) {
    for index in 0...mask {
      let word = unsafe slot(index).pointee.load(ordering: .relaxed)
      guard word > Self.freed else { continue }
      body(unsafe CompiledName(UnsafeRawPointer(bitPattern: word & Self.addressBits)!))
    }
  }
}
