import ClusterNames
import Synchronization
import Wire

/// Answers queries from the compiled table, one a worker thread: parse, hash, probe, copy.
///
/// The answer is built where the query stands: header and question stay, the records follow. Nothing
/// here allocates, locks, counts references or waits.
///
///     query --PlainQuery--> name, type --find--> CompiledName ----> answer, NODATA or NXDOMAIN
///                                        |
///                                        +-- none: the closest published ancestor says what a missing
///                                            name below it gets
///
/// With many names most of the time is waiting for memory: for the slot of the table, then for the name
/// that it points to. So a batch of queries goes through three steps, each for all queries: `read` asks
/// for the slots, `approach` for the names, `answer` finds both at hand.
@safe package struct Responder: ~Copyable {
  private let registry: Registry
  private let reader: Int
  private let cell: UnsafeMutablePointer<Atomic<UInt64>>
  private let epoch: UnsafeMutablePointer<Atomic<UInt64>>
  private let tableAddress: UnsafeMutablePointer<Atomic<UInt>>
  private let isSynced: UnsafeMutablePointer<Atomic<Bool>>
  private let hash: NameHash
  private let prepared: UnsafeMutablePointer<PreparedQuery>
  /// For each query of a batch its name in lower case, with room for the word that overlaps its end.
  private let keys: UnsafeMutableRawPointer
  /// Turns address records from answer to answer.
  private var rotation = 0
  package let tally: Tally

  package init(registry: Registry) {
    self.registry = registry
    let slot = unsafe registry.reclaimer.register()
    reader = unsafe slot.index
    unsafe cell = slot.cell
    unsafe epoch = registry.reclaimer.epoch
    unsafe tableAddress = registry.tableAddress
    unsafe isSynced = registry.isSynced
    hash = registry.hash
    let octets = Self.batchCapacity * Self.keyOctets
    unsafe keys = .allocate(byteCount: octets, alignment: 64)
    unsafe keys.initializeMemory(as: UInt8.self, repeating: 0, count: octets)
    unsafe prepared = .allocate(capacity: Self.batchCapacity)
    unsafe prepared.initialize(repeating: PreparedQuery(), count: Self.batchCapacity)
    tally = Tally()
    wake()
  }

  deinit {
    registry.reclaimer.unregister(reader)
    unsafe keys.deallocate()
    unsafe prepared.deallocate()
  }

  /// Queries that may be on their way through the three steps at a time.
  package static let batchCapacity = 64
  private static let keyOctets = 272

  @inline(__always)
  private func key(_ index: Int) -> UnsafeMutableRawPointer {
    unsafe keys + index * Self.keyOctets
  }

  private var table: NameTable {
    @inline(__always) get {
      unsafe NameTable(
        UnsafeMutableRawPointer(bitPattern: tableAddress.pointee.load(ordering: .acquiring))!)
    }
  }

  // MARK: Quiescent states

  /// Between two batches: this worker holds no compiled name.
  @inline(__always)
  package func quiescent() {
    let seen = unsafe epoch.pointee.load(ordering: .acquiring)
    unsafe cell.pointee.store(seen, ordering: .releasing)
  }

  /// Before a wait of any length; between `sleep` and `wake` no query is answered.
  package func sleep() {
    unsafe cell.pointee.store(Reclaimer.offline, ordering: .releasing)
  }

  package func wake() {
    let seen = unsafe epoch.pointee.load(ordering: .sequentiallyConsistent)
    unsafe cell.pointee.store(seen, ordering: .sequentiallyConsistent)
    // The table is read only after the reclaimer can see that this worker is awake.
    atomicMemoryFence(ordering: .sequentiallyConsistent)
  }

  // MARK: The three steps

  /// Answers the query in the first `length` octets of `message`, in place.
  ///
  /// - Parameter message: room for the answer too: 1232 octets for UDP, 65535 for TCP.
  package mutating func respond(
    _ message: UnsafeMutableRawBufferPointer, length: Int, over transport: TransportKind
  ) -> Disposition {
    unsafe read(0, message, length: length)
    return unsafe answer(0, message, over: transport)
  }

  /// Step 1 for the query number `index` of a batch: reads the question, hashes its name.
  package func read(_ index: Int, _ message: UnsafeMutableRawBufferPointer, length: Int) {
    let base = message.baseAddress!
    guard let query = unsafe PlainQuery(UnsafeRawPointer(base), length: length) else {
      unsafe prepared[index].query = nil
      return
    }
    let digest = unsafe hash.fold(base + Header.size, length: query.nameLength, into: key(index))
    unsafe prepared[index].query = query
    unsafe prepared[index].digest = digest
    table.prefetchSlot(of: digest)
  }

  /// Step 2: asks for the memory of the name that the table's slot points to.
  package func approach(_ index: Int) {
    guard unsafe prepared[index].query != nil else { return }
    table.prefetchName(of: unsafe prepared[index].digest)
  }

  /// Step 3: answers as `respond` does. The message is as it was in step 1.
  package mutating func answer(
    _ index: Int, _ message: UnsafeMutableRawBufferPointer, over transport: TransportKind
  ) -> Disposition {
    guard let query = unsafe prepared[index].query else { return .deferred }
    let digest = unsafe prepared[index].digest
    let key = unsafe UnsafeRawPointer(key(index))
    let table = table
    let limit = transport == .udp ? query.payloadLimit : min(message.count, 65535)
    var answer = unsafe AnswerWriter(message.baseAddress!, query: query, limit: limit)

    guard let name = unsafe table.find(hash: digest, key: key, length: query.nameLength) else {
      return unsafe respondForMissingName(query, key, in: table, &answer)
    }
    let flags = name.flags
    guard !flags.contains(.resolved) else { return .deferred }
    if flags.contains(.exists) {
      if let section = name.section(of: query.type) {
        guard section.kind != CompiledSection.Kind.resolved.rawValue else { return .deferred }
        rotation &+= 1
        answer.write(section, rotation: rotation)
        return finish(query, &answer)
      }
      guard !query.isMeta, unsafe isSynced.pointee.load(ordering: .relaxed) else {
        return .deferred
      }
      answer.writeAuthority(of: name.zone, isCached: !flags.contains(.negativesUncached))
      return finish(query, &answer)
    }
    guard !query.isMeta, unsafe isSynced.pointee.load(ordering: .relaxed) else { return .deferred }
    answer.responseCode = ResponseCode.noSuchName.rawValue
    answer.writeAuthority(of: name.zone, isCached: !flags.contains(.negativesUncached))
    unsafe answer.error = name.error(at: CompiledName.ownErrorOffset)
    return finish(query, &answer)
  }

  /// NXDOMAIN, if the closest published ancestor says so.
  private func respondForMissingName(
    _ query: PlainQuery, _ key: UnsafeRawPointer, in table: NameTable, _ answer: inout AnswerWriter
  ) -> Disposition {
    guard !query.isMeta, unsafe isSynced.pointee.load(ordering: .relaxed) else { return .deferred }
    var offset = 0
    while true {
      let label = Int(unsafe key.load(fromByteOffset: offset, as: UInt8.self))
      // Not even the root is published: the name is in no zone.
      guard label != 0 else { return .deferred }
      offset += label + 1
      let length = query.nameLength - offset
      let suffix = unsafe key + offset
      let digest = unsafe hash.hash(suffix, length: length)
      guard let encloser = unsafe table.find(hash: digest, key: suffix, length: length) else {
        continue
      }
      let flags = encloser.flags
      guard !flags.contains(.belowResolved) else { return .deferred }
      answer.responseCode = ResponseCode.noSuchName.rawValue
      answer.writeAuthority(of: encloser.zone, isCached: true)
      unsafe answer.error = encloser.error(at: CompiledName.belowErrorOffset)
      return finish(query, &answer)
    }
  }

  @inline(__always)
  private func finish(_ query: PlainQuery, _ answer: inout AnswerWriter) -> Disposition {
    let octets = answer.finish()
    tally.count(
      type: query.type, responseCode: answer.responseCode, isTruncated: answer.isTruncated)
    return .reply(octets: octets)
  }
}

extension PlainQuery {
  /// A type that asks for more than records of a name (RFC 6895 §3.1), but not ANY: names that lack
  /// all types but those they have answer it as any other type.
  fileprivate var isMeta: Bool {
    @inline(__always) get {
      (type >= 128 && type < RecordType.any.rawValue) || type == RecordType.opt.rawValue
    }
  }
}

/// A query after the first step; nil where it is not plain, so that the resolver gets it.
private struct PreparedQuery {
  var query: PlainQuery?
  var digest: UInt64 = 0
}
