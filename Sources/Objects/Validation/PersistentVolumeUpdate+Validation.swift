/// What of a PersistentVolume may change: the data stays where it is.
extension GenericObject {
  func volumeErrors(since old: GenericObject) -> [FieldError] {
    let (new, former) = (body["spec"], old.body["spec"])
    let path = FieldPath("spec")
    var errors: [FieldError] = []
    let (wanted, kept) = (Self.source(new, since: former), Self.source(former, since: nil))
    if wanted != kept {
      errors.append(
        .forbidden(
          path.field("persistentvolumesource"),
          "spec.persistentvolumesource is immutable after creation\n"
            + LineDifference.text(from: kept.lines, to: wanted.lines)))
    }
    errors += FieldError.changed(
      FieldPath("volumeMode"), from: former?["volumeMode"], to: new?["volumeMode"])
    if let affinity = former?["nodeAffinity"] {
      errors += Self.validate(affinity: new?["nodeAffinity"], since: affinity)
    }
    let attributes = "volumeAttributesClassName"
    if former?[attributes] != nil, new?[attributes] == nil {
      errors.append(
        .forbidden(path.field(attributes), "update from non-nil value to nil is forbidden"))
    }
    return errors
  }

  /// A driver may get the secret that it needs to make the volume larger, once.
  private static func source(_ spec: Value?, since former: Value?) -> GoStruct {
    let secret = "controllerExpandSecretRef"
    var fields = spec?.object ?? [:]
    if var driver = fields["csi"]?.object, let before = former?["csi"], before[secret] == nil {
      driver[secret] = nil
      fields["csi"] = .object(driver)
    }
    return GoStruct(.object(fields), type: "PersistentVolumeSource")
  }

  /// Labels of nodes that were tried out once, and what they are called now.
  private static let labels = [
    "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
    "beta.kubernetes.io/os": "kubernetes.io/os", "beta.kubernetes.io/arch": "kubernetes.io/arch",
    "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
  ]

  private static func validate(affinity: Value?, since former: Value) -> [FieldError] {
    let printed = affinity.map { GoStruct($0, type: "VolumeNodeAffinity") }
    let allowed = affinity.map {
      GoStruct(withFormerLabels($0, of: former), type: "VolumeNodeAffinity")
    }
    if allowed == GoStruct(former, type: "VolumeNodeAffinity") { return [] }
    let path = FieldPath("nodeAffinity")
    let text = "field is immutable, except for updating from beta label to GA"
    return [printed.map { .invalid(path, printed: $0.text, text) } ?? .invalid(path, .null, text)]
  }

  /// Requirements stand in the same places, or they are not the same.
  private static func withFormerLabels(_ value: Value, of former: Value?) -> Value {
    switch value {
    case .array(let items):
      return .array(items.enumerated().map { withFormerLabels($0.element, of: former?[$0.offset]) })
    case .object(var fields):
      fields = Dictionary(
        uniqueKeysWithValues: fields.map {
          ($0.key, withFormerLabels($0.value, of: former?[$0.key]))
        })
      if let key = former?["key"]?.string, fields["key"]?.string == labels[key] {
        fields["key"] = .string(key)
      }
      return .object(fields)
    default: return value
    }
  }
}
