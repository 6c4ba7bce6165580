/// Defaults of `spec.volumes[]`.
enum VolumeDefaults {
  /// A volume of no kind is an empty folder of the pod's own.
  static func apply(_ volume: Value) -> Value {
    guard var fields = volume.object else { return volume }
    if fields.keys.allSatisfy({ $0 == "name" }) { fields["emptyDir"] = [:] }
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
      guard var content = fields[source]?.object else { continue }
      // 0644, the mode of files in such a volume.
      content.setDefault("defaultMode", 420)
      if let sources = content["sources"]?.array {
        content["sources"] = .array(sources.map(projection))
      }
      if let items = content["items"]?.array { content["items"] = .array(items.map(item)) }
      fields[source] = .object(content)
    }
    if var content = fields["ephemeral"]?.object,
      var template = content["volumeClaimTemplate"]?.object
    {
      var spec = template["spec"]?.object ?? [:]
      spec.setDefault("volumeMode", "Filesystem")
      template["spec"] = .object(spec)
      content["volumeClaimTemplate"] = .object(template)
      fields["ephemeral"] = .object(content)
    }
    // What the schema says of a disk that is not there as files.
    for source in ["azureDisk", "iscsi", "rbd", "scaleIO"] {
      guard var content = fields[source]?.object,
        case .type(let type)? = Schema.field(source, ofType: "Volume")?.type
      else { continue }
      for field in Schema.fields(ofType: type) {
        if let value = field.defaultValue { content.setDefault(field.name, value) }
      }
      fields[source] = .object(content)
    }
    if var image = fields["image"]?.object, (image["pullPolicy"]?.string ?? "").isEmpty {
      let reference = image["reference"]?.string ?? ""
      image["pullPolicy"] = Container.pullsAlways(reference) ? "Always" : "IfNotPresent"
      fields["image"] = .object(image)
    }
    if var path = fields["hostPath"]?.object {
      path.setDefault("type", "")
      fields["hostPath"] = .object(path)
    }
    return .object(fields)
  }

  /// The sources that a projected volume puts together.
  private static func projection(_ value: Value) -> Value {
    guard var source = value.object else { return value }
    if var token = source["serviceAccountToken"]?.object {
      token.setDefault("expirationSeconds", 3600)
      source["serviceAccountToken"] = .object(token)
    }
    if var fields = source["downwardAPI"]?.object, let items = fields["items"]?.array {
      fields["items"] = .array(items.map(item))
      source["downwardAPI"] = .object(fields)
    }
    return .object(source)
  }

  /// A file that shows a field of the pod.
  private static func item(_ value: Value) -> Value {
    guard var item = value.object, var reference = item["fieldRef"]?.object else { return value }
    reference.setDefault("apiVersion", "v1")
    item["fieldRef"] = .object(reference)
    return .object(item)
  }
}
