import ClusterNames
import HashTreeCollections
import Synchronization
import Wire

/// What is published: the one place where changes meet queries.
///
///     controllers -> publish(changes) -> [ compiled names in a hash table ] -> Responder, one a worker
///                                     -> snapshot -> resolver, explain, dump
///
/// `publish` compiles each name that changed into an immutable block and swaps it in; a query sees the
/// old block or the new one. Replaced blocks go to the `Reclaimer`.
@safe package final class Registry: @unchecked Sendable {
  // SAFETY: `state` is only touched under `lock` and `published` under `snapshotLock`; the shared words
  // are atomics; compiled blocks are immutable and freed by the reclaimer once no responder can see them.
  private let lock = Lock()
  private var state: State
  /// Apart from `lock`, which a long publication holds: who takes a snapshot does not wait for that.
  private let snapshotLock = Lock()
  private var published = Snapshot()
  let reclaimer = Reclaimer()
  let hash = NameHash(seed: UInt64.random(in: .min ... .max))
  /// The address of the current `NameTable`.
  let tableAddress: UnsafeMutablePointer<Atomic<UInt>>
  /// Whether negative answers may be given.
  let isSynced: UnsafeMutablePointer<Atomic<Bool>>
  private let now: @Sendable () -> UInt32

  private struct State {
    var snapshot = Snapshot()
    var compiled: [DomainName: CompiledName] = [:]
    var zones: [DomainName: ZoneBlock] = [:]
    var table: NameTable
    var slots: Int
    /// Slots that are not 0, freed ones among them.
    var usedSlots = 0
  }

  /// - Parameter now: the time in seconds since 1970, from which serials are made.
  package init(now: @escaping @Sendable () -> UInt32) {
    self.now = now
    let slots = 1024
    let table = NameTable.allocate(slots: slots)
    state = State(table: table, slots: slots)
    unsafe tableAddress = .allocate(capacity: 1)
    unsafe tableAddress.initialize(to: Atomic(UInt(bitPattern: unsafe table.base)))
    unsafe isSynced = .allocate(capacity: 1)
    unsafe isSynced.initialize(to: Atomic(false))
  }

  deinit {
    reclaimer.stop()
    for name in state.compiled.values { unsafe name.base.deallocate() }
    for zone in state.zones.values { unsafe zone.base.deallocate() }
    unsafe state.table.base.deallocate()
    unsafe tableAddress.deallocate()
    unsafe isSynced.deallocate()
  }

  /// What the last whole publication left.
  package var snapshot: Snapshot { snapshotLock.withLock { published } }

  /// Publishes the changes in their order, then gives every live zone a new serial.
  ///
  /// A name that is published as it already stands costs nothing and changes no serial.
  package func publish(_ changes: [Change]) {
    lock.withLock {
      var retired: [RetiredBlock] = []
      var hasChanged = false
      for change in changes {
        let applied =
          switch change {
          case .zone(let zone): apply(zone, &retired)
          case .removeZone(let apex): removeZone(apex, &retired)
          case .name(let entry): apply(entry, &retired)
          case .removeName(let name): removeName(name, &retired)
          }
        hasChanged = hasChanged || applied
      }
      if hasChanged { setSerial(max(now(), state.snapshot.serial &+ 1)) }
      showSnapshot()
      reclaimer.retire(retired)
    }
  }

  /// From now on a name that is not published does not exist.
  package func markSynced() {
    lock.withLock {
      state.snapshot.isSynced = true
      showSnapshot()
      unsafe isSynced.pointee.store(true, ordering: .releasing)
    }
  }

  /// Continues the serials of an earlier run.
  package func continueSerial(after serial: UInt32) {
    lock.withLock {
      setSerial(max(state.snapshot.serial, serial))
      showSnapshot()
    }
  }

  /// Blocks that wait until the last query that may hold them is answered.
  package var retiredBlocks: Int { reclaimer.retiredCount }

  private func showSnapshot() {
    snapshotLock.withLock { published = state.snapshot }
  }

  private func setSerial(_ serial: UInt32) {
    state.snapshot.serial = serial
    for (apex, block) in state.zones where state.snapshot.zones[apex]?.hasLiveSerial == true {
      block.setSerial(serial)
    }
  }
}

extension Registry {
  private func apply(_ zone: Zone, _ retired: inout [RetiredBlock]) -> Bool {
    guard state.snapshot.zones[zone.apex] != zone else { return false }
    let old = state.zones[zone.apex]
    state.snapshot.zones[zone.apex] = zone
    let block = ZoneBlock.allocate(zone)
    if zone.hasLiveSerial { block.setSerial(state.snapshot.serial) }
    state.zones[zone.apex] = block
    guard let old else { return true }
    // Compiled names hold the address of their zone's block.
    for entry in state.snapshot.names.values where entry.zone == zone.apex {
      store(entry, &retired)
    }
    retired.append(unsafe RetiredBlock(old.base))
    return true
  }

  private func removeZone(_ apex: DomainName, _ retired: inout [RetiredBlock]) -> Bool {
    guard let block = state.zones.removeValue(forKey: apex) else { return false }
    precondition(
      !state.snapshot.names.values.contains { $0.zone == apex },
      "The names of \(apex) are gone before the zone is, whose block they point to.")
    state.snapshot.zones[apex] = nil
    retired.append(unsafe RetiredBlock(block.base))
    return true
  }

  private func apply(_ entry: NameEntry, _ retired: inout [RetiredBlock]) -> Bool {
    guard state.snapshot.names[entry.name] != entry else { return false }
    state.snapshot.names[entry.name] = entry
    store(entry, &retired)
    return true
  }

  private func removeName(_ name: DomainName, _ retired: inout [RetiredBlock]) -> Bool {
    guard let compiled = state.compiled.removeValue(forKey: name) else { return false }
    state.snapshot.names[name] = nil
    state.table.remove(compiled, hash: compiled.hash)
    retired.append(unsafe RetiredBlock(UnsafeMutableRawPointer(mutating: compiled.base)))
    return true
  }

  private func store(_ entry: NameEntry, _ retired: inout [RetiredBlock]) {
    guard let zone = state.zones[entry.zone] else {
      preconditionFailure("The zone \(entry.zone) is published before its names.")
    }
    growIfNeeded(&retired)
    let old = state.compiled[entry.name]
    let compiled = compile(entry, zone: zone)
    if state.table.store(compiled, hash: compiled.hash, replacing: old) { state.usedSlots += 1 }
    state.compiled[entry.name] = compiled
    if let old {
      retired.append(unsafe RetiredBlock(UnsafeMutableRawPointer(mutating: old.base)))
    }
  }

  private func compile(_ entry: NameEntry, zone: ZoneBlock) -> CompiledName {
    let name = entry.name.wire + [UInt8](repeating: 0, count: 8)
    let digest = unsafe name.withUnsafeBytes {
      unsafe hash.hash($0.baseAddress!, length: entry.name.wire.count)
    }
    let octets = NameCompiler.compile(entry, hash: digest, zone: UInt(bitPattern: unsafe zone.base))
    let block = UnsafeMutableRawPointer.allocate(byteCount: octets.count, alignment: 8)
    unsafe octets.withUnsafeBytes {
      unsafe block.copyMemory(from: $0.baseAddress!, byteCount: octets.count)
    }
    return unsafe CompiledName(block)
  }

  /// Keeps at least two of five slots unused, so that probes stay short.
  private func growIfNeeded(_ retired: inout [RetiredBlock]) {
    guard (state.usedSlots + 1) * 5 > state.slots * 3 else { return }
    var slots = 1024
    while slots < state.compiled.count * 2 { slots *= 2 }
    let table = NameTable.allocate(slots: slots)
    state.table.forEach { _ = table.store($0, hash: $0.hash, replacing: nil) }
    unsafe tableAddress.pointee.store(UInt(bitPattern: unsafe table.base), ordering: .releasing)
    retired.append(unsafe RetiredBlock(state.table.base))
    state.table = table
    state.slots = slots
    state.usedSlots = state.compiled.count
  }
}
