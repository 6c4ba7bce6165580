/// Kinds of volumes that nobody provides any more.
enum VolumeWarnings {
  /// The field, its name in upstream's texts, and the texts; in upstream's order of a pod's.
  private static let dead = [
    (
      "photonPersistentDisk", "photonPersistentDisk",
      "deprecated in v1.11, non-functional in v1.16+"
    ),
    ("gitRepo", "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
    ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"),
    ("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
    ("quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
    ("cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"),
    ("rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"),
  ]

  /// Upstream's order of a persistent volume's.
  static let persistent = [
    "cephfs", "photonPersistentDisk", "scaleIO", "storageos", "glusterfs", "rbd",
  ]

  static func warnings(
    ofSource source: Value, among fields: [String] = dead.map(\.0), at path: FieldPath
  ) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    for field in fields where !(source[field] ?? .null).isNull {
      guard let (_, name, text) = dead.first(where: { $0.0 == field }) else { continue }
      warnings.warn(path.field(name), text, in: path.field(field))
    }
    return warnings
  }
}

extension PodWarnings {
  var volumes: [FieldWarning] {
    spec.volumes.enumerated().flatMap { index, volume in
      let path = specPath.field("volumes").index(index)
      let claim = volume["ephemeral"]?["volumeClaimTemplate"]
      return VolumeWarnings.warnings(ofSource: volume, at: path)
        + ClaimWarnings.warnings(
          of: claim?["spec"], at: path.field("ephemeral", "volumeClaimTemplate", "spec"))
    }
  }
}
