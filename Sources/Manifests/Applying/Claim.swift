package import Objects

/// One object that a file wants to exist, ready to be applied.
package struct Claim: Hashable, Sendable {
  package var key: ObjectKey
  package var file: FileKey
  package var object: ManifestObject
  /// What the file sets: without nulls, without a status and without what only the store writes.
  package var value: Value

  /// - Throws: the diagnostic for a kind that is not served: a warning, or an error if nobody
  ///   serves it.
  package init(_ object: ManifestObject, in file: FileKey) throws(Diagnostic) {
    guard let resource = Resource.of(apiVersion: object.apiVersion, kind: object.kind) else {
      throw Self.unknownKind(object)
    }
    guard resource.isServed else {
      throw object.warning(
        "kind \(object.kind) is not served; the object is ignored", at: FieldPath("kind"))
    }
    self.file = file
    self.object = object
    let namespace =
      resource.isNamespaced ? (object.namespace.isEmpty ? "default" : object.namespace) : ""
    self.object.namespace = namespace
    key = ObjectKey(resource, namespace: namespace, name: object.name)
    value = Self.prepared(object.value, namespace: namespace)
  }

  /// A group that Kubernetes itself has, but not such a kind, is most likely a slip of the pen.
  private static func unknownKind(_ object: ManifestObject) -> Diagnostic {
    let group = object.apiVersion.split(separator: "/").dropLast().first ?? ""
    let isKubernetes =
      ["", "apps", "batch", "autoscaling", "policy", "extensions"].contains(group)
      || group.hasSuffix(".k8s.io")
    let text = #"no matches for kind "\#(object.kind)" in version "\#(object.apiVersion)""#
    let path = FieldPath("kind")
    guard isKubernetes else {
      return object.warning("\(text); the object is ignored", at: path)
    }
    let word = object.kind.lowercased()
    let served = Resource.served.first { [$0.kind.lowercased(), $0.plural].contains(word) }
    let hint = served.map { "; did you mean \($0.apiVersion) \($0.kind)?" } ?? ""
    return .error(
      "\(object.title): \(text)\(hint)", file: object.file, at: object.positions.position(of: path))
  }

  private static func prepared(_ value: Value, namespace: String) -> Value {
    guard case .object(var fields) = withoutNulls(value) else { return value }
    fields["status"] = nil
    if case .object(var metadata)? = fields["metadata"] {
      for name in storeFields { metadata[name] = nil }
      metadata["namespace"] = namespace.isEmpty ? nil : .string(namespace)
      fields["metadata"] = .object(metadata)
    }
    return .object(fields)
  }

  /// What `kubectl get -o yaml` prints and a file cannot set.
  private static let storeFields = [
    "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
    "deletionGracePeriodSeconds", "managedFields", "selfLink",
  ]

  /// A field that is null is not set.
  private static func withoutNulls(_ value: Value) -> Value {
    switch value {
    case .object(let fields): .object(fields.filter { !$0.value.isNull }.mapValues(withoutNulls))
    case .array(let items): .array(items.map(withoutNulls))
    default: value
    }
  }
}

extension Diagnostic: Error {}

extension Claim {
  /// The kind's own rules find nothing wrong with it.
  var isValid: Bool {
    guard Schema.check(value, of: key.resource).isEmpty,
      let object = try? Resource.object(from: value)
    else { return false }
    return object.applyingDefaults().validate().isEmpty
  }
}
