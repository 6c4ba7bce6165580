/// What follows from the system that a pod says it is made for (`spec.os`, KEP-2802): it cannot ask
/// for what only the other one has.
extension PodSpec {
  func validateSystem(at path: FieldPath) -> [FieldError] {
    guard let system = rest["os"] else { return [] }
    switch system["name"]?.string ?? "" {
    case "": return [.required(path.field("os", "name"), "cannot be empty")]
    case "linux": return validateLinux(at: path)
    case "windows": return validateWindows(at: path)
    // Upstream's path lacks the name.
    case let name: return [.notSupported(path.field("os"), name, ["linux", "windows"])]
    }
  }

  private func validateLinux(at path: FieldPath) -> [FieldError] {
    let contexts =
      [(rest["securityContext"], path)]
      + allContainers(at: path).map { ($0.container.rest["securityContext"], $0.path) }
    return contexts.filter { $0.0?["windowsOptions"] != nil }.map {
      .forbidden(
        $0.1.field("securityContext", "windowsOptions"),
        "windows options cannot be set for a linux pod")
    }
  }

  private static let notOnWindows = "cannot be set for a windows pod"
  /// In upstream's order, which knows the node's namespaces as part of the context.
  private static let podFields = [
    "securityContext.appArmorProfile", "securityContext.seLinuxOptions", "hostUsers", "hostPID",
    "hostIPC", "securityContext.seccompProfile", "securityContext.fsGroup",
    "securityContext.fsGroupChangePolicy", "securityContext.sysctls", "shareProcessNamespace",
    "securityContext.runAsUser", "securityContext.runAsGroup",
    "securityContext.supplementalGroups", "securityContext.supplementalGroupsPolicy",
    "securityContext.seLinuxChangePolicy",
  ]
  private static let containerFields = [
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities",
    "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount", "runAsUser",
    "runAsGroup",
  ]
  /// Plain flags and lists, of which upstream cannot tell false or none from not set.
  private static let plainFields: Set<String> = ["hostPID", "hostIPC", "sysctls"]

  private func validateWindows(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for place in Self.podFields {
      let names = place.split(separator: ".").map(String.init)
      let field = names[names.count - 1]
      let value = names.count == 1 ? rest[field] : rest["securityContext"]?[field]
      let isPlain = Self.plainFields.contains(field) && (value == false || value == [])
      if value == nil || isPlain { continue }
      errors.append(.forbidden(names.reduce(path) { $0.field($1) }, Self.notOnWindows))
    }
    for (container, path) in allContainers(at: path) {
      guard let context = container.rest["securityContext"] else { continue }
      errors += Self.containerFields.filter { context[$0] != nil }.map {
        .forbidden(path.field("securityContext", $0), Self.notOnWindows)
      }
    }
    return errors
  }
}
