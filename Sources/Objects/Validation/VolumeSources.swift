/// Rules of what volumes are made of.
enum VolumeSources {
  /// In the order in which upstream looks: of several, the first counts.
  static let order = [
    "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs",
    "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte",
    "downwardAPI", "fc", "flexVolume", "configMap", "azureFile", "vsphereVolume",
    "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO",
    "csi", "ephemeral", "image",
  ]

  /// - Parameter isInPod: not in a template, which may leave an image to something that fills it in.
  static func validate(_ name: String, _ source: Value, at path: FieldPath, isInPod: Bool)
    -> [FieldError]
  {
    switch name {
    case "emptyDir": validate(folder: source, at: path)
    case "hostPath": validate(host: source, at: path)
    case "secret", "configMap": validate(keys: source, name, at: path)
    case "nfs": validate(share: source, at: path)
    case "persistentVolumeClaim": required(["claimName"], of: source, at: path)
    case "downwardAPI": validate(fields: source, at: path)
    case "projected": Projection.validate(source, at: path)
    case "csi": validate(driver: source, at: path)
    case "ephemeral": validate(claim: source, at: path)
    case "image": validate(image: source, at: path, isInPod: isInPod)
    case "gitRepo":
      required(["repository"], of: source, at: path)
        + VolumeRules.validateDescent(
          source["directory"]?.string ?? "", at: path.field("directory"))
    case "iscsi": NetworkDisk.validate(initiator: source, at: path)
    case "fc": NetworkDisk.validate(fabric: source, at: path)
    default: CloudVolumes.validate(name, source, at: path)
    }
  }

  static func required(_ fields: [String], of source: Value, at path: FieldPath)
    -> [FieldError]
  {
    fields.filter { (source[$0]?.string ?? "").isEmpty }.map { .required(path.field($0)) }
  }

  private static func validate(folder: Value, at path: FieldPath) -> [FieldError] {
    guard let limit = folder["sizeLimit"]?.quantityText.flatMap(Quantity.init), limit.nanos < 0
    else { return [] }
    return [
      .forbidden(path.field("sizeLimit"), "SizeLimit field must be a valid resource quantity")
    ]
  }

  private static let hostTypes = [
    "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate",
    "Socket",
  ]

  private static func validate(host: Value, at path: FieldPath) -> [FieldError] {
    let place = host["path"]?.string ?? ""
    if place.isEmpty { return [.required(path.field("path"))] }
    var errors: [FieldError] = []
    errors += VolumeRules.validateNoBacksteps(place, at: path.field("path"))
    if let type = host["type"]?.string, !hostTypes.contains(type) {
      errors.append(.notSupported(path.field("type"), type, hostTypes))
    }
    return errors
  }

  private static func validate(share: Value, at path: FieldPath) -> [FieldError] {
    var errors = required(["server", "path"], of: share, at: path)
    let place = share["path"]?.string ?? ""
    if !place.hasPrefix("/") {
      errors.append(.invalid(path.field("path"), place, "must be an absolute path"))
    }
    return errors
  }

  private static func validate(keys: Value, _ name: String, at path: FieldPath) -> [FieldError] {
    required([name == "secret" ? "secretName" : "name"], of: keys, at: path)
      + FileMode.validate(keys["defaultMode"], at: path.field("defaultMode"))
      + Projection.validate(items: keys["items"], at: path.field("items"))
  }

  /// Upstream's path of a file is that of the volume.
  private static func validate(fields: Value, at path: FieldPath) -> [FieldError] {
    FileMode.validate(fields["defaultMode"], at: path.field("defaultMode"))
      + (fields["items"]?.array ?? []).flatMap { Projection.validate(file: $0, at: path) }
  }

  /// Of whoever makes volumes for the Container Storage Interface.
  static func validate(driverName name: String, at path: FieldPath) -> [FieldError] {
    if name.isEmpty { return [.required(path)] }
    var errors: [FieldError] = []
    if name.utf8.count > 63 { errors.append(.tooLong(path, octets: 63)) }
    return errors + NameRules.subdomain(name.lowercased()).map { .invalid(path, name, $0) }
  }

  private static func validate(driver: Value, at path: FieldPath) -> [FieldError] {
    var errors = validate(
      driverName: driver["driver"]?.string ?? "", at: path.field("driver"))
    if let secret = driver["nodePublishSecretRef"]?["name"]?.string, !secret.isEmpty {
      // Upstream's path is that of a field that there is not.
      errors.check(secret, at: path.field("name"), NameRules.subdomain)
    } else if driver["nodePublishSecretRef"] != nil {
      errors.append(.required(path.field("nodePublishSecretRef", "name")))
    }
    return errors
  }

  /// Of the claim that is made for the pod, labels and annotations are the pod's to choose.
  private static func validate(claim: Value, at path: FieldPath) -> [FieldError] {
    let path = path.field("volumeClaimTemplate")
    guard let template = claim["volumeClaimTemplate"] else { return [.required(path)] }
    let metadataPath = path.field("metadata")
    let metadata = template["metadata"]?.object ?? [:]
    func texts(_ field: String) -> [String: String] {
      (metadata[field]?.object ?? [:]).compactMapValues(\.string)
    }
    var errors = ObjectMetadata.validate(
      annotations: texts("annotations"), at: metadataPath.field("annotations"))
    errors += ObjectMetadata.validate(labels: texts("labels"), at: metadataPath.field("labels"))
    let unset: [Value] = [.null, "", 0, [], [:]]
    for field in fixedMetadata {
      guard let value = metadata[field], !unset.contains(value) else { continue }
      errors.append(.forbidden(metadataPath.field(field), "cannot be set"))
    }
    return errors + ClaimRules.validate(template["spec"], at: path.field("spec"))
  }

  /// In the order of upstream's struct.
  private static let fixedMetadata = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation",
    "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences",
    "finalizers", "managedFields",
  ]

  /// Files of a container image or an OCI artifact (KEP-4639).
  private static func validate(image: Value, at path: FieldPath, isInPod: Bool) -> [FieldError] {
    var errors = isInPod ? required(["reference"], of: image, at: path) : []
    errors.checkOneOf(
      ["Always", "IfNotPresent", "Never"], image["pullPolicy"]?.string ?? "",
      at: path.field("pullPolicy"))
    return errors
  }
}

/// Permissions of files.
enum FileMode {
  static func validate(_ mode: Value?, at path: FieldPath) -> [FieldError] {
    guard let mode = mode?.integer, !(0...0o777).contains(mode) else { return [] }
    return [
      .invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive")
    ]
  }
}
