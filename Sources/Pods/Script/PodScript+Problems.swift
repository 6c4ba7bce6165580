package import Objects

extension PodScript {
  /// What is wrong with the text of an annotation; nil: it can be followed.
  package static func problem(in text: String) -> String? {
    do {
      _ = try PodScript(parsing: text)
      return nil
    } catch {
      return error.description
    }
  }

  /// What is wrong with an object's scripts, for whoever writes it: a line each. The object is taken
  /// all the same, as its pods say what is wrong in an event.
  package static func warnings(about object: any KubernetesObject) -> [String] {
    let path = FieldPath("metadata", "annotations").key(annotation)
    switch object {
    case let set as StatefulSet:
      return warnings(set.metadata.annotations, at: path)
        + warnings(
          set.spec.template.annotations, at: path.prefixed(by: FieldPath("spec", "template")))
    case let pod as Pod: return warnings(pod.metadata.annotations, at: path)
    default: return []
    }
  }

  private static func warnings(_ annotations: [String: String], at path: FieldPath) -> [String] {
    annotations[annotation].flatMap(problem).map { ["\(path): \($0)"] } ?? []
  }
}
