import Objects

/// The annotation that says how simulated pods behave: in a set, in its template, or in a pod of its
/// own. Errors in it show only when pods are to start.
struct ScriptCheck {
  static let annotation = "ordinal.internal/script"
  /// What is wrong with the annotation's text, by the rules of those who read it.
  let problem: (String) -> String?

  func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    let metadata = FieldPath("metadata", "annotations")
    var places: [(FieldPath, [String: String])] = []
    switch checked.object {
    case let set as StatefulSet:
      places = [
        (metadata, set.metadata.annotations),
        (FieldPath("spec", "template", "metadata", "annotations"), set.spec.template.annotations),
      ]
    case let pod as Pod: places = [(metadata, pod.metadata.annotations)]
    default: break
    }
    return places.compactMap { path, annotations in
      annotations[Self.annotation].flatMap(problem).map {
        checked.warning($0, at: path.key(Self.annotation))
      }
    }
  }
}
