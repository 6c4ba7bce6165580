/// Rules of PersistentVolumes.
extension GenericObject {
  func validateVolume() -> [FieldError] {
    let path = FieldPath("spec")
    let spec = body["spec"]
    var errors: [FieldError] = []
    if (spec?["accessModes"]?.array ?? []).isEmpty {
      errors.append(.required(path.field("accessModes")))
    }
    errors += ClaimRules.validateModes(spec, at: path.field("accessModes"))
    errors += validateCapacity(spec?["capacity"]?.object ?? [:], at: path.field("capacity"))
    let policyPath = path.field("persistentVolumeReclaimPolicy")
    let policy = spec?["persistentVolumeReclaimPolicy"]?.string ?? ""
    if !policy.isEmpty {
      errors.checkOneOf(["Delete", "Recycle", "Retain"], policy, at: policyPath)
    }
    if let affinity = spec?["nodeAffinity"] {
      let path = path.field("nodeAffinity", "required")
      errors +=
        affinity["required"].map { NodeSelector.validate($0, at: path) }
        ?? [.required(path, "must specify required node constraints")]
    }
    errors += PersistentVolumeSources.validate(spec, of: metadata.name, at: path)
    if policy == "Recycle", Self.isRoot(spec?["hostPath"]?["path"]?.string ?? "") {
      errors.append(
        .forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'"))
    }
    errors += ClaimRules.validateClassAndMode(spec, at: path)
    return errors + validateAttributes(spec, at: path)
  }

  /// Storage and nothing else.
  private func validateCapacity(_ capacity: [String: Value], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if capacity.isEmpty { errors.append(.required(path)) }
    if capacity.count != 1 || capacity["storage"] == nil {
      errors.append(
        FieldError(
          path, .notSupported, value: capacity.isEmpty ? .null : .object(capacity),
          detail: #"supported values: "storage""#))
    }
    for (name, amount) in capacity.sorted(by: { $0.key < $1.key }) {
      guard let quantity = amount.quantityText.flatMap(Quantity.init) else { continue }
      errors += ResourceRules.validate(basic: quantity, at: path.key(name))
      if !quantity.isPositive {
        errors.append(
          .invalid(path.key(name), quantity.description, "must be greater than zero"))
      }
    }
    return errors
  }

  /// In any way of writing it.
  private static func isRoot(_ place: String) -> Bool {
    guard place.hasPrefix("/") else { return false }
    var depth = 0
    for part in place.split(separator: "/") where part != "." {
      depth = part == ".." ? max(0, depth - 1) : depth + 1
    }
    return depth == 0
  }

  /// Only drivers know classes of attributes (KEP-3751).
  private func validateAttributes(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    guard let name = spec?["volumeAttributesClassName"]?.string else { return [] }
    let place = path.field("volumeAttributesClassName")
    var errors: [FieldError] = []
    if name.isEmpty {
      errors.append(.required(place, "an empty string is disallowed"))
    } else {
      errors.check(name, at: place, NameRules.subdomain)
    }
    if spec?["csi"] == nil {
      errors.append(
        .required(
          path.field("csi"), "has to be specified when using volumeAttributesClassName"))
    }
    return errors
  }
}
