/// Rules of what a pod and its containers may do on their node.
extension PodSpec {
  /// - Parameter old: a spec that had some policy for labels may get any.
  func validateSecurity(at path: FieldPath, replacing old: PodSpec?) -> [FieldError] {
    guard let context = rest["securityContext"] else { return [] }
    var errors: [FieldError] = []
    for field in ["fsGroup", "runAsUser", "runAsGroup"] {
      errors.checkUser(context[field], at: path.field(field))
    }
    for (index, group) in (context["supplementalGroups"]?.array ?? []).enumerated() {
      errors.checkUser(group, at: path.field("supplementalGroups").index(index))
    }
    if rest["shareProcessNamespace"] == true, rest["hostPID"] == true {
      errors.append(
        .invalid(
          path.field("shareProcessNamespace"), true,
          "ShareProcessNamespace and HostPID cannot both be enabled"))
    }
    errors += validateKernel(context["sysctls"], at: path.field("sysctls"))
    errors += Self.check(
      context, "fsGroupChangePolicy", ["Always", "OnRootMismatch"], at: path)
    errors += SecurityProfile.validate(context, at: path)
    errors += Self.check(context, "supplementalGroupsPolicy", ["Merge", "Strict"], at: path)
    // Without SELinuxMount there is no other way for what is new.
    let isNew = old?.rest["securityContext"]?["seLinuxChangePolicy"] == nil
    let policies = isNew ? ["Recursive"] : ["MountOption", "Recursive"]
    return errors + Self.check(context, "seLinuxChangePolicy", policies, at: path)
  }

  private static func check(
    _ context: Value, _ field: String, _ allowed: [String], at path: FieldPath
  ) -> [FieldError] {
    guard let word = context[field]?.string, !allowed.contains(word) else { return [] }
    return [.notSupported(path.field(field), word, allowed)]
  }

  /// Parameters of the kernel, some of which are those of a namespace that the pod may not have.
  private func validateKernel(_ parameters: Value?, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, parameter) in (parameters?.array ?? []).enumerated() {
      let path = path.index(index).field("name")
      let name = parameter["name"]?.string ?? ""
      if name.isEmpty {
        errors.append(.required(path))
      } else if !Self.isKernelParameter(name) {
        errors.append(
          .invalid(
            path, name,
            "must have at most 253 characters and match regex "
              + "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"))
      } else if names.contains(name) {
        errors.append(.duplicate(path, name))
      }
      let dotted = name.replacing("/", with: ".")
      if rest["hostNetwork"] == true, dotted.hasPrefix("net.") {
        errors.append(
          .invalid(path, name, "may not be specified when 'hostNetwork' is true"))
      } else if rest["hostIPC"] == true, Self.isOfProcesses(dotted) {
        errors.append(.invalid(path, name, "may not be specified when 'hostIPC' is true"))
      }
      names.insert(name)
    }
    return errors
  }

  private static func isOfProcesses(_ name: String) -> Bool {
    name == "kernel.sem"
      || ["kernel.shm", "kernel.msg", "fs.mqueue."].contains(where: name.hasPrefix)
  }

  private static func isKernelParameter(_ name: String) -> Bool {
    func isLetter(_ octet: UInt8) -> Bool {
      (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet)
    }
    let parts = name.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2E || $0 == 0x2F }
    return name.utf8.count <= 253
      && parts.allSatisfy { part in
        guard let first = part.first, let last = part.last else { return false }
        return isLetter(first) && isLetter(last)
          && part.allSatisfy { isLetter($0) || $0 == 0x2D || $0 == 0x5F }
      }
  }
}

extension Container {
  /// - Parameter sharesUsers: the pod's users are the node's.
  func validateSecurity(at path: FieldPath, sharesUsers: Bool) -> [FieldError] {
    guard let context = rest["securityContext"] else { return [] }
    var errors: [FieldError] = []
    for field in ["runAsUser", "runAsGroup"] {
      errors.checkUser(context[field], at: path.field(field))
    }
    if let mount = context["procMount"]?.string, !["Default", "Unmasked"].contains(mount) {
      errors.append(.notSupported(path.field("procMount"), mount, ["Default", "Unmasked"]))
    }
    if sharesUsers, context["procMount"] == "Unmasked" {
      errors.append(
        .invalid(
          path.field("procMount"), "Unmasked", "`hostUsers` must be false to use `Unmasked`"))
    }
    errors += SecurityProfile.validate(seccomp: context["seccompProfile"], at: path)
    if context["allowPrivilegeEscalation"] == false {
      let printed = GoStruct(context, type: "SecurityContext").text
      if context["privileged"] == true {
        errors.append(
          .invalid(
            path, printed: printed,
            "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"))
      }
      for name in context["capabilities"]?["add"]?.array ?? [] where name == "CAP_SYS_ADMIN" {
        errors.append(
          .invalid(
            path, printed: printed,
            "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"))
      }
    }
    errors += WindowsOptions.validate(
      context["windowsOptions"], at: path.field("windowsOptions"))
    return errors + SecurityProfile.validate(armor: context["appArmorProfile"], at: path)
  }
}

/// What a container's calls of the kernel are held against.
enum SecurityProfile {
  private static let types = ["Localhost", "RuntimeDefault", "Unconfined"]

  static func validate(_ context: Value, at path: FieldPath) -> [FieldError] {
    validate(seccomp: context["seccompProfile"], at: path)
      + WindowsOptions.validate(context["windowsOptions"], at: path.field("windowsOptions"))
      + validate(armor: context["appArmorProfile"], at: path)
  }

  static func validate(seccomp profile: Value?, at path: FieldPath) -> [FieldError] {
    guard let profile else { return [] }
    let path = path.field("seccompProfile")
    let (type, file) = (profile["type"]?.string ?? "", profile["localhostProfile"]?.string)
    var errors: [FieldError] = []
    if type.isEmpty {
      errors.append(
        .required(path.field("type"), "type is required when seccompProfile is set"))
    } else if !types.contains(type) {
      errors.append(.notSupported(path.field("type"), type, types))
    }
    let place = path.field("localhostProfile")
    if type != "Localhost" {
      let printed = GoStruct(profile, type: "SeccompProfile").text
      return file == nil
        ? errors
        : errors + [
          .invalid(place, printed: printed, "can only be set when seccomp type is Localhost")
        ]
    }
    guard let file else {
      return errors + [.required(place, "must be set when seccomp type is Localhost")]
    }
    return errors + VolumeRules.validateDescent(file, at: place)
  }

  static func validate(armor profile: Value?, at path: FieldPath) -> [FieldError] {
    guard let profile else { return [] }
    let path = path.field("appArmorProfile")
    let place = path.field("localhostProfile")
    let (type, file) = (profile["type"]?.string ?? "", profile["localhostProfile"]?.string)
    let required = "must be set when AppArmor type is Localhost"
    switch type {
    case "": return [.required(path.field("type"), "type is required when appArmorProfile is set")]
    case "Localhost":
      guard let file else { return [.required(place, required)] }
      var errors: [FieldError] = []
      if file.first?.isWhitespace == true || file.last?.isWhitespace == true {
        errors.append(.invalid(place, file, "must not be padded with whitespace"))
      } else if file.isEmpty {
        errors.append(.required(place, required))
      }
      if file.utf8.count > 4095 { errors.append(.tooLong(place, octets: 4095)) }
      return errors
    case _ where types.contains(type):
      guard let file else { return [] }
      return [.invalid(place, file, "can only be set when AppArmor type is Localhost")]
    default: return [.notSupported(path.field("type"), type, types)]
    }
  }
}
