package import Objects

/// Whether an event tells of the usual or of trouble (`type`).
package enum EventType: String, Sendable {
  case normal = "Normal"
  case warning = "Warning"
}

/// The object that an event is about (`involvedObject`), as it was when the event happened.
package struct EventSubject: Hashable, Sendable {
  package var apiVersion: String
  package var kind: String
  package var namespace: String
  package var name: String
  package var uid: String
  package var resourceVersion: ResourceVersion?
  /// A part of the object: `spec.containers{httpd}`. Empty for the whole.
  package var fieldPath: String

  package init(_ object: some KubernetesObject, fieldPath: String = "") {
    self.init(object.resource, object.metadata, fieldPath: fieldPath)
  }

  package init(_ resource: Resource, _ metadata: ObjectMetadata, fieldPath: String = "") {
    apiVersion = resource.apiVersion
    kind = resource.kind
    namespace = metadata.namespace
    name = metadata.name
    uid = metadata.uid
    resourceVersion = metadata.resourceVersion
    self.fieldPath = fieldPath
  }

  /// What counts as the same object: its version does not.
  var identity: EventSubject {
    var identity = self
    identity.resourceVersion = nil
    return identity
  }

  /// Events about what has no namespace are in `default`, as upstream.
  var eventNamespace: String { namespace.isEmpty ? "default" : namespace }

  var value: Value {
    var fields: [String: Value] = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
      "uid": .string(uid),
    ]
    if !namespace.isEmpty { fields["namespace"] = .string(namespace) }
    if let resourceVersion { fields["resourceVersion"] = .string(resourceVersion.description) }
    if !fieldPath.isEmpty { fields["fieldPath"] = .string(fieldPath) }
    return .object(fields)
  }
}
