import ObjectStore
import Objects

/// Writes claims to the store, many at once, until no other client is in the way.
struct ClaimWriter {
  let store: ObjectStore
  /// What files have set of these objects so far.
  let former: [ObjectKey: FileLedger.Entry]
  /// What is to be noted once a claim is applied.
  let entry: (Claim) -> FileLedger.Entry

  enum Outcome { case created, configured, unchanged }

  /// The status of an object changes all the time; each conflict means that somebody else got on.
  private static let attempts = 10

  /// The results are in the order of the claims.
  func write(_ claims: [Claim]) async -> [Result<Outcome, ApplyFailure>] {
    var results = claims.map { claim -> Result<Outcome, ApplyFailure>? in
      let errors = Schema.check(claim.value, of: claim.key.resource)
      return errors.isEmpty ? nil : .failure(.fields(errors))
    }
    for _ in 0..<Self.attempts {
      let open = claims.indices.filter { results[$0] == nil }
      if open.isEmpty { break }
      for (index, result) in zip(open, await writeOnce(open.map { claims[$0] })) {
        switch result {
        case .failure(.store(.conflict)), .failure(.store(.alreadyExists)): continue
        default: results[index] = result
        }
      }
    }
    return zip(claims, results).map { claim, result in
      let (resource, name) = (claim.key.resource, claim.key.name)
      return result
        ?? .failure(.store(.conflict(resource, name: name, reason: StoreError.modified)))
    }
  }

  /// One commit. Each write names the version that was read: a change in between is a conflict and
  /// never overwritten.
  private func writeOnce(_ claims: [Claim]) async -> [Result<Outcome, ApplyFailure>] {
    let stored = await store.find(claims.map(\.key))
    let unmade = await makeNamespaces(for: zip(claims, stored).filter { $1 == nil }.map(\.0))
    var writes: [NotedWrite] = []
    var results: [Result<Outcome, ApplyFailure>?] = []
    for (claim, stored) in zip(claims, stored) {
      if let error = unmade[claim.key.namespace] {
        results.append(.failure(.store(error)))
        continue
      }
      do throws(FieldErrors) {
        let note = ObjectNote(claim.key, entry(claim).value)
        writes.append(NotedWrite(try write(claim, over: stored), note))
        results.append(nil)
      } catch {
        let (resource, name) = (claim.key.resource, claim.key.name)
        results.append(.failure(.store(.invalid(resource, name: name, error))))
      }
    }
    var committed = await store.commit(noted: writes)[...]
    return zip(stored, results).map { stored, result in
      result ?? outcome(committed.removeFirst(), over: stored)
    }
  }

  private func write(_ claim: Claim, over stored: (any KubernetesObject)?) throws(FieldErrors)
    -> Write
  {
    guard let stored else { return .create(try Resource.object(from: claim.value)) }
    let former = former[claim.key]?.applied ?? .object([:])
    let merged = ThreeWayMerge.merge(former: former, wanted: claim.value, stored: stored.value)
    var object = try Resource.object(from: merged)
    object.metadata.resourceVersion = stored.metadata.resourceVersion
    return .update(object)
  }

  private func outcome(
    _ result: Result<(any KubernetesObject)?, StoreError>, over stored: (any KubernetesObject)?
  ) -> Result<Outcome, ApplyFailure> {
    switch result {
    case .failure(let error): return .failure(.store(error))
    case .success(let written):
      guard let stored else { return .success(.created) }
      let isSame = written?.metadata.resourceVersion == stored.metadata.resourceVersion
      return .success(isSame ? .unchanged : .configured)
    }
  }

  /// Unlike kubectl, files need not say a namespace before they use it. It stays when they go.
  /// - Returns: why some could not be made.
  private func makeNamespaces(for claims: [Claim]) async -> [String: StoreError] {
    let named = claims.filter { $0.key.resource == Namespace.resource }.map(\.key.name)
    let names = Set(claims.map(\.key.namespace)).subtracting(named + [""]).sorted()
    let keys = names.map { ObjectKey(Namespace.resource, namespace: "", name: $0) }
    let found = await store.find(keys)
    let missing = zip(names, found).filter { $1 == nil }.map(\.0)
    if missing.isEmpty { return [:] }
    let results = await store.commit(
      missing.map { .create(Namespace(metadata: ObjectMetadata(name: $0))) })
    var errors: [String: StoreError] = [:]
    for case (let name, .failure(let error)) in zip(missing, results) {
      // One that somebody else made meanwhile is as good.
      if case .alreadyExists = error { continue }
      errors[name] = error
    }
    return errors
  }
}
