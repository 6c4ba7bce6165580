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
@safe package struct Responder: ~Copyable {
  private let registry: Registry
  private let reader: Int
  private let cell: UnsafeMutablePointer<Atomic<UInt64>>
  private let epoch: UnsafeMutablePointer<Atomic<UInt64>>
  private let tableAddress: UnsafeMutablePointer<Atomic<UInt>>
  private let isSynced: UnsafeMutablePointer<Atomic<Bool>>
  private let hash: NameHash
  /// The question's name in lower case, with room for the word that overlaps its end.
  private let key: UnsafeMutableRawPointer
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
    unsafe key = .allocate(byteCount: 272, alignment: 64)
    unsafe key.initializeMemory(as: UInt8.self, repeating: 0, count: 272)
    tally = Tally()
    wake()
  }

  deinit {
    registry.reclaimer.unregister(reader)
    unsafe key.deallocate()
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

  // MARK: A query

  /// Answers the query in the first `length` octets of `message`, in place.
  ///
  /// - Parameter message: room for the answer too: 1232 octets for UDP, 65535 for TCP.
  package mutating func respond(
    _ message: UnsafeMutableRawBufferPointer, length: Int, over transport: TransportKind
  ) -> Disposition {
    let base = message.baseAddress!
    guard let query = unsafe PlainQuery(UnsafeRawPointer(base), length: length) else {
      return .deferred
    }
    let digest = unsafe hash.fold(base + Header.size, length: query.nameLength, into: key)
    let table = unsafe NameTable(
      UnsafeMutableRawPointer(bitPattern: tableAddress.pointee.load(ordering: .acquiring))!)
    let limit = transport == .udp ? query.payloadLimit : min(message.count, 65535)
    var answer = unsafe AnswerWriter(base, query: query, limit: limit)

    guard let name = unsafe table.find(hash: digest, key: key, length: query.nameLength) else {
      return respondForMissingName(query, in: table, &answer)
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
  private mutating func respondForMissingName(
    _ query: PlainQuery, in table: NameTable, _ answer: inout AnswerWriter
  ) -> Disposition {
    guard !query.isMeta, unsafe isSynced.pointee.load(ordering: .relaxed) else { return .deferred }
    var offset = 0
    while true {
      let label = Int(unsafe key.load(fromByteOffset: offset, as: UInt8.self))
      // Not even the root is published: the name is in no zone.
      guard label != 0 else { return .deferred }
      offset += label + 1
      let length = query.nameLength - offset
      let suffix = unsafe UnsafeRawPointer(key + offset)
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
