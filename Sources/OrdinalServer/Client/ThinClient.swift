import KubeAPI
import Manifests
import Objects

/// `ordinal get`, `apply`, `scale` and `delete`: what a person needs of kubectl where there is none.
/// They speak the same API.
package struct ThinClient: Sendable {
  let client: APIClient
  private let homeNamespace: String

  /// - Parameter dataFolder: of the running server, whose `kubeconfig` tells the rest.
  package init(dataFolder: String) throws(OrdinalError) {
    let config = try Kubeconfig(in: dataFolder)
    homeNamespace = config.namespace
    client = try Self.asking { () throws(ClientError) in
      try APIClient(server: config.server, authority: config.authority, token: config.token)
    }
  }

  package func close() async { await client.close() }

  /// The namespace that was asked for, else the kubeconfig's.
  func namespace(_ wanted: String?) -> String { wanted ?? homeNamespace }

  func ask(
    _ method: String, _ path: String, query: [(String, String)] = [], body: APIBody? = nil,
    accept: String = "application/json"
  ) async throws(OrdinalError) -> (value: Value, isNew: Bool) {
    do {
      return try await client.ask(method, path, query: query, body: body, accept: accept)
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  private static func asking<Answer>(
    _ body: () throws(ClientError) -> Answer
  ) throws(OrdinalError) -> Answer {
    do { return try body() } catch { throw OrdinalError("\(error)") }
  }
}

// MARK: Changes

extension ThinClient {
  /// Creates or changes the objects of manifests; the fields that they set are then theirs.
  ///
  /// - Parameter tell: takes a line an object, as soon as it is done.
  package func apply(
    _ files: [String], namespace: String?, tell: (String) throws -> Void
  ) async throws {
    for target in try ManifestArguments(files).objects {
      let path = target.path(in: self.namespace(namespace))
      let before = try? await client.ask("GET", path).value
      let (value, isNew) = try await ask(
        "PATCH", path,
        query: [
          ("fieldManager", "ordinal"), ("force", "true"), ("fieldValidation", "Strict"),
        ],
        body: APIBody(type: "application/apply-patch+yaml", target.value))
      let isSame = Self.version(of: before) == Self.version(of: value)
      let what = isNew ? "created" : isSame ? "unchanged" : "configured"
      try tell("\(target.resource.prefix)\(target.name) \(what)")
    }
  }

  /// Sets the number of replicas of StatefulSets.
  package func scale(
    _ words: [String], to replicas: Int, namespace: String?, tell: (String) throws -> Void
  ) async throws {
    for target in try ResourceArguments(words).targets {
      guard target.resource == StatefulSet.resource, let name = target.name else {
        throw OrdinalError(
          "scale: statefulset/NAME is expected, found \(words.joined(separator: " "))",
          isUsage: true)
      }
      let path = target.resource.path(
        in: self.namespace(namespace), name: name, subresource: "scale")
      _ = try await ask(
        "PATCH", path,
        body: APIBody(
          type: "application/merge-patch+json",
          ["spec": ["replicas": .integer(Int64(replicas))]]))
      try tell("\(target.resource.prefix)\(name) scaled")
    }
  }

  /// Deletes objects that are named, or those of manifests; dependents go with them.
  package func delete(
    _ words: [String], files: [String], namespace: String?, tell: (String) throws -> Void
  ) async throws {
    var places: [(resource: Resource, name: String, namespace: String, path: String)] = []
    if files.isEmpty {
      for target in try ResourceArguments(words).targets {
        guard let name = target.name else {
          throw OrdinalError("delete \(target.resource.plural): name what to delete", isUsage: true)
        }
        let place = self.namespace(namespace)
        places.append(
          (target.resource, name, place, target.resource.path(in: place, name: name)))
      }
    } else {
      let home = self.namespace(namespace)
      places = try ManifestArguments(files).objects.map {
        ($0.resource, $0.name, $0.namespace ?? home, $0.path(in: home))
      }
    }
    for place in places {
      _ = try await ask(
        "DELETE", place.path,
        body: APIBody(type: "application/json", ["propagationPolicy": "Background"]))
      let kind = place.resource.prefix.dropLast()
      let home = place.resource.isNamespaced ? " from \(place.namespace) namespace" : ""
      try tell("\(kind) \"\(place.name)\" deleted\(home)")
    }
  }

  private static func version(of value: Value?) -> Value? {
    value?["metadata"]?["resourceVersion"]
  }
}
