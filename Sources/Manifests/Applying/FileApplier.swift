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
    for claim in claims.filter({ $0.key.resource == Namespace.resource }) {
      await apply(claim, touched, &report)
    }
    for claim in claims.filter({ $0.key.resource != Namespace.resource }) {
      await apply(claim, touched, &report)
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
    for key in keys {
      guard let entry = gone[key] else { continue }
      do throws(StoreError) {
        _ = try await store.commit(.delete(key, uid: nil, gracePeriodSeconds: nil))
        report.deleted.append(key)
      } catch .notFound {
        // Somebody else was first.
      } catch {
        let text = "\(key.resource.apiVersion) \(key.resource.kind) \(key.namespacedName): \(error)"
        report.diagnostics.append(.error(text, file: entry.file))
        report.wantsRetry = true
        continue
      }
      ledger.entries[key] = nil
      refused[key] = nil
    }
  }

  // MARK: Creating and configuring

  /// One object; what goes wrong with it is in the report and concerns no other.
  private func apply(_ claim: Claim, _ touched: Set<FileKey>, _ report: inout ApplyReport) async {
    if let entry = ledger.entries[claim.key], entry.applied == claim.value {
      remember(claim)
      report.unchanged.append(claim.key)
      return
    }
    if refused[claim.key] == claim.value, !touched.contains(claim.file) { return }
    do throws(ApplyFailure) {
      let outcome = try await write(claim)
      remember(claim)
      switch outcome {
      case .created: report.created.append(claim.key)
      case .configured: report.configured.append(claim.key)
      case .unchanged: report.unchanged.append(claim.key)
      }
    } catch {
      refused[claim.key] = claim.value
      report.diagnostics += error.diagnostics(of: claim.object)
      if error.mayPass {
        refused[claim.key] = nil
        report.wantsRetry = true
      }
    }
  }

  /// From now on these fields of the object are the file's.
  private func remember(_ claim: Claim) {
    refused[claim.key] = nil
    ledger.entries[claim.key] = FileLedger.Entry(
      file: claim.file.name, root: files.root(of: claim.file), applied: claim.value)
  }

  private enum Outcome { case created, configured, unchanged }

  /// Checks what only a file's text shows, then writes until no other client is in the way.
  private func write(_ claim: Claim) async throws(ApplyFailure) -> Outcome {
    let errors = Schema.check(claim.value, of: claim.key.resource)
    if !errors.isEmpty { throw .fields(errors) }
    // The status of an object changes all the time; each conflict means that somebody else got on.
    for _ in 0..<Self.attempts {
      do throws(StoreError) {
        return try await writeOnce(claim)
      } catch .conflict, .alreadyExists {
        continue
      } catch {
        throw .store(error)
      }
    }
    throw .store(
      .conflict(claim.key.resource, name: claim.key.name, reason: StoreError.modified))
  }

  private static let attempts = 10

  /// With the version that was read: a change in between is a conflict and never overwritten.
  private func writeOnce(_ claim: Claim) async throws(StoreError) -> Outcome {
    guard let stored = try await find(claim.key) else {
      try await makeNamespace(claim.key.namespace)
      _ = try await store.commit(.create(try parse(claim.value, claim.key)))
      return .created
    }
    let former = ledger.entries[claim.key]?.applied ?? .object([:])
    let merged = ThreeWayMerge.merge(former: former, wanted: claim.value, stored: stored.value)
    var object = try parse(merged, claim.key)
    object.metadata.resourceVersion = stored.metadata.resourceVersion
    let written = try await store.commit(.update(object))
    let isSame = written.metadata.resourceVersion == stored.metadata.resourceVersion
    return isSame ? .unchanged : .configured
  }

  private func find(_ key: ObjectKey) async throws(StoreError) -> (any KubernetesObject)? {
    do { return try await store.get(key) } catch .notFound { return nil }
  }

  /// Unlike kubectl, files need not say the namespace before they use it. It stays when they go.
  private func makeNamespace(_ name: String) async throws(StoreError) {
    let key = ObjectKey(Namespace.resource, namespace: "", name: name)
    guard !name.isEmpty, try await find(key) == nil else { return }
    do {
      _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: name))))
    } catch .alreadyExists {
      return
    }
  }

  private func parse(_ value: Value, _ key: ObjectKey) throws(StoreError)
    -> any KubernetesObject
  {
    do throws(FieldErrors) {
      return try Resource.object(from: value)
    } catch {
      throw .invalid(key.resource, name: key.name, error)
    }
  }
}

/// Why a file's object was not applied.
enum ApplyFailure: Error {
  case fields([FieldError])
  case store(StoreError)

  /// It may succeed later although the file stays as it is.
  var mayPass: Bool {
    switch self {
    case .store(.conflict), .store(.forbidden), .store(.internalError): true
    default: false
    }
  }

  /// A line an error, each at the value that it is about.
  func diagnostics(of object: ManifestObject) -> [Diagnostic] {
    switch self {
    case .fields(let errors): errors.map(object.error)
    case .store(.invalid(_, _, let errors)): errors.errors.map(object.error)
    case .store(let error):
      [
        .error("\(object.title): \(error)", file: object.file, at: object.positions.value)
      ]
    }
  }
}
