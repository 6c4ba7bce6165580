/// Rules of `spec.volumes[]` of a pod.
enum VolumeRules {
  /// What containers may refer to: volumes without an error.
  struct Names {
    var all = Set<String>()
    /// Those that can be without a file system.
    var claims = Set<String>()
  }

  /// - Parameter pod: whose volumes they are; nil for those of templates.
  static func validate(_ volumes: [Value], at path: FieldPath, of pod: ObjectMetadata?)
    -> (errors: [FieldError], names: Names)
  {
    var errors: [FieldError] = []
    var names = Names()
    let owner = pod.flatMap { $0.name.isEmpty ? nil : $0.name }
    // Claims that are made for the pod, and that it cannot name as if they were there already.
    let made = volumes.filter { $0["ephemeral"] != nil }
      .compactMap { volume in owner.map { "\($0)-\(volume["name"]?.string ?? "")" } }
    for (index, volume) in volumes.enumerated() {
      let name = volume["name"]?.string ?? ""
      let path = path.index(index)
      var found = validateSource(volume, at: path, isInPod: pod != nil, owner: owner)
      found.checkRequired(name, at: path.field("name"), NameRules.label)
      if names.all.contains(name) { found.append(.duplicate(path.field("name"), name)) }
      if found.isEmpty {
        names.all.insert(name)
        if volume["persistentVolumeClaim"] != nil || volume["ephemeral"] != nil {
          names.claims.insert(name)
        }
      }
      errors += found
      if let claim = volume["persistentVolumeClaim"]?["claimName"]?.string, made.contains(claim) {
        errors.append(
          .invalid(
            path.field("persistentVolumeClaim", "claimName"), claim,
            "must not reference a PVC that gets created for an ephemeral volume"))
      }
    }
    return (errors, names)
  }

  /// A volume has exactly one source.
  private static func validateSource(
    _ volume: Value, at path: FieldPath, isInPod: Bool, owner: String?
  ) -> [FieldError] {
    let name = volume["name"]?.string ?? ""
    let sources = VolumeSources.order.filter { volume[$0] != nil }
    if sources.isEmpty { return [.required(path, "must specify a volume type")] }
    var errors: [FieldError] = []
    for (index, kind) in sources.enumerated() {
      guard let source = volume[kind] else { continue }
      if index > 0 {
        // Two of upstream's paths are not those of the fields.
        let field = ["cephfs": "cephFS", "downwardAPI": "downwarAPI"][kind] ?? kind
        errors.append(.forbidden(path.field(field), "may not specify more than 1 volume type"))
      } else {
        let field = kind == "gcePersistentDisk" ? "persistentDisk" : kind
        errors += VolumeSources.validate(kind, source, at: path.field(field), isInPod: isInPod)
      }
      switch kind {
      case "iscsi": errors += NetworkDisk.validate(nameWith: source, name, at: path.field("name"))
      case "ephemeral" where index == 0:
        guard let owner, !name.isEmpty else { break }
        let claim = "\(owner)-\(name)"
        errors += NameRules.subdomain(claim).map {
          .invalid(path.field("name"), name, "PVC name \(Value.string(claim).quoted): \($0)")
        }
      default: break
      }
    }
    return errors
  }

  /// A path inside of a volume.
  static func validateDescent(_ text: String, at path: FieldPath) -> [FieldError] {
    let isAbsolute = text.hasPrefix("/")
    return (isAbsolute ? [.invalid(path, text, "must be a relative path")] : [])
      + validateNoBacksteps(text, at: path)
  }

  static func validateNoBacksteps(_ text: String, at path: FieldPath) -> [FieldError] {
    text.split(separator: "/").contains("..")
      ? [.invalid(path, text, "must not contain '..'")] : []
  }
}
