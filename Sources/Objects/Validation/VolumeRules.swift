/// Rules of `spec.volumes[]` of a pod.
enum VolumeRules {
  /// What containers may refer to: volumes without an error.
  struct Names {
    var all = Set<String>()
    /// Those that can be without a file system.
    var claims = Set<String>()
  }

  static func validate(_ volumes: [Value], at path: FieldPath)
    -> (errors: [FieldError], names: Names)
  {
    var errors: [FieldError] = []
    var names = Names()
    for (index, volume) in volumes.enumerated() {
      let name = volume["name"]?.string ?? ""
      let path = path.index(index)
      var found = validateSource(volume, at: path)
      found.checkRequired(name, at: path.field("name"), NameRules.label)
      if names.all.contains(name) { found.append(.duplicate(path.field("name"), name)) }
      if found.isEmpty {
        names.all.insert(name)
        if volume["persistentVolumeClaim"] != nil || volume["ephemeral"] != nil {
          names.claims.insert(name)
        }
      }
      errors += found
    }
    return (errors, names)
  }

  /// A volume has exactly one source.
  private static func validateSource(_ volume: Value, at path: FieldPath) -> [FieldError] {
    let sources = VolumeSources.order.filter { volume[$0] != nil }
    guard let first = sources.first, let source = volume[first] else {
      return [.required(path, "must specify a volume type")]
    }
    return VolumeSources.validate(first, source, at: path.field(first))
      + sources.dropFirst().map {
        .forbidden(path.field($0), "may not specify more than 1 volume type")
      }
  }

  /// A path inside of a volume.
  static func validateDescent(_ text: String, at path: FieldPath) -> [FieldError] {
    if text.hasPrefix("/") { return [.invalid(path, text, "must be a relative path")] }
    if text.split(separator: "/").contains("..") {
      return [.invalid(path, text, "must not contain '..'")]
    }
    return []
  }
}
