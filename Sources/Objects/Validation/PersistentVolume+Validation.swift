/// Rules of PersistentVolumes.
extension GenericObject {
  private static let sources = Schema.fields(ofType: "PersistentVolumeSpec")
    .filter { $0.numbers.count == 2 }.map(\.name)

  /// What each source cannot do without; of the sources that have a driver outside of this cluster
  /// the schema's required fields.
  private static let requiredFields = [
    "hostPath": ["path"], "local": ["path"], "nfs": ["server", "path"],
    "csi": ["driver", "volumeHandle"],
  ]

  func validateVolume() -> [FieldError] {
    let path = FieldPath("spec")
    let spec = body["spec"]
    var errors: [FieldError] = []
    if (spec?["accessModes"]?.array ?? []).isEmpty {
      errors.append(.required(path.field("accessModes")))
    }
    errors += ClaimRules.validateModes(spec, at: path.field("accessModes"))
    errors += validateCapacity(spec?["capacity"]?.object ?? [:], at: path.field("capacity"))
    let policy = spec?["persistentVolumeReclaimPolicy"]?.string ?? ""
    if !policy.isEmpty {
      errors.checkOneOf(
        ["Delete", "Recycle", "Retain"], policy, at: path.field("persistentVolumeReclaimPolicy"))
    }
    if let affinity = spec?["nodeAffinity"] {
      let path = path.field("nodeAffinity", "required")
      errors +=
        affinity["required"].map { NodeSelector.validate($0, at: path) }
        ?? [.required(path, "must specify required node constraints")]
    }
    errors += validateSource(spec, at: path)
    if spec?["hostPath"]?["path"] == "/", policy == "Recycle" {
      errors.append(
        .forbidden(
          path.field("persistentVolumeReclaimPolicy"),
          "may not be 'recycle' for a hostPath mount of '/'"))
    }
    errors += ClaimRules.validateClassAndMode(spec, at: path)
    return errors
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
      if !quantity.isPositive {
        errors.append(
          .invalid(path.key(name), quantity.description, "must be greater than zero"))
      }
    }
    return errors
  }

  /// A volume has exactly one source.
  private func validateSource(_ spec: Value?, at path: FieldPath) -> [FieldError] {
    let found = Self.sources.filter { spec?[$0] != nil }
    guard let first = found.first else {
      return [.required(path, "must specify a volume type")]
    }
    var errors: [FieldError] = []
    for field in Self.requiredFields[first] ?? []
    where (spec?[first]?[field]?.string ?? "").isEmpty {
      errors.append(.required(path.field(first, field)))
    }
    if ["hostPath", "local"].contains(first), let text = spec?[first]?["path"]?.string,
      text.split(separator: "/").contains("..")
    {
      errors.append(.invalid(path.field(first, "path"), text, "must not contain '..'"))
    }
    if first == "nfs", let text = spec?["nfs"]?["path"]?.string, !text.hasPrefix("/") {
      errors.append(.invalid(path.field("nfs", "path"), text, "must be an absolute path"))
    }
    if first == "local", spec?["nodeAffinity"]?["required"] == nil {
      errors.append(.required(path.field("nodeAffinity"), "Local volume requires node affinity"))
    }
    for other in found.dropFirst() {
      errors.append(.forbidden(path.field(other), "may not specify more than 1 volume type"))
    }
    return errors
  }

  /// The data stays where it is.
  func volumeErrors(since old: GenericObject) -> [FieldError] {
    let (new, former) = (body["spec"], old.body["spec"])
    var errors: [FieldError] = []
    if Self.sources.contains(where: { new?[$0] != former?[$0] }) {
      errors.append(
        .forbidden(
          FieldPath("spec", "persistentvolumesource"),
          "spec.persistentvolumesource is immutable after creation"))
    }
    errors += FieldError.changed(
      FieldPath("volumeMode"), from: former?["volumeMode"], to: new?["volumeMode"])
    if let affinity = former?["nodeAffinity"] {
      errors += FieldError.changed(
        FieldPath("nodeAffinity"), from: affinity, to: new?["nodeAffinity"])
    }
    return errors
  }
}
