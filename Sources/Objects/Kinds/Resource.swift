/// A kind of object as the API names it.
package struct Resource: Hashable, Sendable {
  /// The API group, empty for the core group.
  package let group: String
  /// `v1`.
  package let version: String
  /// As in an object's `kind` field: `StatefulSet`.
  package let kind: String
  /// Lower-case plural, as in URLs: `statefulsets`.
  package let plural: String
  package let singular: String
  /// What a person may type instead: `sts`.
  package let shortNames: [String]
  /// False for what the whole cluster has one set of, like namespaces.
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

  /// Group, version and kind tell all; the other names follow from them.
  package static func == (a: Self, b: Self) -> Bool {
    a.kind == b.kind && a.group == b.group && a.version == b.version
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(group)
    hasher.combine(kind)
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

  /// By kind, then namespace, then name: the order of lists.
  package static func < (a: Self, b: Self) -> Bool {
    (a.resource.group, a.resource.kind, a.namespace, a.name)
      < (b.resource.group, b.resource.kind, b.namespace, b.name)
  }
}

/// An object that the store keeps: a value with metadata, JSON-shaped at the edge.
package protocol KubernetesObject: Hashable, Sendable {
  /// The kind that the type stands for.
  static var resource: Resource { get }
  /// The kind of this very object; differs from the static one only for ``GenericObject``.
  var resource: Resource { get }
  var metadata: ObjectMetadata { get set }
  /// Reads the object; unknown fields are left out, wrong types are errors.
  init(value: Value) throws(FieldErrors)
  /// The object with `apiVersion` and `kind`, empty fields left out as the Kubernetes API does.
  var value: Value { get }
  /// What the API server fills in when it receives the object.
  func applyingDefaults() -> Self
  /// What is wrong with a new object, defaults applied; empty when nothing is.
  func validate() -> [FieldError]
  /// What is wrong with an object that is to replace another one of its kind.
  func validateUpdate(from old: Self) -> [FieldError]
  /// What is allowed in a new object but not recommended, as the API's warning headers say it.
  var warnings: [FieldWarning] { get }
  /// The same of an object that has replaced another one of its kind.
  func updateWarnings(from old: Self) -> [FieldWarning]
  /// The same of an object whose status alone was written.
  var statusWarnings: [FieldWarning] { get }
}

extension KubernetesObject {
  package var resource: Resource { Self.resource }
  package var key: ObjectKey {
    ObjectKey(resource, namespace: metadata.namespace, name: metadata.name)
  }
}
