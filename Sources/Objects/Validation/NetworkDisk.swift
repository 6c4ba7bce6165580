/// Disks that a node reaches over a network of disks: iSCSI and Fibre Channel.
enum NetworkDisk {
  private static let tooLong =
    "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
    + "iscsi.initiatorName is specified."

  /// Upstream's paths of the initiator's name and of the portal of a name that is too long are in lower
  /// case.
  ///
  /// - Parameter volume: the name of the persistent volume that it is; nil for a pod's own, of which
  ///   upstream says more.
  static func validate(initiator disk: Value, at path: FieldPath, of volume: String? = nil)
    -> [FieldError]
  {
    func problems(_ name: String) -> [String] {
      let problems = Self.problems(inName: name)
      return volume == nil || problems.isEmpty ? problems : ["must be valid format"]
    }
    var errors = VolumeSources.required(["targetPortal"], of: disk, at: path)
    if let volume, hasLongName(disk, volume) {
      errors.append(
        .invalid(path.field("targetportal"), disk["targetPortal"]?.string ?? "", tooLong))
    }
    errors.checkRequired(disk["iqn"]?.string ?? "", at: path.field("iqn"), problems)
    let unit = disk["lun"]?.integer ?? 0
    if !(0...255).contains(unit) {
      errors.append(.invalid(path.field("lun"), unit, "must be between 0 and 255, inclusive"))
    }
    let hasPassword = disk["chapAuthDiscovery"] == true || disk["chapAuthSession"] == true
    if hasPassword, disk["secretRef"] == nil { errors.append(.required(path.field("secretRef"))) }
    if volume != nil, let secret = disk["secretRef"] {
      errors += VolumeSources.required(["name"], of: secret, at: path.field("secretRef"))
    }
    if let name = disk["initiatorName"]?.string {
      errors.check(name, at: path.field("initiatorname"), problems)
    }
    return errors
  }

  /// The interface of such an initiator is named after both.
  static func validate(nameWith disk: Value, _ name: String, at path: FieldPath) -> [FieldError] {
    hasLongName(disk, name) ? [.invalid(path, name, tooLong)] : []
  }

  private static func hasLongName(_ disk: Value, _ name: String) -> Bool {
    let portal = disk["targetPortal"]?.string ?? ""
    return disk["initiatorName"] != nil && "\(name):\(portal)".utf8.count > 64
  }

  /// Names of RFC 3720 §3.2.6.3 and §3.2.6.3.2, and of RFC 3980.
  private static func problems(inName text: String) -> [String] {
    let isName: Bool
    switch text.prefix(3) {
    case "iqn": isName = text.contains(/iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.\-]+:[^,;*&$|\s]+$/)
    case "eui": isName = text.wholeMatch(of: /eui.[A-Za-z0-9]{16}/) != nil
    case "naa": isName = text.wholeMatch(of: /naa.[A-Za-z0-9]{32}/) != nil
    default: return ["must be valid format starting with iqn, eui, or naa"]
    }
    return isName ? [] : ["must be valid format"]
  }

  static func validate(fabric disk: Value, at path: FieldPath) -> [FieldError] {
    let (targets, disks) = (disk["targetWWNs"]?.array ?? [], disk["wwids"]?.array ?? [])
    let (targetPath, unitPath) = (path.field("targetWWNs"), path.field("lun"))
    var errors: [FieldError] = []
    if targets.isEmpty, disks.isEmpty {
      errors.append(
        .required(targetPath, "must specify either targetWWNs or wwids, but not both"))
    }
    if !targets.isEmpty, !disks.isEmpty {
      errors.append(
        .invalid(
          targetPath, .array(targets), "targetWWNs and wwids can not be specified simultaneously"))
    }
    if targets.isEmpty { return errors }
    if let unit = disk["lun"]?.integer {
      if !(0...255).contains(unit) {
        errors.append(.invalid(unitPath, unit, "must be between 0 and 255, inclusive"))
      }
    } else {
      errors.append(.required(unitPath, "lun is required if targetWWNs is specified"))
    }
    return errors
  }
}
