package import ObjectStore
internal import Objects

/// Applies files to the store as one more client of it: what they hold is created or configured,
/// what they no longer hold is deleted.
///
/// An object is touched only when its document changed, so that what another client did to it
/// stays until then.
package actor FileApplier {
  private let store: ObjectStore
  private var files: FileSet
  private var ledger: FileLedger
  /// What was tried last and refused: told again only when its file is read again.
  private var refused: [ObjectKey: Value] = [:]

  /// - Parameters:
  ///   - paths: the PATHs of this run.
  ///   - ledger: what an earlier run left behind.
  package init(store: ObjectStore, paths: [String], ledger: FileLedger = FileLedger()) {
    self.store = store
    self.ledger = ledger
    files = FileSet(paths: paths)
  }

  /// What is to be kept for the next run.
  package var currentLedger: FileLedger { ledger }

  /// Brings the store in line with the files after a change of some of them.
  ///
  /// Zone files of the batch are passed over. An empty batch tries again what may succeed by now
  /// (``ApplyReport/wantsRetry``).
  package func apply(_ batch: FileBatch) async -> ApplyReport {
    var report = ApplyReport()
    report.diagnostics = files.update(failures: batch.failures)
    for (key, update) in batch.manifests { report.diagnostics += files.update(key, update) }
    let touched = Set(batch.manifests.map(\.key))
    let (claims, findings) = files.claims()
    report.diagnostics += findings.filter { !touched.isDisjoint(with: $0.files) }.map(\.diagnostic)

    await deleteTakenOut(keeping: claims, &report)
    // What others may need comes first.
    let isNamespace = { (claim: Claim) in claim.key.resource == Namespace.resource }
    let ordered = claims.filter(isNamespace) + claims.filter { !isNamespace($0) }
    for start in stride(from: 0, to: ordered.count, by: Self.stretch) {
      await apply(ordered[start..<min(start + Self.stretch, ordered.count)], touched, &report)
    }
    report.diagnostics.sort()
    return report
  }

  // MARK: Deleting

  /// Before creating: a new object may need what an old one holds, a name or an address.
  ///
  /// A file with an object that is refused takes nothing away: a slip in a name must not cost the object
  /// that was served under it.
  private func deleteTakenOut(keeping claims: [Claim], _ report: inout ApplyReport) async {
    let claimed = Set(claims.map(\.key))
    var gone = ledger.entries.filter { !claimed.contains($0.key) && files.isTakenOut($0.value) }
    guard !gone.isEmpty else { return }
    let broken = Set(claims.filter { !$0.isValid }.map(\.file.name))
    gone = gone.filter { !broken.contains($0.value.file) }
    // A namespace last: its end would be the end of the others.
    let keys = gone.keys.sorted { a, b in
      let isNamespace = (a.resource == Namespace.resource, b.resource == Namespace.resource)
      return isNamespace.0 == isNamespace.1 ? a < b : isNamespace.1
    }
    let deletions = keys.map { NotedWrite(.delete($0, Deletion()), ObjectNote($0, nil)) }
    let results = await store.commit(noted: deletions)
    var forgotten: [NotedWrite] = []
    for (key, result) in zip(keys, results) {
      switch result {
      case .success: report.deleted.append(key)
      case .failure(.notFound):
        // Somebody else was first.
        forgotten.append(NotedWrite(nil, ObjectNote(key, nil)))
      case .failure(let error):
        let text = "\(key.resource.apiVersion) \(key.resource.kind) \(key.namespacedName): \(error)"
        report.diagnostics.append(.error(text, file: gone[key]?.file ?? ""))
        report.wantsRetry = true
        continue
      }
      ledger.entries[key] = nil
      refused[key] = nil
    }
    if !forgotten.isEmpty { _ = await store.commit(noted: forgotten) }
  }

  // MARK: Creating and configuring

  /// How many objects are written at once: a commit each would wait for the disk each time, and all
  /// in one would keep everybody else waiting.
  private static let stretch = 250

  /// What goes wrong with one object is in the report and concerns no other.
  private func apply(
    _ claims: ArraySlice<Claim>, _ touched: Set<FileKey>, _ report: inout ApplyReport
  ) async {
    var writes: [Claim] = []
    var moves: [NotedWrite] = []
    for claim in claims {
      if let entry = ledger.entries[claim.key], entry.applied == claim.value {
        report.unchanged.append(claim.key)
        if entry != self.entry(claim) {
          moves.append(NotedWrite(nil, ObjectNote(claim.key, self.entry(claim).value)))
        }
        remember(claim)
      } else if refused[claim.key] != claim.value || touched.contains(claim.file) {
        writes.append(claim)
      }
    }
    if !moves.isEmpty { _ = await store.commit(noted: moves) }
    guard !writes.isEmpty else { return }
    let writer = ClaimWriter(store: store, former: ledger.entries, entry: entry)
    let results = await writer.write(writes)
    for (claim, result) in zip(writes, results) {
      switch result {
      case .success(let outcome):
        remember(claim)
        switch outcome {
        case .created: report.created.append(claim.key)
        case .configured: report.configured.append(claim.key)
        case .unchanged: report.unchanged.append(claim.key)
        }
      case .failure(let failure):
        refused[claim.key] = failure.mayPass ? nil : claim.value
        report.diagnostics += failure.diagnostics(of: claim.object)
        if failure.mayPass { report.wantsRetry = true }
      }
    }
  }

  /// From now on these fields of the object are the file's.
  private func remember(_ claim: Claim) {
    refused[claim.key] = nil
    ledger.entries[claim.key] = entry(claim)
  }

  private func entry(_ claim: Claim) -> FileLedger.Entry {
    FileLedger.Entry(
      file: claim.file.name, root: files.root(of: claim.file), applied: claim.value)
  }
}
