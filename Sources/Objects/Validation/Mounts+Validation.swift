/// Where a container finds the pod's volumes.
extension Container {
  /// Mounts refer to volumes by name.
  func validateMounts(at path: FieldPath, volumes: VolumeRules.Names) -> [FieldError] {
    var errors: [FieldError] = []
    let devices = rest["volumeDevices"]?.array ?? []
    var places = Set<String>()
    for (index, mount) in (rest["volumeMounts"]?.array ?? []).enumerated() {
      let itemPath = path.index(index)
      let name = mount["name"]?.string ?? ""
      let place = mount["mountPath"]?.string ?? ""
      if name.isEmpty { errors.append(.required(itemPath.field("name"))) }
      if !volumes.all.contains(name) { errors.append(.notFound(itemPath.field("name"), name)) }
      if place.isEmpty { errors.append(.required(itemPath.field("mountPath"))) }
      if !places.insert(place).inserted {
        errors.append(.invalid(itemPath.field("mountPath"), place, "must be unique"))
      }
      if devices.contains(where: { $0["name"]?.string == name }) {
        errors.append(
          .invalid(itemPath.field("name"), name, "must not already exist in volumeDevices"))
      }
      if devices.contains(where: { $0["devicePath"]?.string == place }) {
        errors.append(
          .invalid(
            itemPath.field("mountPath"), place,
            "must not already exist as a path in volumeDevices"))
      }
      errors += validateParts(of: mount, at: itemPath, in: path)
    }
    return errors
  }

  /// Upstream's paths of these fields lack the index.
  private func validateParts(of mount: Value, at path: FieldPath, in list: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let part = mount["subPath"]?.string ?? ""
    errors += VolumeRules.validateDescent(part, at: list.field("subPath"))
    if let expression = mount["subPathExpr"]?.string, !expression.isEmpty {
      if !part.isEmpty {
        errors.append(
          .invalid(
            path.field("subPathExpr"), expression,
            "subPathExpr and subPath are mutually exclusive"))
      }
      errors += VolumeRules.validateDescent(expression, at: list.field("subPathExpr"))
    }
    return errors + validatePropagation(of: mount, in: list)
  }

  /// What is seen of mounts within mounts, from inside and from outside.
  private func validatePropagation(of mount: Value, in list: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let propagationPath = list.field("mountPropagation")
    let words = ["Bidirectional", "HostToContainer", "None"]
    if let word = mount["mountPropagation"]?.string {
      if !words.contains(word) {
        errors.append(.notSupported(propagationPath, word, words))
      } else if word == "Bidirectional", rest["securityContext"]?["privileged"] != true {
        errors.append(
          .forbidden(
            propagationPath,
            "Bidirectional mount propagation is available only to privileged containers"))
      }
    }
    let (modes, modePath) = (
      ["Disabled", "Enabled", "IfPossible"], list.field("recursiveReadOnly")
    )
    switch mount["recursiveReadOnly"]?.string {
    case nil, "Disabled": break
    case "Enabled", "IfPossible":
      if mount["readOnly"] != true {
        errors.append(.forbidden(modePath, "may only be specified when readOnly is true"))
      }
      if let word = mount["mountPropagation"]?.string, word != "None" {
        errors.append(
          .forbidden(
            modePath, "may only be specified when mountPropagation is None or not specified"))
      }
    case let mode?: errors.append(.notSupported(modePath, mode, modes))
    }
    return errors
  }

  /// Volumes without a file system.
  func validateDevices(at path: FieldPath, volumes: VolumeRules.Names) -> [FieldError] {
    let mounts = rest["volumeMounts"]?.array ?? []
    var errors: [FieldError] = []
    var (names, places) = (Set<String>(), Set<String>())
    for (index, device) in (rest["volumeDevices"]?.array ?? []).enumerated() {
      let name = device["name"]?.string ?? ""
      let place = device["devicePath"]?.string ?? ""
      let (namePath, placePath) = (
        path.index(index).field("name"), path.index(index).field("devicePath")
      )
      if name.isEmpty { errors.append(.required(namePath)) }
      if names.contains(name) { errors.append(.invalid(namePath, name, "must be unique")) }
      if !volumes.all.contains(name) {
        errors.append(.notFound(namePath, name))
      } else if !volumes.claims.contains(name) {
        errors.append(
          .invalid(
            namePath, name,
            "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"))
      }
      if place.isEmpty { errors.append(.required(placePath)) }
      if places.contains(place) { errors.append(.invalid(placePath, place, "must be unique")) }
      if place.split(separator: "/").contains("..") {
        errors.append(.invalid(placePath, place, "can not contain backsteps ('..')"))
      } else {
        places.insert(place)
      }
      if mounts.contains(where: { $0["name"]?.string == name }) {
        errors.append(.invalid(namePath, name, "must not already exist in volumeMounts"))
      }
      if mounts.contains(where: { $0["mountPath"]?.string == place }) {
        errors.append(
          .invalid(placePath, place, "must not already exist as a path in volumeMounts"))
      }
      if !name.isEmpty { names.insert(name) }
    }
    return errors
  }
}
