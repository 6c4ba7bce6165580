/// What a pod shares with its node, and by what name it knows itself.
extension PodSpec {
  private static let nameLimit = 64

  /// Users of its own (KEP-127) go with nothing else of the node's. Upstream's path has its own
  /// struct's names.
  func validateHostUsers(at path: FieldPath) -> [FieldError] {
    guard rest["hostUsers"] == false else { return [] }
    let reason = "when `hostUsers` is false"
    var errors: [FieldError] = []
    for (field, name) in [
      ("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC"),
    ] where rest[field] == true {
      errors.append(.forbidden(path.field(name), reason))
    }
    for (container, path) in allContainers(at: path)
    where container.rest["volumeDevices"]?.array?.isEmpty == false {
      errors.append(.forbidden(path.field("volumeDevices"), reason))
    }
    return errors
  }

  /// A name that takes the place of all others (KEP-4762).
  func validateHostname(at path: FieldPath) -> [FieldError] {
    guard let name = rest["hostnameOverride"]?.string else { return [] }
    let path = path.field("hostnameOverride")
    var errors: [FieldError] = []
    for field in ["setHostnameAsFQDN", "hostNetwork"] where rest[field] == true {
      errors.append(.forbidden(path, "may not be specified when \(field) is true"))
    }
    if name.utf8.count > Self.nameLimit {
      errors.append(.tooLong(path, octets: Self.nameLimit))
    }
    errors.check(name, at: path, NameRules.subdomain)
    return errors
  }

  /// Variables from files that another container wrote into an empty folder (KEP-3721).
  func validateVariableFiles(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (container, path) in allContainers(at: path) {
      for (index, variable) in (container.rest["env"]?.array ?? []).enumerated() {
        guard let file = variable["valueFrom"]?["fileKeyRef"] else { continue }
        let path = path.field("env").index(index).field("valueFrom", "fileKeyRef", "volumeName")
        let name = file["volumeName"]?.string ?? ""
        if let volume = volumes.last(where: { ($0["name"]?.string ?? "") == name }) {
          if volume["emptyDir"] == nil {
            errors.append(.invalid(path, name, "referenced volume must be of type emptyDir"))
          }
        } else {
          errors.append(.notFound(path, name))
        }
      }
    }
    return errors
  }
}
