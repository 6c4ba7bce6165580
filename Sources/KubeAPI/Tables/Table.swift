package import Objects

/// Objects as rows of cells (`meta.k8s.io/v1` Table): what `kubectl get` asks for and prints.
///
/// The cells are those of upstream's server-side printers, letter by letter: scripts read them.
package enum Table {
  /// What of an object goes with its row (query parameter `includeObject`).
  package enum IncludeObject: String, Sendable {
    case none = "None"
    /// The metadata, as PartialObjectMetadata; kubectl takes names and labels from there.
    case metadata = "Metadata"
    case object = "Object"
  }

  /// - Parameters:
  ///   - listMetadata: of the list, or `{"resourceVersion": …}` of a single object.
  ///   - withDefinitions: false for all events of a watch but the first.
  ///   - now: ages are counted to here.
  package static func render(
    _ objects: [any KubernetesObject], of resource: Resource, listMetadata: Value,
    includeObject: IncludeObject = .metadata, withDefinitions: Bool = true, now: Timestamp
  ) -> Value {
    let layout = TableLayout.of(resource)
    return [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": listMetadata,
      "columnDefinitions": withDefinitions ? definitions(of: resource) : .null,
      "rows": .array(
        objects.map { layout.row(TableSource($0, now: now), includeObject: includeObject) }),
    ]
  }

  /// The columns of a kind; those with a priority are for `-o wide`.
  package static func definitions(of resource: Resource) -> Value {
    .array(TableLayout.of(resource).columns.map(\.definition))
  }

  /// An object without all but its metadata, the form of rows and of clients that ask for
  /// `as=PartialObjectMetadata`.
  package static func partialMetadata(of object: any KubernetesObject) -> Value {
    partialMetadata(of: object.value)
  }

  static func partialMetadata(of value: Value) -> Value {
    [
      "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
      "metadata": value["metadata"] ?? [:],
    ]
  }
}
