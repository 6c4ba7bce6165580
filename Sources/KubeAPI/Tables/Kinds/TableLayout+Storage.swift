import Objects

extension TableLayout {
  /// The size and the modes are the volume's.
  static let persistentVolumeClaim = TableLayout([
    "Name", "Status", "Volume", "Capacity", "Access Modes", "StorageClass",
    "VolumeAttributesClass", "Age", .wide("VolumeMode"),
  ]) { source in
    let volume = CellText.text(source.spec["volumeName"], or: "")
    // What was asked for says nothing about what there is: no size before there is a volume.
    let isBound = volume != ""
    return [
      source.name, storagePhase(source), volume,
      isBound ? CellText.storage(source.status["capacity"]) : "",
      isBound ? CellText.accessModes(source.status["accessModes"]) : "", className(source),
      source.spec["volumeAttributesClassName"] ?? CellText.unset, source.age,
      source.spec["volumeMode"] ?? CellText.unset,
    ]
  }

  /// The claim stays on show after it has gone, as long as the volume keeps its reference.
  static let persistentVolume = TableLayout([
    "Name", "Capacity", "Access Modes", "Reclaim Policy", "Status", "Claim", "StorageClass",
    "VolumeAttributesClass", "Reason", "Age", .wide("VolumeMode"),
  ]) { source in
    let claim = source.spec["claimRef"].map {
      "\($0["namespace"]?.string ?? "")/\($0["name"]?.string ?? "")"
    }
    return [
      source.name, CellText.storage(source.spec["capacity"]),
      CellText.accessModes(source.spec["accessModes"]),
      CellText.text(source.spec["persistentVolumeReclaimPolicy"], or: ""), storagePhase(source),
      .string(claim ?? ""), className(source),
      source.spec["volumeAttributesClassName"] ?? CellText.unset,
      CellText.text(source.status["reason"], or: ""), source.age,
      source.spec["volumeMode"] ?? CellText.unset,
    ]
  }

  /// A claim in use is Terminating for long: its finalizer waits for the pods.
  private static func storagePhase(_ source: TableSource) -> Value {
    source.metadata.deletionTimestamp == nil
      ? CellText.text(source.status["phase"], or: "") : "Terminating"
  }

  /// The annotation is from before the field, and goes first.
  private static func className(_ source: TableSource) -> Value {
    if let name = source.metadata.annotations["volume.beta.kubernetes.io/storage-class"] {
      return .string(name)
    }
    return CellText.text(source.spec["storageClassName"], or: "")
  }

  /// `standard (default)`: the class of claims that name none.
  static let storageClass = TableLayout([
    "Name", "Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion", "Age",
  ]) { source in
    let marks = [
      "storageclass.kubernetes.io/is-default-class",
      "storageclass.beta.kubernetes.io/is-default-class",
    ]
    let isDefault = marks.contains { source.metadata.annotations[$0] == "true" }
    return [
      .string(source.metadata.name + (isDefault ? " (default)" : "")),
      CellText.text(source.value["provisioner"], or: ""),
      CellText.text(source.value["reclaimPolicy"], or: "Delete"),
      CellText.text(source.value["volumeBindingMode"], or: "Immediate"),
      .bool(source.value["allowVolumeExpansion"]?.bool ?? false), source.age,
    ]
  }
}
