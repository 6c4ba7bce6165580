/// What a PersistentVolume stands for: much as in pods, but it belongs to no namespace, so that secrets
/// say which one they are in.
enum PersistentVolumeSources {
  /// In the order in which upstream looks: of several, the first counts.
  private static let order = [
    "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd",
    "quobyte", "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume",
    "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
  ]

  /// A volume has exactly one source.
  ///
  /// - Parameter name: of the volume.
  static func validate(_ spec: Value?, of name: String, at path: FieldPath) -> [FieldError] {
    let found = order.filter { spec?[$0] != nil }
    if found.isEmpty { return [.required(path, "must specify a volume type")] }
    var errors: [FieldError] = []
    for (index, kind) in found.enumerated() {
      guard let source = spec?[kind] else { continue }
      // Upstream takes a flexVolume beside any other.
      if index > 0, kind != "flexVolume" {
        // One of upstream's paths is not that of the field.
        let field = kind == "cephfs" ? "cephFS" : kind
        errors.append(.forbidden(path.field(field), "may not specify more than 1 volume type"))
        continue
      }
      let field = kind == "gcePersistentDisk" ? "persistentDisk" : kind
      errors += validate(kind, source, of: name, at: path.field(field))
      if kind == "local", spec?["nodeAffinity"] == nil {
        errors.append(
          .required(path.field("nodeAffinity"), "Local volume requires node affinity"))
      }
    }
    return errors
  }

  private static func validate(
    _ kind: String, _ source: Value, of name: String, at path: FieldPath
  ) -> [FieldError] {
    switch kind {
    case "local": return validate(folder: source, at: path)
    case "csi": return validate(driver: source, at: path)
    case "iscsi": return NetworkDisk.validate(initiator: source, at: path, of: name)
    default: break
    }
    var errors = VolumeSources.validate(kind, source, at: path, isInPod: false)
    switch kind {
    case "cinder", "storageos":
      if let secret = source["secretRef"] {
        errors += VolumeSources.required(["namespace"], of: secret, at: path.field("secretRef"))
      }
    case "azureFile":
      if source["secretNamespace"] == "" {
        errors.append(.required(path.field("secretNamespace")))
      }
    case "glusterfs": errors += validate(namespaceOf: source, at: path.field("endpointsNamespace"))
    default: break
    }
    return errors
  }

  /// A folder of a node, which has to be somewhere.
  private static func validate(folder: Value, at path: FieldPath) -> [FieldError] {
    let place = folder["path"]?.string ?? ""
    return place.isEmpty
      ? [.required(path.field("path"))]
      : VolumeRules.validateNoBacksteps(place, at: path.field("path"))
  }

  private static func validate(driver: Value, at path: FieldPath) -> [FieldError] {
    var errors = VolumeSources.validate(
      driverName: driver["driver"]?.string ?? "", at: path.field("driver"))
    errors += VolumeSources.required(["volumeHandle"], of: driver, at: path)
    // Upstream leaves the secret of staging alone.
    for field in [
      "controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef",
      "nodeExpandSecretRef",
    ] {
      guard let secret = driver[field] else { continue }
      let path = path.field(field)
      errors.checkRequired(
        secret["name"]?.string ?? "", at: path.field("name"), NameRules.subdomain)
      errors.checkRequired(
        secret["namespace"]?.string ?? "", at: path.field("namespace"), NameRules.label)
    }
    return errors
  }

  /// Where the Endpoints are; none says that they are in the claim's namespace.
  private static func validate(namespaceOf source: Value, at path: FieldPath) -> [FieldError] {
    guard let namespace = source["endpointsNamespace"]?.string else { return [] }
    if namespace.isEmpty {
      return [
        .invalid(
          path, namespace, "if the endpointnamespace is set, it must be a valid namespace name")
      ]
    }
    return NameRules.label(namespace).map { .invalid(path, namespace, $0) }
  }
}
