/// Rules of files that are made of what the API has.
enum Projection {
  /// Several sources in one folder, so that no two may make the same file.
  static func validate(_ volume: Value, at path: FieldPath) -> [FieldError] {
    var errors = FileMode.validate(volume["defaultMode"], at: path.field("defaultMode"))
    var paths = Set<String>()
    for (index, source) in (volume["sources"]?.array ?? []).enumerated() {
      let sourcePath = path.field("sources").index(index)
      errors += validate(source: source, at: sourcePath, in: path)
      for (place, owner) in places(of: source) where !paths.insert(place).inserted {
        errors.append(.invalid(path, owner, "conflicting duplicate paths"))
      }
      let count = kinds.count { source[$0] != nil }
      if count > 1 {
        errors.append(.forbidden(sourcePath, "may not specify more than 1 volume type"))
      }
    }
    return errors
  }

  private static let kinds = [
    "secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle",
    "podCertificate",
  ]

  private static func validate(source: Value, at path: FieldPath, in volume: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    for kind in ["secret", "configMap"] {
      guard let keys = source[kind] else { continue }
      if (keys["name"]?.string ?? "").isEmpty {
        errors.append(.required(path.field(kind, "name")))
      }
      errors += validate(items: keys["items"], at: path.field(kind, "items"))
    }
    for file in source["downwardAPI"]?["items"]?.array ?? [] {
      errors += validate(file: file, at: path.field("downwardAPI"))
    }
    if let token = source["serviceAccountToken"] {
      errors += validate(token: token, at: path.field("serviceAccountToken"), in: volume)
    }
    return errors
  }

  /// The files, and by what name upstream tells of one that comes twice.
  private static func places(of source: Value) -> [(place: String, owner: String)] {
    var places: [(String, String)] = []
    for kind in ["secret", "configMap"] {
      let name = source[kind]?["name"]?.string ?? ""
      for item in source[kind]?["items"]?.array ?? [] {
        places.append((item["path"]?.string ?? "", name))
      }
    }
    for file in source["downwardAPI"]?["items"]?.array ?? [] {
      let place = file["path"]?.string ?? ""
      places.append((place, place))
    }
    return places.filter { !$0.0.isEmpty }
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
    (items?.array ?? []).enumerated().flatMap { index, item in
      let path = path.index(index)
      var errors: [FieldError] = []
      for field in ["key", "path"] where (item[field]?.string ?? "").isEmpty {
        errors.append(.required(path.field(field)))
      }
      errors += validate(place: item["path"]?.string ?? "", at: path.field("path"))
      return errors + FileMode.validate(item["mode"], at: path.field("mode"))
    }
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
    var errors: [FieldError] = []
    if place.hasPrefix("/") { errors.append(.invalid(path, place, "must be a relative path")) }
    if place.split(separator: "/").contains("..") {
      errors.append(.invalid(path, place, "must not contain '..'"))
    }
    if place.hasPrefix(".."), !place.hasPrefix("../") {
      errors.append(.invalid(path, place, "must not start with '..'"))
    }
    return errors
  }
}
