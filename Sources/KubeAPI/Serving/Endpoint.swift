import ObjectStore
import Objects

/// A kind, or one object of it, that a URL names and that is served here.
struct Endpoint {
  let resource: Resource
  let attributes: ResourceAttributes

  var namespace: String { resource.isNamespaced ? attributes.namespace : "" }
  var key: ObjectKey { ObjectKey(resource, namespace: namespace, name: attributes.name) }
  var isCollection: Bool { attributes.name.isEmpty }

  /// nil: the group and version are unknown, so that it is no resource but an unknown path.
  init?(_ attributes: ResourceAttributes) throws(StatusError) {
    let group = Resource.served.filter {
      $0.group == attributes.group && $0.version == attributes.version
    }
    if group.isEmpty { return nil }
    guard let resource = group.first(where: { $0.plural == attributes.plural }) else {
      throw .noSuchResource
    }
    self.resource = resource
    self.attributes = attributes
    let isNamespace = resource == Namespace.resource
    if resource.isNamespaced {
      // An object of a namespaced kind has no place outside of a namespace.
      if attributes.namespace.isEmpty && !attributes.name.isEmpty { throw .noSuchResource }
    } else if !attributes.namespace.isEmpty && !isNamespace {
      throw .noSuchResource
    }
  }

  /// What a list or a watch of this URL is about.
  func selection(labels: LabelSelector = LabelSelector(), fields: FieldSelector = FieldSelector())
    -> Selection
  {
    Selection(
      [resource], namespace: namespace.isEmpty ? nil : namespace,
      name: isCollection ? nil : attributes.name, labels: labels, fields: fields)
  }
}
