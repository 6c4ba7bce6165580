package import Objects

/// What came of applying files.
package struct ApplyReport: Sendable {
  package var created: [ObjectKey] = []
  package var configured: [ObjectKey] = []
  package var unchanged: [ObjectKey] = []
  package var deleted: [ObjectKey] = []
  /// Sorted by file and position.
  package var diagnostics: [Diagnostic] = []
  /// Something failed that may succeed later without a change of a file: a namespace that is
  /// still ending.
  package var wantsRetry = false

  package init() {}

  /// One line an object that changed, as kubectl prints them: `statefulset.apps/web created`.
  package var lines: [String] {
    let groups = [(created, "created"), (configured, "configured"), (deleted, "deleted")]
    return groups.flatMap { keys, verb in keys.map { "\($0.kubectlName) \(verb)" } }
  }
}

extension ObjectKey {
  var kubectlName: String {
    let kind = resource.group.isEmpty ? resource.singular : "\(resource.singular).\(resource.group)"
    return "\(kind)/\(name)"
  }
}
