import Objects

/// The schemas of all kinds as OpenAPI 3.0: kubectl learns from them how to merge and whether the
/// server checks fields, and `kubectl explain` prints them.
package enum OpenAPI {
  /// `/openapi/v3`: the address of each group version's document, with its hash, so that clients
  /// keep a document for as long as the address stays the same.
  package static let index = ServedDocument([
    "paths": .object(
      documents.reduce(into: [:]) { paths, document in
        let path = document.key.dropFirst("/openapi/v3/".count)
        paths[String(path)] = [
          "serverRelativeURL": .string("\(document.key)?hash=\(document.value.hash)")
        ]
      })
  ])

  /// - Parameter path: of the request, without its query: `/openapi/v3/api/v1`,
  ///   `/openapi/v3/apis/apps/v1`.
  package static func document(path: String) -> ServedDocument? { documents[path] }

  /// Composed when the first client asks: servers that nobody asks save the time and the memory.
  private static let documents: [String: ServedDocument] = Dictionary(
    uniqueKeysWithValues: GroupVersion.served.map {
      ("/openapi/v3\($0.path)", ServedDocument($0.openAPI))
    })
}

extension GroupVersion {
  /// One document: the operations of its kinds, and every type that they lead to.
  fileprivate var openAPI: Value {
    var components = SchemaComponents()
    var paths: [String: Value] = [:]
    for resource in resources {
      guard let type = Schema.typeName(of: resource.resource) else { continue }
      let operations = ResourceOperations(resource, type: type, below: path)
      paths.merge(operations.paths(&components)) { $1 }
    }
    return [
      "openapi": "3.0.0",
      "info": ["title": "Kubernetes", "version": "v1.36.0"],
      "paths": .object(paths),
      "components": ["schemas": .object(components.schemas)],
    ]
  }
}
