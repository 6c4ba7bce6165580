/// Kinds that are kept whole.
extension GenericObject {
  private static let annotations = FieldPath("metadata", "annotations")
  private static let storageClass = (
    "volume.beta.kubernetes.io/storage-class",
    #"deprecated since v1.8; use "storageClassName" attribute instead"#
  )
  private static let mountOptions = (
    "volume.beta.kubernetes.io/mount-options",
    #"deprecated since v1.31; use "mountOptions" attribute instead"#
  )
  private static let mountableSecrets = "kubernetes.io/enforce-mountable-secrets"

  package var warnings: [FieldWarning] {
    switch resource {
    case .persistentVolumeClaim:
      annotationWarnings([Self.storageClass])
        + ClaimWarnings.warnings(of: body["spec"], at: FieldPath("spec"))
    case .persistentVolume: volumeWarnings
    case .endpoints: endpointsWarnings
    case .node: nodeWarnings
    case .storageClass: topologyWarnings
    case .serviceAccount: accountWarnings
    case .secret: certificateWarnings
    default: []
    }
  }

  /// Of an annotation that was there before, its owner has been told.
  package func updateWarnings(from old: GenericObject) -> [FieldWarning] {
    let isKnown =
      resource == .serviceAccount && old.metadata.annotations[Self.mountableSecrets] != nil
    return isKnown ? [] : warnings
  }

  private func annotationWarnings(_ known: [(key: String, text: String)]) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (key, text) in known where metadata.annotations[key] != nil {
      warnings.warn(Self.annotations.key(key), text)
    }
    return warnings
  }

  private var volumeWarnings: [FieldWarning] {
    let path = FieldPath("spec")
    let spec = body["spec"] ?? [:]
    var warnings = annotationWarnings([Self.storageClass, Self.mountOptions])
    if spec["persistentVolumeReclaimPolicy"] == "Recycle" {
      warnings.warn(
        path.field("persistentVolumeReclaimPolicy"),
        "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use "
          + "dynamic provisioning.")
    }
    let terms = spec["nodeAffinity"]?["required"]?["nodeSelectorTerms"]?.array ?? []
    for (index, term) in terms.enumerated() {
      warnings += NodeLabelWarnings.warnings(
        ofTerm: term, checkingValues: false,
        at: path.field("nodeAffinity", "required", "nodeSelectorTerms").index(index))
    }
    return warnings
      + VolumeWarnings.warnings(ofSource: spec, among: VolumeWarnings.persistent, at: path)
  }

  private var nodeWarnings: [FieldWarning] {
    let path = FieldPath("spec")
    var warnings: [FieldWarning] = []
    if body["spec"]?["configSource"] != nil {
      warnings.warn(path.field("configSource"), "the feature is removed")
    }
    if body["spec"]?["externalID"]?.string?.isEmpty == false {
      warnings.warn(
        path.field("externalID"), "this field is deprecated, and is unused by Kubernetes")
    }
    return warnings
  }

  private var topologyWarnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (index, topology) in (body["allowedTopologies"]?.array ?? []).enumerated() {
      let path = FieldPath("allowedTopologies").index(index).field("matchLabelExpressions")
      for (index, expression) in (topology["matchLabelExpressions"]?.array ?? []).enumerated() {
        guard let text = NodeLabelWarnings.text(of: expression["key"]?.string ?? "") else {
          continue
        }
        warnings.warn(path.index(index).field("key"), text)
      }
    }
    return warnings
  }

  private var accountWarnings: [FieldWarning] {
    annotationWarnings([
      (
        Self.mountableSecrets,
        "deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets"
      )
    ])
  }
}
