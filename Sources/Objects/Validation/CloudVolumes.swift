/// Rules of the volumes of clouds and of storage systems that Kubernetes knew by name once.
enum CloudVolumes {
  /// What must not be empty; all there is to check for most.
  private static let required: [String: [String]] = [
    "gcePersistentDisk": ["pdName"], "awsElasticBlockStore": ["volumeID"],
    "glusterfs": ["endpoints", "path"], "cinder": ["volumeID"], "flexVolume": ["driver"],
    "azureFile": ["secretName", "shareName"], "vsphereVolume": ["volumePath"],
    "photonPersistentDisk": ["pdID"], "portworxVolume": ["volumeID"],
    "azureDisk": ["diskName", "diskURI"], "scaleIO": ["gateway", "system", "volumeName"],
  ]

  static func validate(_ kind: String, _ source: Value, at path: FieldPath) -> [FieldError] {
    var errors = VolumeSources.required(required[kind] ?? [], of: source, at: path)
    switch kind {
    case "gcePersistentDisk", "awsElasticBlockStore":
      let part = source["partition"]?.integer ?? 0
      if !(0...255).contains(part) {
        errors.append(
          .invalid(path.field("partition"), part, "must be between 1 and 255, inclusive"))
      }
    case "cinder": errors += validate(secret: source["secretRef"], at: path.field("secretRef"))
    case "rbd":
      errors += validate(monitors: source, at: path)
      errors += VolumeSources.required(["image"], of: source, at: path)
    case "cephfs": errors += validate(monitors: source, at: path)
    case "flocker": errors += validate(dataset: source, at: path)
    case "quobyte": errors += validate(registry: source, at: path)
    case "flexVolume": errors += validate(options: source["options"], at: path.field("options"))
    case "azureDisk": errors += validate(disk: source, at: path)
    case "storageos": errors += validate(namespaced: source, at: path)
    default: break
    }
    return errors
  }

  private static func validate(secret: Value?, at path: FieldPath) -> [FieldError] {
    secret.map { VolumeSources.required(["name"], of: $0, at: path) } ?? []
  }

  private static func validate(monitors source: Value, at path: FieldPath) -> [FieldError] {
    source["monitors"]?.array?.isEmpty == false ? [] : [.required(path.field("monitors"))]
  }

  private static func validate(dataset source: Value, at path: FieldPath) -> [FieldError] {
    let name = source["datasetName"]?.string ?? ""
    let isKnown = source["datasetUUID"]?.string?.isEmpty == false
    var errors: [FieldError] = []
    if name.isEmpty, !isKnown {
      errors.append(.required(path, "one of datasetName and datasetUUID is required"))
    }
    if !name.isEmpty, isKnown {
      errors.append(
        .invalid(
          path, "resource", "datasetName and datasetUUID can not be specified simultaneously"))
    }
    if name.contains("/") {
      errors.append(.invalid(path.field("datasetName"), name, "must not contain '/'"))
    }
    return errors
  }

  private static func validate(registry source: Value, at path: FieldPath) -> [FieldError] {
    let pairs = "must be a host:port pair or multiple pairs separated by commas"
    let registry = source["registry"]?.string ?? ""
    var errors: [FieldError] = []
    if registry.isEmpty {
      errors.append(.required(path.field("registry"), pairs))
    } else if (source["tenant"]?.string ?? "").utf8.count >= 65 {
      errors.append(
        .required(
          path.field("tenant"), "must be a UUID and may not exceed a length of 64 characters"))
    } else {
      errors += registry.split(separator: ",", omittingEmptySubsequences: false)
        .filter { !isHostAndPort($0) }
        .map { _ in .invalid(path.field("registry"), registry, pairs) }
    }
    return errors + VolumeSources.required(["volume"], of: source, at: path)
  }

  /// As Go splits them: a host with colons stands in brackets.
  private static func isHostAndPort(_ text: Substring) -> Bool {
    guard let colon = text.lastIndex(of: ":") else { return false }
    var host = text[..<colon]
    if host.first == "[" {
      guard host.last == "]" else { return false }
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return false
    }
    return !(host + text[colon...]).contains { "[]".contains($0) }
  }

  private static func validate(options: Value?, at path: FieldPath) -> [FieldError] {
    (options?.object ?? [:]).keys.sorted().filter { key in
      let name = key.split(separator: "/", omittingEmptySubsequences: false)[0]
      let domain = ".\(name.lowercased())"
      return domain.hasSuffix(".kubernetes.io") || domain.hasSuffix(".k8s.io")
    }.map {
      .invalid(path.key($0), $0, "kubernetes.io and k8s.io namespaces are reserved")
    }
  }

  private static func validate(disk: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let place = disk["diskURI"]?.string ?? ""
    for (field, words) in [
      ("cachingMode", ["None", "ReadOnly", "ReadWrite"]),
      ("kind", ["Dedicated", "Managed", "Shared"]),
    ] {
      guard let word = disk[field]?.string, !words.contains(word) else { continue }
      errors.append(.notSupported(path.field(field), word, words))
    }
    guard let kind = disk["kind"]?.string else { return errors }
    let (start, form) =
      kind == "Managed"
      ? (
        "/subscriptions/",
        "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/"
          + "{disk-id}"
      )
      : (
        "https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"
      )
    if !place.hasPrefix(start) {
      errors.append(.notSupported(path.field("diskURI"), place, [form]))
    }
    return errors
  }

  private static func validate(namespaced source: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    errors.checkRequired(
      source["volumeName"]?.string ?? "", at: path.field("volumeName"), NameRules.label)
    if let namespace = source["volumeNamespace"]?.string, !namespace.isEmpty {
      errors.check(namespace, at: path.field("volumeNamespace"), NameRules.label)
    }
    return errors + validate(secret: source["secretRef"], at: path.field("secretRef"))
  }
}
