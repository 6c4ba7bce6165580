/// StatefulSets to and from the API's form.
extension StatefulSet: KubernetesObject {
  package static let resource = Resource(
    group: "apps", version: "v1", kind: "StatefulSet", plural: "statefulsets",
    singular: "statefulset", shortNames: ["sts"])

  package init(value: Value) throws(FieldErrors) {
    let value = try Schema.normalize(value, of: Self.resource)
    self.init(
      metadata: try ObjectMetadata(value["metadata"]), spec: StatefulSetSpec(value: value["spec"]),
      status: StatefulSetStatus(value: value["status"]))
  }

  package var value: Value {
    Self.resource.compose(metadata, ["spec": spec.value, "status": status.value])
  }
}

/// Nested structs of the API with one or two fields are flat here, and are printed when one of
/// their fields is there.
extension StatefulSetSpec {
  init(value: Value?) {
    var reader = FieldReader(value)
    var strategy = reader.object("updateStrategy")
    var retention = reader.object("persistentVolumeClaimRetentionPolicy")
    let ordinals = reader.take("ordinals")
    self.init(
      serviceName: reader.string("serviceName"), replicas: reader.int32("replicas"),
      selector: LabelSelector(value: reader.take("selector")),
      template: PodTemplate(value: reader.take("template")),
      volumeClaimTemplates: reader.array("volumeClaimTemplates"),
      podManagementPolicy: reader.string("podManagementPolicy"),
      updateStrategyType: strategy.string("type"),
      rollingUpdate: strategy.take("rollingUpdate").map(RollingUpdate.init(value:)),
      revisionHistoryLimit: reader.int32("revisionHistoryLimit"),
      minReadySeconds: reader.int32("minReadySeconds") ?? 0,
      ordinalsStart: ordinals.map { Int32(truncatingIfNeeded: $0["start"]?.integer ?? 0) },
      retainWhenDeleted: retention.string("whenDeleted"),
      retainWhenScaled: retention.string("whenScaled"))
  }

  package var value: Value {
    var writer = FieldWriter([
      "selector": selector.value, "template": template.value,
      // Without omitempty in apps/v1.
      "serviceName": .string(serviceName),
    ])
    writer.put(optional: "replicas", replicas)
    writer.put("volumeClaimTemplates", volumeClaimTemplates)
    writer.put("podManagementPolicy", podManagementPolicy)
    writer.put("updateStrategy", updateStrategy)
    writer.put(optional: "revisionHistoryLimit", revisionHistoryLimit)
    writer.put("minReadySeconds", minReadySeconds)
    writer.put("ordinals", ordinalsStart.map { ["start": .integer(Int64($0))] })
    var retention = FieldWriter()
    retention.put("whenDeleted", retainWhenDeleted)
    retention.put("whenScaled", retainWhenScaled)
    if !retention.isEmpty { writer.put("persistentVolumeClaimRetentionPolicy", retention.value) }
    return writer.value
  }

  private var updateStrategy: Value {
    var strategy = FieldWriter()
    strategy.put("type", updateStrategyType)
    strategy.put("rollingUpdate", rollingUpdate?.value)
    return strategy.value
  }
}

extension RollingUpdate {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(partition: reader.int32("partition"), maxUnavailable: reader.take("maxUnavailable"))
  }

  fileprivate var value: Value {
    var writer = FieldWriter()
    writer.put(optional: "partition", partition)
    writer.put("maxUnavailable", maxUnavailable)
    return writer.value
  }
}

/// The template's metadata is no object's: only labels and annotations mean anything.
extension PodTemplate {
  package init(value: Value?) {
    var reader = FieldReader(value)
    var metadata = reader.object("metadata")
    self.init(
      labels: metadata.strings(in: "labels"), annotations: metadata.strings(in: "annotations"),
      spec: PodSpec(value: reader.take("spec")))
    rest = metadata.rest
  }

  package var value: Value {
    var metadata = FieldWriter(rest)
    metadata.put("labels", labels)
    metadata.put("annotations", annotations)
    return ["metadata": metadata.value, "spec": spec.value]
  }
}

/// `conditions` is never set by the controller and kept in `rest`.
extension StatefulSetStatus {
  init(value: Value?) {
    var reader = FieldReader(value)
    self.init(
      observedGeneration: reader.int64("observedGeneration") ?? 0,
      replicas: reader.int32("replicas") ?? 0, readyReplicas: reader.int32("readyReplicas") ?? 0,
      availableReplicas: reader.int32("availableReplicas") ?? 0,
      currentReplicas: reader.int32("currentReplicas") ?? 0,
      updatedReplicas: reader.int32("updatedReplicas") ?? 0,
      currentRevision: reader.string("currentRevision"),
      updateRevision: reader.string("updateRevision"),
      collisionCount: reader.int32("collisionCount"))
    rest = reader.rest
  }

  package var value: Value {
    var writer = FieldWriter(rest)
    writer.put("observedGeneration", observedGeneration)
    // The two counts that upstream prints even when they are zero.
    writer.put(optional: "replicas", replicas)
    writer.put(optional: "availableReplicas", availableReplicas)
    writer.put("readyReplicas", readyReplicas)
    writer.put("currentReplicas", currentReplicas)
    writer.put("updatedReplicas", updatedReplicas)
    writer.put("currentRevision", currentRevision)
    writer.put("updateRevision", updateRevision)
    writer.put(optional: "collisionCount", collisionCount)
    return writer.value
  }
}
