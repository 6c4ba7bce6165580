/// Annotations that were fields later: profiles of what a container's program may do.
enum ProfileAnnotations {
  static let armorPrefix = "container.apparmor.security.beta.kubernetes.io/"
  private static let seccompPod = "seccomp.security.alpha.kubernetes.io/pod"
  private static let seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/"
  private static let local = "localhost/"

  /// Upstream's path has the key of a seccomp annotation as a field.
  static func validate(_ annotations: [String: String], of spec: PodSpec, at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let sorted = annotations.sorted { $0.key < $1.key }
    for (key, profile) in sorted.filter({ $0.key == seccompPod })
      + sorted.filter({ $0.key.hasPrefix(seccompPrefix) })
    {
      errors += validate(seccomp: profile, at: path.field(key))
    }
    let names = Set(spec.allContainers(at: path).map(\.container.name))
    for (key, profile) in sorted where key.hasPrefix(armorPrefix) {
      let name = String(key.dropFirst(armorPrefix.count))
      if !names.contains(name) {
        errors.append(.invalid(path.key(key), name, "container not found"))
      }
      if !["", "runtime/default", "unconfined"].contains(profile), !profile.hasPrefix(local) {
        errors.append(
          .invalid(
            path.key(key), profile,
            "invalid AppArmor profile name: \(Value.string(profile).quoted)"))
      }
    }
    return errors
  }

  /// The field that an AppArmor annotation stands for; nil where it stands for none.
  static func armor(_ text: String) -> Value? {
    switch text {
    case "unconfined": return ["type": "Unconfined"]
    case "runtime/default": return ["type": "RuntimeDefault"]
    default:
      let name = text.hasPrefix(local) ? String(text.dropFirst(local.count)) : ""
      return name.isEmpty ? nil : ["type": "Localhost", "localhostProfile": .string(name)]
    }
  }

  private static func validate(seccomp profile: String, at path: FieldPath) -> [FieldError] {
    if ["runtime/default", "docker/default", "unconfined"].contains(profile) { return [] }
    guard profile.hasPrefix(local) else {
      return [.invalid(path, profile, "must be a valid seccomp profile")]
    }
    return VolumeRules.validateDescent(String(profile.dropFirst(local.count)), at: path)
  }

  /// Who gives both has to mean the same.
  static func compare(_ annotations: [String: String], with spec: PodSpec, at path: FieldPath)
    -> [FieldError]
  {
    let context = spec.rest["securityContext"]
    var errors: [FieldError] = []
    if let text = annotations[seccompPod], let profile = context?["seccompProfile"] {
      let place = path.field("securityContext", "seccompProfile")
      errors += compare(
        text, with: profile, "seccomp", ["runtime/default", "docker/default"], place)
    }
    let containers = spec.allContainers(at: path)
    for (container, path) in containers {
      guard let text = annotations[seccompPrefix + container.name],
        let profile = container.rest["securityContext"]?["seccompProfile"]
      else { continue }
      let place = path.field("securityContext", "seccompProfile")
      errors += compare(
        text, with: profile, "seccomp", ["runtime/default", "docker/default"], place)
    }
    if spec.rest["os"]?["name"] == "windows" { return errors }
    for (container, path) in containers {
      guard let text = annotations[armorPrefix + container.name],
        let profile = container.rest["securityContext"]?["appArmorProfile"]
          ?? context?["appArmorProfile"]
      else { continue }
      let place = path.field("securityContext", "appArmorProfile")
      errors += compare(text, with: profile, "apparmor", ["runtime/default"], place)
    }
    return errors
  }

  private static func compare(
    _ text: String, with profile: Value, _ what: String, _ defaults: [String], _ path: FieldPath
  ) -> [FieldError] {
    let isAlike: Bool
    switch profile["type"]?.string {
    case "Unconfined": isAlike = text == "unconfined"
    case "RuntimeDefault": isAlike = defaults.contains(text)
    case "Localhost":
      isAlike = text.hasPrefix(local)
      if isAlike, profile["localhostProfile"]?.string != String(text.dropFirst(local.count)) {
        return [
          .forbidden(
            path.field("localhostProfile"), "\(what) profile in annotation and field must match")
        ]
      }
    default: return []
    }
    return isAlike
      ? []
      : [.forbidden(path.field("type"), "\(what) type in annotation and field must match")]
  }
}
