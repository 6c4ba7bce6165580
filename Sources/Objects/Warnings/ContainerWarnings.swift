/// Of one container: profiles, amounts and variables.
extension PodWarnings {
  private static let seccompPod = "seccomp.security.alpha.kubernetes.io/pod"
  private static let seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/"
  private static let seccompText =
    #"non-functional in v1.27+; use the "seccompProfile" field instead"#
  static let armorText = #"deprecated since v1.30; use the "appArmorProfile" field instead"#

  var podProfile: [FieldWarning] {
    var warnings: [FieldWarning] = []
    if spec.rest["securityContext"]?["seccompProfile"] == nil, annotations[Self.seccompPod] != nil {
      warnings.warn(annotationsPath.key(Self.seccompPod), Self.seccompText)
    }
    return warnings
  }

  func container(_ container: Container, at path: FieldPath) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    let context = container.rest["securityContext"]
    let seccomp = Self.seccompPrefix + container.name
    if context?["seccompProfile"] == nil, annotations[seccomp] != nil {
      warnings.warn(annotationsPath.key(seccomp), Self.seccompText)
    }
    // A pod's own are told where they are compared with its fields.
    let armor = ProfileAnnotations.armorPrefix + container.name
    let profile =
      context?["appArmorProfile"] ?? spec.rest["securityContext"]?["appArmorProfile"]
    if !self.path.components.isEmpty, profile == nil, annotations[armor] != nil {
      warnings.warn(annotationsPath.key(armor), Self.armorText)
    }
    let resources = container.rest["resources"]
    for name in ClaimWarnings.bytes {
      for field in ["limits", "requests"] {
        warnings += ClaimWarnings.fractions(
          in: resources?[field], [name], at: path.field("resources", field))
      }
    }
    return warnings + variables(of: container, at: path.field("env"))
  }

  /// A variable may be given again where it makes its value from the one before. Apply takes those
  /// of one name for one.
  private func variables(of container: Container, at path: FieldPath) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    var seen = Set<String>()
    for (index, variable) in (container.rest["env"]?.array ?? []).enumerated() {
      let name = variable["name"]?.string ?? ""
      guard !seen.insert(name).inserted else { continue }
      let value = variable["value"]?.string ?? ""
      let reference = "$(\(name))"
      let extends =
        (variable["valueFrom"] ?? .null).isNull && value != reference && value.contains(reference)
      if !extends {
        warnings.warn(
          path.index(index),
          "hides previous definition of \(Value.string(name).quoted), which may be dropped when "
            + "using apply")
      }
    }
    return warnings
  }
}

extension Pod {
  /// Upstream copies these annotations into the fields of new pods, and warns where the field was
  /// not there or the annotation means nothing (pkg/registry/core/pod/strategy.go).
  var armorWarnings: [FieldWarning] {
    if spec.rest["os"]?["name"] == "windows" { return [] }
    var warnings: [FieldWarning] = []
    let ofPod = spec.rest["securityContext"]?["appArmorProfile"]
    for (container, path) in spec.allContainers(at: FieldPath("spec")) {
      let key = ProfileAnnotations.armorPrefix + container.name
      guard let text = metadata.annotations[key] else { continue }
      let profile = ProfileAnnotations.armor(text)
      let isGiven = container.rest["securityContext"]?["appArmorProfile"] != nil
      if isGiven && !isCopied(container.name, at: path) { continue }
      if profile == nil || profile != ofPod {
        warnings.warn(FieldPath("metadata", "annotations").key(key), PodWarnings.armorText)
      }
    }
    return warnings
  }

  /// A field that nobody wrote came from the annotation: who writes a pod is noted in its managed fields
  /// with all that is written.
  private func isCopied(_ container: String, at path: FieldPath) -> Bool {
    let entries = metadata.rest["managedFields"]?.array ?? []
    guard !entries.isEmpty, case .field(let list)? = path.components.dropLast().last else {
      return false
    }
    let name = "k:" + Value.object(["name": .string(container)]).json()
    return !entries.contains {
      $0["fieldsV1"]?["f:spec"]?["f:\(list)"]?[name]?["f:securityContext"]?["f:appArmorProfile"]
        != nil
    }
  }
}
