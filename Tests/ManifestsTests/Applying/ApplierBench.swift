import ObjectStore
import Objects

@testable import Manifests

/// A store in memory and files of a folder `p` that are applied to it.
struct ApplierBench {
  let store = ObjectStore()
  let applier: FileApplier

  init() { applier = FileApplier(store: store, paths: ["p"]) }

  /// nil: the file was removed.
  @discardableResult
  func apply(_ files: [String: String?]) async -> ApplyReport {
    await applier.apply(Self.batch(files))
  }

  @discardableResult
  func apply(_ updates: [FileKey: FileUpdate]) async -> ApplyReport {
    await applier.apply(FileBatch(updates: updates))
  }

  func set(_ name: String) async throws -> StatefulSet {
    try await store.get(StatefulSet.self, "shop", name)
  }

  func names() async -> [String] {
    await store.list(StatefulSet.self).map(\.metadata.name).sorted()
  }

  /// As another client does.
  func scale(_ name: String, to replicas: Int32) async throws {
    var set = try await set(name)
    set.spec.replicas = replicas
    _ = try await store.commit(.update(set))
  }

  static func key(_ name: String) -> FileKey {
    FileKey(path: "p", name: name, isInFolder: true)
  }

  static func batch(_ files: [String: String?], isInitial: Bool = false) -> FileBatch {
    var batch = FileBatch(isInitial: isInitial)
    for (name, text) in files {
      batch.updates[key(name)] = text.map { .contents(Array($0.utf8)) } ?? .removed
    }
    return batch
  }
}

/// Manifests to vary.
enum Samples {
  static func set(_ name: String) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: \(name), namespace: shop}
    spec:
      replicas: 2
      serviceName: \(name)
      selector: {matchLabels: {app: \(name)}}
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          containers:
          - {name: main, image: x}

    """
  }

  static func service(_ name: String) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: shop}
    spec:
      clusterIP: None
      selector: {app: \(name)}

    """
  }
}

extension String {
  func replacing(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { preconditionFailure("\(text) is not in it") }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
