/// The sentence of Go's JSON decoder for a value of a wrong type, which is what the API server
/// answers.
enum TypeErrorText {
  /// - Parameter owner: the struct that has the field; nil for the object itself.
  static func text(_ value: Value, _ shape: FieldShape, in owner: SchemaType?, at path: FieldPath)
    -> String
  {
    switch shape.element {
    case .quantity where shape.container == .one:
      return value.quantityText.map(Quantity.problem) ?? Quantity.formatText
    case .octets where value.string != nil:
      return Base64.problem(value.string ?? "")
    case .time where value.string != nil, .microTime where value.string != nil:
      let layout =
        shape.element == .time ? "2006-01-02T15:04:05Z07:00" : "2006-01-02T15:04:05.000000Z07:00"
      return
        "parsing time \(value.quoted) as \"\(layout)\": cannot parse \(value.quoted) as \"2006\""
    case .integerOrString:
      return "json: cannot unmarshal \(found(value)) into Go value of type int32"
    case .time, .microTime:
      return "json: cannot unmarshal \(found(value)) into Go value of type string"
    default: break
    }
    let type = goType(shape, field: path.lastField)
    guard let owner else {
      return "json: cannot unmarshal \(found(value)) into Go value of type \(type)"
    }
    let fields = path.components.compactMap { component in
      if case .field(let name) = component { name } else { nil }
    }
    let place = (["\(owner.goName)"] + fields).joined(separator: ".")
    return "json: cannot unmarshal \(found(value, for: shape)) into Go struct field \(place) "
      + "of type \(type)"
  }

  /// Go tells a number's digits only where a number was wanted.
  private static func found(_ value: Value, for shape: FieldShape? = nil) -> String {
    switch value {
    case .null: return "null"
    case .bool: return "bool"
    case .integer, .number:
      let wantsNumber =
        shape.map { $0.container == .one && [.int32, .int64].contains($0.element) } ?? true
      return wantsNumber ? "number \(value.numberText ?? "")" : "number"
    case .string: return "string"
    case .array: return "array"
    case .object: return "object"
    }
  }

  /// A type as Go's reflection prints it.
  private static func goType(_ shape: FieldShape, field: String) -> String {
    let element =
      switch shape.element {
      case .string: namedTypes[field] ?? "string"
      case .bool: "bool"
      case .int32: "int32"
      case .int64: "int64"
      case .octets: "[]uint8"
      case .strings: "v1.ExtraValue"
      case .time: "v1.Time"
      case .microTime: "v1.MicroTime"
      case .quantity: "resource.Quantity"
      case .integerOrString: "intstr.IntOrString"
      case .anything: "runtime.RawExtension"
      case .type(let name): "v1.\(SchemaType.named(name).goName)"
      }
    switch (shape.container, shape.element) {
    case (.one, _): return element
    case (.list, _): return "[]\(element)"
    case (.map, .quantity): return "v1.ResourceList"
    case (.map, _): return "map[string]\(element)"
    }
  }

  /// Strings that have a type of their own in Go; a field's name is enough to tell.
  private static let namedTypes = [
    "protocol": "v1.Protocol", "imagePullPolicy": "v1.PullPolicy", "dnsPolicy": "v1.DNSPolicy",
    "restartPolicy": "v1.RestartPolicy", "podManagementPolicy": "v1.PodManagementPolicyType",
    "sessionAffinity": "v1.ServiceAffinity", "addressType": "v1.AddressType",
    "accessModes": "v1.PersistentVolumeAccessMode", "ipFamilies": "v1.IPFamily",
    "ipFamilyPolicy": "v1.IPFamilyPolicy", "volumeMode": "v1.PersistentVolumeMode",
    "whenDeleted": "v1.PersistentVolumeClaimRetentionPolicyType",
    "whenScaled": "v1.PersistentVolumeClaimRetentionPolicyType", "uid": "types.UID",
    "terminationMessagePolicy": "v1.TerminationMessagePolicy",
  ]
}

extension SchemaType {
  /// Without the group that tells two types of the same name apart.
  fileprivate var goName: String { name.split(separator: ".").last.map(String.init) ?? name }
}

extension FieldPath {
  fileprivate var lastField: String {
    for component in components.reversed() {
      if case .field(let name) = component { return name }
    }
    return ""
  }
}
