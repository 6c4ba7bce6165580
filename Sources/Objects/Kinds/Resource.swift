/// A kind of object as the API names it.
package struct Resource: Hashable, Sendable {
  /// The API group, empty for the core group.
  package let group: String
  package let version: String
  package let kind: String
  /// Lower-case plural, as in URLs: `statefulsets`.
  package let plural: String
  package let singular: String
  package let shortNames: [String]
  package let isNamespaced: Bool

  package init(
    group: String, version: String, kind: String, plural: String, singular: String,
    shortNames: [String] = [], isNamespaced: Bool = true
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
    self.singular = singular
    self.shortNames = shortNames
    self.isNamespaced = isNamespaced
  }

  /// `v1`, `apps/v1`.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

/// Names one object: its kind, its namespace (empty for cluster-wide kinds) and its name.
package struct ObjectKey: Hashable, Comparable, Sendable {
  package var resource: Resource
  package var namespace: String
  package var name: String

  package init(_ resource: Resource, namespace: String, name: String) {
    self.resource = resource
    self.namespace = namespace
    self.name = name
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.resource.group, a.resource.kind, a.namespace, a.name)
      < (b.resource.group, b.resource.kind, b.namespace, b.name)
  }
}

/// An object that the store keeps: a value with metadata, JSON-shaped at the edge.
package protocol KubernetesObject: Hashable, Sendable {
  static var resource: Resource { get }
  /// The kind of this very object; differs from the static one only for ``GenericObject``.
  var resource: Resource { get }
  var metadata: ObjectMetadata { get set }
  /// Reads the object; unknown fields are left out, wrong types are errors.
  init(value: Value) throws(FieldErrors)
  /// The object with `apiVersion` and `kind`, empty fields left out as the Kubernetes API does.
  var value: Value { get }
}

extension KubernetesObject {
  package var resource: Resource { Self.resource }
  package var key: ObjectKey {
    ObjectKey(resource, namespace: metadata.namespace, name: metadata.name)
  }
}
