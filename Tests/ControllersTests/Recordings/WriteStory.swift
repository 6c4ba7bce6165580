import ObjectStore
import Objects

@testable import Controllers

/// A write of the StatefulSet controller as a text with all that is compared: the one that it plans and the one
/// that was recorded read the same if they are.
enum WriteStory {
  /// - Parameter current: what is stored under the key now. nil for a write that changes nothing.
  static func of(_ write: Write, current: (any KubernetesObject)?) -> String? {
    switch write {
    case .create(let object):
      // Who else has the name keeps it: this is tried and refused for as long.
      return current == nil ? "create \(of(object))" : nil
    case .delete(let key, _):
      return "delete \(key.resource.kind) \(key.name)"
    case .updateStatus(let object):
      guard let set = object as? StatefulSet else { return nil }
      return "status \(set.status.value)"
    case .update(let object):
      let text = of(object)
      return current.map { of($0) } == text ? nil : "update \(text)"
    case .bind, .finalize, .updatePart:
      return nil
    }
  }

  /// nil for what is no write of the controller's (a change that does not show).
  static func of(_ change: ControlPlaneRecording.Change) -> String? {
    let kind = change.object.resource.kind
    switch change.kind {
    case .added: return "create \(of(change.object))"
    case .deleted: return "delete \(kind) \(change.name)"
    case .modified:
      if let set = change.object as? StatefulSet { return "status \(set.status.value)" }
      let isNew = change.previous?.metadata.deletionTimestamp == nil
      if isNew, change.object.metadata.deletionTimestamp != nil {
        return "delete \(kind) \(change.name)"
      }
      return "update \(of(change.object))"
    }
  }

  /// What the controller decides about an object; the rest is others' or the API's.
  static func of(_ object: any KubernetesObject) -> String {
    let metadata = object.metadata
    var fields: [String: Value] = [
      "labels": .object(metadata.labels.mapValues(Value.string)),
      "owners": .array(
        metadata.ownerReferences.map { owner in
          .string("\(owner.kind) \(owner.uid) \(owner.isController) \(owner.blocksOwnerDeletion)")
        }),
    ]
    switch object {
    case let pod as Pod:
      fields["generateName"] = .string(pod.metadata.generateName)
      fields["hostname"] = .string("\(pod.spec.hostname).\(pod.spec.subdomain)")
      fields["volumes"] = .array(pod.spec.volumes)
      fields["images"] = .array(pod.spec.containers.map { .string("\($0.name) \($0.image)") })
    case let other as GenericObject where other.isControllerRevision:
      fields["annotations"] = .object(metadata.annotations.mapValues(Value.string))
      fields["data"] = other.revisionData
      fields["revision"] = .integer(other.revisionNumber)
    case let claim as GenericObject:
      // The class is filled in by admission.
      var spec = claim.body["spec"]?.object ?? [:]
      spec["storageClassName"] = nil
      fields["spec"] = .object(spec)
    default: break
    }
    return "\(object.resource.kind) \(metadata.name) \(Value.object(fields))"
  }
}
