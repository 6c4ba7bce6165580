/// Annotations of pods and templates that mean something to Kubernetes itself.
extension PodSpec {
  /// Says that the pod shows what a kubelet has from a file.
  package static let mirror = "kubernetes.io/config.mirror"
  private static let deletionCost = "controller.kubernetes.io/pod-deletion-cost"

  func validate(annotations: [String: String], at path: FieldPath) -> [FieldError] {
    if annotations.isEmpty { return [] }
    var errors: [FieldError] = []
    if let text = annotations[Self.mirror], nodeName.isEmpty {
      errors.append(
        .invalid(
          path.key(Self.mirror), text, "must set spec.nodeName if mirror pod annotation is set"))
    }
    errors += TolerationAnnotation.validate(annotations, at: path)
    if let cost = annotations[Self.deletionCost], !Self.isNumber(cost) {
      errors.append(.invalid(path.key(Self.deletionCost), cost, "must be a 32bit integer"))
    }
    return errors + ProfileAnnotations.validate(annotations, of: self, at: path)
  }

  /// In decimal, as it prints.
  private static func isNumber(_ text: String) -> Bool {
    Int32(text) != nil && (text == "0" || !text.hasPrefix("0") && !text.hasPrefix("+"))
  }
}

extension Pod {
  private static let path = FieldPath("metadata", "annotations")

  func validateAnnotations() -> [FieldError] {
    spec.validate(annotations: metadata.annotations, at: Self.path)
  }

  /// What a kubelet or a container's profile depends on stays.
  func validateAnnotationUpdate(from old: Pod) -> [FieldError] {
    let (new, former) = (metadata.annotations, old.metadata.annotations)
    if new == former { return validateAnnotations() }
    var errors: [FieldError] = []
    for key in former.keys.sorted() where new[key] != former[key] {
      guard let name = Self.name(of: key) else { continue }
      errors.append(.forbidden(Self.path.key(key), "may not remove or update \(name)"))
    }
    for key in new.keys.sorted() where former[key] == nil {
      guard let name = Self.name(of: key) else { continue }
      errors.append(.forbidden(Self.path.key(key), "may not add \(name)"))
    }
    return errors + validateAnnotations()
  }

  private static func name(of key: String) -> String? {
    if key.hasPrefix(ProfileAnnotations.armorPrefix) { return "AppArmor annotations" }
    return key == PodSpec.mirror ? "mirror pod annotation" : nil
  }
}
