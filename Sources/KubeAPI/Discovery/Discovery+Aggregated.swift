import Objects

/// `apidiscovery.k8s.io/v2`.
extension GroupVersion {
  /// APIGroupDiscovery; the core group has no name.
  var aggregated: Value {
    [
      "metadata": group.isEmpty ? [:] : ["name": .string(group)],
      "versions": [
        [
          "version": .string(version), "freshness": "Current",
          "resources": .array(resources.map(\.aggregated)),
        ]
      ],
    ]
  }
}

extension DiscoveredResource {
  /// APIResourceDiscovery. A response kind without group and version has those of the list.
  var aggregated: Value {
    var fields: [String: Value] = [
      "resource": .string(resource.plural),
      "responseKind": Self.responseKind(resource.kind),
      "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
      "singularResource": .string(resource.singular),
      "verbs": .array(verbs.map(Value.string)),
    ]
    if !resource.shortNames.isEmpty {
      fields["shortNames"] = .array(resource.shortNames.map(Value.string))
    }
    if !categories.isEmpty { fields["categories"] = .array(categories.map(Value.string)) }
    if !subresources.isEmpty {
      fields["subresources"] = .array(
        subresources.map { subresource in
          [
            "subresource": .string(subresource.name),
            "responseKind": Self.responseKind(
              subresource.kind ?? resource.kind, in: subresource.group),
            "verbs": .array(subresource.verbs.map(Value.string)),
          ]
        })
    }
    return .object(fields)
  }

  /// What an answer holds; an empty group is the list's own.
  private static func responseKind(_ kind: String, in group: String = "") -> Value {
    ["group": .string(group), "version": group.isEmpty ? "" : "v1", "kind": .string(kind)]
  }
}
