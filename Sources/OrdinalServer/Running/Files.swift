import ClusterNames
import Manifests
import ObjectStore
import Registry

/// Serves the files of the PATHs: manifests go to the store, master files to the registry.
actor Files {
  private let applier: FileApplier
  private let control: ControlPlane
  private var zones: ZoneLoader
  private let report: @Sendable (String) -> Void
  private var retry: Task<Void, Never>?
  /// What was wrong the last time: a second attempt does not say it again.
  private var told: Set<String> = []

  /// - Parameters:
  ///   - notes: what earlier runs did with files.
  ///   - report: takes each line that the user is to read.
  init(
    paths: [String], cluster: Cluster, control: ControlPlane, notes: [ObjectNote],
    report: @escaping @Sendable (String) -> Void
  ) {
    applier = FileApplier(
      store: control.store, paths: paths, ledger: FileLedger(notes: notes))
    zones = ZoneLoader(
      registry: cluster.registry, cluster: cluster.domain, blocks: cluster.blocks)
    self.control = control
    self.report = report
  }

  func apply(_ batch: FileBatch) async {
    for line in zones.apply(batch) { report(line) }
    let outcome = await applier.apply(batch)
    if outcome.wantsRetry { retryLater() }
    await control.settle()
    let lines = outcome.diagnostics.map(\.description)
    for line in lines where !batch.isEmpty || !told.contains(line) { report(line) }
    told = Set(lines)
    guard !batch.isInitial else { return }
    for line in outcome.lines { report(line) }
  }

  /// What the store refused for now (a namespace that is still ending) is tried again.
  private func retryLater() {
    guard retry == nil else { return }
    retry = Task {
      try? await Task.sleep(for: .seconds(1))
      retry = nil
      if !Task.isCancelled { await apply(FileBatch()) }
    }
  }

  func stop() {
    retry?.cancel()
  }
}
