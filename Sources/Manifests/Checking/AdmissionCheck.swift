internal import ObjectStore
package import Objects

/// Why an object is refused before it is looked at: a Service that cannot have an address, a family or a
/// port, a pod that is not let in.
package struct EarlyProblem: Sendable {
  package var path: FieldPath
  package var text: String

  package init(_ text: String, at path: FieldPath) {
    self.path = path
    self.text = text
  }
}

extension Pod {
  /// In the words of the API.
  var refusals: [EarlyProblem] {
    admissionProblem.map {
      [EarlyProblem("pods \"\(metadata.name)\" is forbidden: \($0)", at: FieldPath())]
    } ?? []
  }
}

/// Sets that the API accepts although their pods are not let in.
struct AdmissionCheck {
  func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    guard let template = (checked.object as? StatefulSet)?.spec.template else { return [] }
    let pod = Pod(
      metadata: ObjectMetadata(name: "", annotations: template.annotations), spec: template.spec)
    guard let problem = pod.admissionProblem else { return [] }
    let path = FieldPath("spec", "template", "spec")
    return [checked.warning("its pods cannot be created: \(problem)", at: path)]
  }
}
