package import Objects

/// The ControllerRevision objects of sets, which no other part of the program looks into.
package enum ControllerRevision {
  package static let resource = Resource.controllerRevision

  /// Annotations are the set's, which is how `kubernetes.io/change-cause` gets into the history.
  static func make(for set: StatefulSet, data: Value, hash: String, number: Int64)
    -> GenericObject
  {
    var labels = set.spec.template.labels
    labels[StatefulSetLabel.hash] = hash
    return GenericObject(
      resource: resource,
      metadata: ObjectMetadata(
        name: RevisionData.name(set: set.metadata.name, hash: hash),
        namespace: set.metadata.namespace, labels: labels,
        annotations: set.metadata.annotations, ownerReferences: [set.controllerReference]),
      body: ["data": data, "revision": .integer(number)])
  }
}

extension GenericObject {
  var isControllerRevision: Bool {
    resource.group == ControllerRevision.resource.group
      && resource.kind == ControllerRevision.resource.kind
  }

  /// Of a ControllerRevision: its place in the history; a rollback raises it.
  var revisionNumber: Int64 {
    get { body["revision"]?.integer ?? 0 }
    set { body["revision"] = .integer(newValue) }
  }

  /// Of a ControllerRevision: what it keeps of its set.
  var revisionData: Value { body["data"] ?? .null }
}
