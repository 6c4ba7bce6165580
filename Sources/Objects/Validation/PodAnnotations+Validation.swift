/// Annotations of pods that mean something to Kubernetes itself.
extension Pod {
  private static let path = FieldPath("metadata", "annotations")
  private static let mirror = "kubernetes.io/config.mirror"
  private static let profilePrefix = "container.apparmor.security.beta.kubernetes.io/"
  private static let deletionCost = "controller.kubernetes.io/pod-deletion-cost"

  func validateAnnotations() -> [FieldError] {
    var errors: [FieldError] = []
    if let text = metadata.annotations[Self.mirror], spec.nodeName.isEmpty {
      errors.append(
        .invalid(
          Self.path.key(Self.mirror), text,
          "must set spec.nodeName if mirror pod annotation is set"))
    }
    if let cost = metadata.annotations[Self.deletionCost], !Self.isNumber(cost) {
      errors.append(
        .invalid(Self.path.key(Self.deletionCost), cost, "must be a 32bit integer"))
    }
    return errors
  }

  /// In decimal, as it prints.
  private static func isNumber(_ text: String) -> Bool {
    Int32(text) != nil && (text == "0" || !text.hasPrefix("0") && !text.hasPrefix("+"))
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
    if key.hasPrefix(profilePrefix) { return "AppArmor annotations" }
    return key == mirror ? "mirror pod annotation" : nil
  }
}
