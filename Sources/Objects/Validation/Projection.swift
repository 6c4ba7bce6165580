/// Rules of files that are made of what the API has.
enum Projection {
  /// Several sources in one folder, so that no two may make the same file.
  static func validate(_ volume: Value, at path: FieldPath) -> [FieldError] {
    var errors = FileMode.validate(volume["defaultMode"], at: path.field("defaultMode"))
    var files = Files(path: path)
    for (index, source) in (volume["sources"]?.array ?? []).enumerated() {
      let sourcePath = path.field("sources").index(index)
      errors += validate(source: source, at: sourcePath, &files)
      let count = kinds.count { source[$0] != nil }
      if count > 1 {
        errors.append(.forbidden(sourcePath, "may not specify more than 1 volume type per source"))
      }
    }
    return errors
  }

  /// What there is in the folder by now.
  private struct Files {
    /// Of the volume; upstream's path of a file that comes twice, and of a token's file.
    let path: FieldPath
    private var names = Set<String>()

    init(path: FieldPath) { self.path = path }

    /// - Parameter owner: by what upstream tells of it.
    mutating func add(_ name: String, of owner: String) -> [FieldError] {
      name.isEmpty || names.insert(name).inserted
        ? [] : [.invalid(path, owner, "conflicting duplicate paths")]
    }
  }

  private static let kinds = [
    "secret", "configMap", "downwardAPI", "serviceAccountToken",
  ]

  private static func validate(source: Value, at path: FieldPath, _ files: inout Files)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    for kind in ["secret", "configMap"] {
      guard let keys = source[kind] else { continue }
      let name = keys["name"]?.string ?? ""
      if name.isEmpty { errors.append(.required(path.field(kind, "name"))) }
      for (index, item) in (keys["items"]?.array ?? []).enumerated() {
        errors += validate(item: item, at: path.field(kind, "items").index(index))
        errors += files.add(item["path"]?.string ?? "", of: name)
      }
    }
    for file in source["downwardAPI"]?["items"]?.array ?? [] {
      let place = file["path"]?.string ?? ""
      errors += validate(file: file, at: path.field("downwardAPI"))
      errors += files.add(place, of: place)
    }
    if let token = source["serviceAccountToken"] {
      errors += validate(token: token, at: path.field("serviceAccountToken"), in: files.path)
    }
    return errors
  }

  /// Upstream's path of the token's file is that of the volume.
  private static func validate(token: Value, at path: FieldPath, in volume: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let seconds = token["expirationSeconds"]?.integer ?? 3600
    if seconds < 600 {
      errors.append(
        .invalid(
          path.field("expirationSeconds"), seconds,
          "may not specify a duration less than 10 minutes"))
    }
    if seconds > 1 << 32 {
      errors.append(
        .invalid(
          path.field("expirationSeconds"), seconds,
          "may not specify a duration larger than 2^32 seconds"))
    }
    let place = token["path"]?.string ?? ""
    return errors
      + (place.isEmpty
        ? [.required(volume.field("path"))] : validate(place: place, at: volume.field("path")))
  }

  /// Keys of a ConfigMap or a Secret.
  static func validate(items: Value?, at path: FieldPath) -> [FieldError] {
    (items?.array ?? []).enumerated().flatMap {
      validate(item: $0.element, at: path.index($0.offset))
    }
  }

  private static func validate(item: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["key", "path"] where (item[field]?.string ?? "").isEmpty {
      errors.append(.required(path.field(field)))
    }
    errors += validate(place: item["path"]?.string ?? "", at: path.field("path"))
    return errors + FileMode.validate(item["mode"], at: path.field("mode"))
  }

  /// A field of the pod, or an amount of a container.
  static func validate(file: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let place = file["path"]?.string ?? ""
    if place.isEmpty { errors.append(.required(path.field("path"))) }
    errors += validate(place: place, at: path.field("path"))
    if let field = file["fieldRef"] {
      errors += FieldReference.validate(
        field, at: path.field("fieldRef"), allowing: FieldReference.files)
      if file["resourceFieldRef"] != nil {
        errors.append(
          .invalid(
            path, "resource",
            "fieldRef and resourceFieldRef can not be specified simultaneously"))
      }
    } else if let amount = file["resourceFieldRef"] {
      errors += FieldReference.validate(
        amount: amount, at: path.field("resourceFieldRef"), isFile: true)
    } else {
      errors.append(.required(path, "one of fieldRef and resourceFieldRef is required"))
    }
    return errors + FileMode.validate(file["mode"], at: path.field("mode"))
  }

  /// Inside of the folder, and not what a kubelet keeps there itself.
  private static func validate(place: String, at path: FieldPath) -> [FieldError] {
    var errors = VolumeRules.validateDescent(place, at: path)
    if place.hasPrefix(".."), !place.hasPrefix("../") {
      errors.append(.invalid(path, place, "must not start with '..'"))
    }
    return errors
  }
}
