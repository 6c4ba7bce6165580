import ClusterNames
import Controllers
import ObjectStore
import Objects

/// The store of a server, with what its data folder held.
struct Storage: Sendable {
  let store: ObjectStore
  let clock: any ClusterClock
  /// The clock of a server in virtual time.
  let manualClock: ManualClock?
  /// What earlier runs noted of files.
  let notes: [ObjectNote]
  private let journal: SQLiteJournal?

  init(_ settings: Settings, in folder: DataFolder) async throws(OrdinalError) {
    let identifiers: any IdentifierSource
    switch settings.time {
    case .system: (manualClock, identifiers) = (nil, RandomIdentifiers())
    case .virtual(let seed):
      (manualClock, identifiers) = (ManualClock(), SeededIdentifiers(seed: seed))
    }
    clock = manualClock ?? SystemClock()
    journal = folder.isTemporary ? nil : try await Self.journal(folder.storePath)
    let contents = try await Self.contents(of: journal)
    notes = contents.notes
    let families = settings.podBlocks.map { $0.base.isIPv4 ? "IPv4" : "IPv6" }
    let plugins: [any AdmissionPlugin] = [
      ServiceAdmission(families: families, blocks: [settings.serviceBlock]),
      NodePorts(), StorageProtection(), DefaultStorageClass(), ClaimResize(),
      PodAdmission(identifiers: identifiers),
    ]
    let kept = journal.map { $0 as any Journal } ?? InMemoryJournal()
    store = ObjectStore(
      identifiers: identifiers, clock: clock, gates: settings.featureGates, plugins: plugins,
      journal: kept, contents: contents)
  }

  private static func journal(_ path: String) async throws(OrdinalError) -> SQLiteJournal {
    do {
      return try await SQLiteJournal.open(path)
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  private static func contents(
    of journal: SQLiteJournal?
  ) async throws(OrdinalError) -> JournalContents {
    guard let journal else { return JournalContents() }
    do {
      return try await journal.load()
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  /// When nobody writes any more.
  func close() async {
    // What was acknowledged is in the log, whether or not that can be folded in now.
    try? await journal?.close()
  }
}
