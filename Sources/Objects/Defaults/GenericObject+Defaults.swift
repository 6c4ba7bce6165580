/// What the API server fills in for kinds without a type of their own
/// (`pkg/apis/core/v1/defaults.go`, `pkg/apis/storage/v1/defaults.go`).
extension GenericObject {
  package func applyingDefaults() -> GenericObject {
    var object = self
    switch resource {
    case .persistentVolumeClaim:
      object.change("spec") { spec in
        spec.setDefault("volumeMode", "Filesystem")
        spec.copySource()
      }
      object.change("status") { $0.setDefault("phase", "Pending") }
    case .persistentVolume:
      object.change("spec") { spec in
        spec.setDefault("persistentVolumeReclaimPolicy", "Retain")
        spec.setDefault("volumeMode", "Filesystem")
        for (source, value) in spec { spec[source] = Self.defaultedSource(source, value) }
      }
      object.change("status") { $0.setDefault("phase", "Pending") }
    case .storageClass:
      object.body.setDefault("reclaimPolicy", "Delete")
      object.body.setDefault("volumeBindingMode", "Immediate")
    case .secret:
      object.body.setDefault("type", "Opaque")
      object.foldTexts()
    case .endpoints:
      object.body["subsets"] = body["subsets"]?.array.map { .array($0.map(Self.defaultedSubset)) }
    case .node:
      guard let capacity = body["status"]?["capacity"] else { break }
      object.change("status") { $0.setDefault("allocatable", capacity) }
    default: break
    }
    return object
  }

  private mutating func change(_ field: String, _ body: (inout [String: Value]) -> Void) {
    var fields = self.body[field]?.object ?? [:]
    body(&fields)
    self.body[field] = .object(fields)
  }

  /// `stringData` is for writers only: it goes into `data`, over what is there.
  private mutating func foldTexts() {
    guard let texts = body.removeValue(forKey: "stringData")?.object, !texts.isEmpty else { return }
    change("data") { data in
      for (key, text) in texts { data[key] = .string(Base64.encode((text.string ?? "").utf8)) }
    }
  }

  /// What the schema says of a volume's source, and the empty type of a path of the node.
  private static func defaultedSource(_ name: String, _ value: Value) -> Value {
    guard case .type(let type)? = Schema.field(name, ofType: "PersistentVolumeSpec")?.type,
      var source = value.object
    else { return value }
    for field in Schema.fields(ofType: type) {
      if let text = field.defaultValue?.string { source.setDefault(field.name, .string(text)) }
    }
    if name == "hostPath" { source.setDefault("type", "") }
    return .object(source)
  }

  private static func defaultedSubset(_ value: Value) -> Value {
    guard var subset = value.object, let ports = subset["ports"]?.array else { return value }
    subset["ports"] = .array(
      ports.map { port in
        guard var fields = port.object else { return port }
        fields.setDefault("protocol", "TCP")
        return .object(fields)
      })
    return .object(subset)
  }
}

extension [String: Objects.Value] {
  /// Two fields of a claim say what fills it, the newer one more: the older one is for claims and
  /// snapshots alone, and each is written as the other where that can be (upstream's
  /// `EnforceDataSourceBackwardsCompatibility` and `NormalizeDataSources`).
  fileprivate mutating func copySource() {
    // CrossNamespaceVolumeDataSource is off.
    if var reference = self["dataSourceRef"]?.object {
      reference["namespace"] = nil
      self["dataSourceRef"] = .object(reference)
    }
    if let source = self["dataSource"] {
      let kinds = ["/PersistentVolumeClaim", "snapshot.storage.k8s.io/VolumeSnapshot"]
      let kind = "\(source["apiGroup"]?.string ?? "")/\(source["kind"]?.string ?? "")"
      if !kinds.contains(kind) { self["dataSource"] = nil }
    }
    if let source = self["dataSource"], self["dataSourceRef"] == nil {
      self["dataSourceRef"] = source
    } else if let source = self["dataSourceRef"], self["dataSource"] == nil {
      self["dataSource"] = source
    }
  }
}
