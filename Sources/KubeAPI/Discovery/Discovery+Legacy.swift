import Objects

/// The form before aggregation: `APIVersions`, `APIGroupList`, `APIGroup`, `APIResourceList`.
extension Discovery {
  /// Of the core group.
  static func versions(_ serverAddress: String) -> Value {
    [
      "kind": "APIVersions", "versions": ["v1"],
      "serverAddressByClientCIDRs": [
        ["clientCIDR": "0.0.0.0/0", "serverAddress": .string(serverAddress)]
      ],
    ]
  }

  /// All other groups.
  static var groupList: Value {
    let groups = GroupVersion.served.filter { !$0.group.isEmpty }
    return [
      "kind": "APIGroupList", "apiVersion": "v1",
      "groups": .array(groups.map { .object($0.groupFields) }),
    ]
  }
}

extension GroupVersion {
  fileprivate var groupFields: [String: Value] {
    let version: Value = ["groupVersion": .string(name), "version": .string(version)]
    return ["name": .string(group), "versions": [version], "preferredVersion": version]
  }

  /// `/apis/GROUP`.
  var apiGroup: Value {
    .object(groupFields.merging(["kind": "APIGroup", "apiVersion": "v1"]) { $1 })
  }

  /// `/apis/GROUP/VERSION`: subresources stand behind their kind, as entries of their own.
  var resourceList: Value {
    var list: [String: Value] = [
      "kind": "APIResourceList", "groupVersion": .string(name),
      "resources": .array(resources.flatMap(\.entries)),
    ]
    // The core group's list is older than the field.
    if !group.isEmpty { list["apiVersion"] = "v1" }
    return .object(list)
  }
}

extension DiscoveredResource {
  /// Of the kind and of its subresources.
  fileprivate var entries: [Value] {
    var fields: [String: Value] = [
      "name": .string(resource.plural), "singularName": .string(resource.singular),
      "namespaced": .bool(resource.isNamespaced), "kind": .string(resource.kind),
      "verbs": .array(verbs.map(Value.string)),
    ]
    if !resource.shortNames.isEmpty {
      fields["shortNames"] = .array(resource.shortNames.map(Value.string))
    }
    if !categories.isEmpty { fields["categories"] = .array(categories.map(Value.string)) }
    return [.object(fields)] + subresources.map(entry)
  }

  /// A subresource whose kind is of another group says so, for who has to write its body.
  private func entry(_ subresource: Subresource) -> Value {
    var fields: [String: Value] = [
      "name": .string("\(resource.plural)/\(subresource.name)"), "singularName": "",
      "namespaced": .bool(resource.isNamespaced),
      "kind": .string(subresource.kind ?? resource.kind),
      "verbs": .array(subresource.verbs.map(Value.string)),
    ]
    if !subresource.group.isEmpty {
      fields["group"] = .string(subresource.group)
      fields["version"] = "v1"
    }
    return .object(fields)
  }
}
