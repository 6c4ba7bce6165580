import KubeAPI
import Manifests
import ObjectStore
import Objects

/// What the cluster of a data folder holds of the objects of files, and of claims, whether or not it is
/// served now.
struct ExistingCluster {
  /// An absolute or relative path, as the user gave it.
  let dataFolder: String

  /// The server is asked first: while it runs, nobody else can read its store.
  ///
  /// - Returns: nil where there never was a cluster.
  func objects(for keys: [ObjectKey]) async throws(OrdinalError) -> ExistingObjects? {
    guard !keys.isEmpty else { return nil }
    if let served = await served(keys) { return served }
    do {
      return try await StoredObjects.read(dataFolder + "/store.sqlite").map(ExistingObjects.init)
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  /// nil: no server answers.
  private func served(_ keys: [ObjectKey]) async -> ExistingObjects? {
    guard let client = try? ThinClient(dataFolder: dataFolder).client else { return nil }
    defer { Task { await client.close() } }
    var values: [Value] = []
    do throws(ClientError) {
      for key in keys {
        let path = key.resource.path(in: key.namespace, name: key.name)
        if let value = try await Self.answer(client, path) { values.append(value) }
      }
      let sets = keys.filter { $0.resource == StatefulSet.resource }
      for namespace in Set(sets.map(\.namespace)) {
        let path = Resource.persistentVolumeClaim.path(in: namespace)
        let list = try await Self.answer(client, path)?["items"]?.array ?? []
        values += list.map(Self.claim)
      }
    } catch {
      return nil
    }
    return ExistingObjects(values.compactMap { try? Resource.object(from: $0) })
  }

  /// nil: the server has no such object.
  private static func answer(_ client: APIClient, _ path: String) async throws(ClientError)
    -> Value?
  {
    do {
      return try await client.ask("GET", path).value
    } catch .refused {
      return nil
    }
  }

  /// Items of a list do not say themselves what they are.
  private static func claim(_ item: Value) -> Value {
    var fields = item.object ?? [:]
    fields["apiVersion"] = .string(Resource.persistentVolumeClaim.apiVersion)
    fields["kind"] = .string(Resource.persistentVolumeClaim.kind)
    return .object(fields)
  }
}
