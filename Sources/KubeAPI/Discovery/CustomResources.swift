import Objects

/// The kinds that others would have added to the API: none, and there is no way to add one.
///
/// kubectl asks for them when a manifest is of a kind that discovery does not name, and says so in
/// clear words only if it is told that there are none; 404 it takes for a broken server. Discovery
/// is silent about them, as they cannot be created.
enum CustomResources {
  /// nil: the request is not about them.
  static func list(_ attributes: ResourceAttributes) -> Value? {
    guard attributes.group == "apiextensions.k8s.io", attributes.version == "v1",
      attributes.plural == "customresourcedefinitions", attributes.namespace.isEmpty
    else { return nil }
    return [
      "kind": "CustomResourceDefinitionList", "apiVersion": "apiextensions.k8s.io/v1",
      "metadata": ["resourceVersion": "0"], "items": [],
    ]
  }
}
