package import Objects

/// Why the store refused something, in the API's own words.
package enum StoreError: Error, Sendable {
  case notFound(Resource, name: String)
  case alreadyExists(Resource, name: String, isGoing: Bool = false)
  case conflict(Resource, name: String, reason: String)
  case invalid(Resource, name: String, FieldErrors)
  case forbidden(Resource, name: String, reason: String)
  /// The history no longer reaches back to the version asked for: list again.
  case expired(requested: ResourceVersion, oldest: ResourceVersion)
  /// Something here failed and not the client: the journal, so that nothing of the batch happened,
  /// or an allocator that has nothing left.
  case internalError(String)
  /// What upstream lets through as it comes, without a reason.
  case failure(String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound(let resource, let name): "\(resource.qualifiedPlural) \"\(name)\" not found"
    case .alreadyExists(let resource, let name, let isGoing):
      (isGoing ? "object is being deleted: " : "")
        + "\(resource.qualifiedPlural) \"\(name)\" already exists"
    case .conflict(let resource, let name, let reason):
      "Operation cannot be fulfilled on \(resource.qualifiedPlural) \"\(name)\": \(reason)"
    case .invalid(let resource, let name, let errors):
      "\(resource.qualifiedKind) \"\(name)\" is invalid: \(errors)"
    case .forbidden(let resource, let name, let reason):
      "\(resource.qualifiedPlural) \"\(name)\" is forbidden: \(reason)"
    case .failure(let text): text
    case .expired(let requested, let oldest):
      "too old resource version: \(requested) (\(oldest))"
    case .internalError(let text): "Internal error occurred: \(text)"
    }
  }

  /// Nothing begins in a namespace that is ending.
  package static func ending(_ namespace: String) -> String {
    "unable to create new content in namespace \(namespace) because it is being terminated"
  }

  /// The text of every lost race, whoever lost it.
  package static let modified =
    "the object has been modified; please apply your changes to the latest version and try again"
}

extension Resource {
  /// `pods`, `statefulsets.apps`.
  package var qualifiedPlural: String { group.isEmpty ? plural : "\(plural).\(group)" }
  /// `Pod`, `StatefulSet.apps`.
  package var qualifiedKind: String { group.isEmpty ? kind : "\(kind).\(group)" }
}
