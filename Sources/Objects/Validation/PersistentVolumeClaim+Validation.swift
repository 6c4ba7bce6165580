/// What of a claim may change: upstream compares the whole spec after the exceptions.
extension GenericObject {
  private static let classAnnotation = "volume.beta.kubernetes.io/storage-class"

  func claimErrors(since old: GenericObject) -> [FieldError] {
    let path = FieldPath("spec")
    let (new, former) = (body["spec"]?.object ?? [:], old.body["spec"]?.object ?? [:])
    var errors: [FieldError] = []
    let annotation = Self.classAnnotation
    let formerClass = old.metadata.annotations[annotation]
    if metadata.annotations[annotation] != formerClass {
      errors.append(
        .invalid(
          FieldPath("metadata", "annotations").key(annotation),
          metadata.annotations[annotation] ?? "", "field is immutable"))
    }
    if comparable(new, former, hasClass: formerClass != nil)
      != Self.withoutEmptyResources(former)
    {
      errors.append(
        .forbidden(
          path,
          "spec is immutable after creation except resources.requests and "
            + "volumeAttributesClassName for bound claims"))
    }
    if let size = Self.storage(new["resources"]?["requests"]),
      let before = Self.storage(former["resources"]?["requests"]), size < before,
      // Down to what there is, so that an expansion that failed can be taken back.
      let capacity = Self.storage(old.body["status"]?["capacity"]) ?? Quantity("0"),
      size <= capacity
    {
      errors.append(
        .forbidden(
          path.field("resources", "requests", "storage"),
          "field can not be less than status.capacity"))
    }
    errors += FieldError.changed(
      FieldPath("volumeMode"), from: former["volumeMode"], to: new["volumeMode"])
    let attributes = "volumeAttributesClassName"
    if former[attributes] != nil, new[attributes] == nil {
      errors.append(
        .forbidden(path.field(attributes), "update from non-nil value to nil is forbidden"))
    }
    return errors
  }

  /// The new spec with the former one's values where a change is allowed: the volume's name and the
  /// class once, sizes and attributes of bound claims.
  private func comparable(
    _ new: [String: Value], _ former: [String: Value], hasClass: Bool
  ) -> [String: Value] {
    var spec = new
    if former["volumeName"] == nil { spec["volumeName"] = nil }
    if former["storageClassName"] == nil, !hasClass { spec["storageClassName"] = nil }
    guard body["status"]?["phase"] == "Bound" else { return Self.withoutEmptyResources(spec) }
    if spec["volumeAttributesClassName"] != nil {
      spec["volumeAttributesClassName"] = former["volumeAttributesClassName"]
    }
    if var resources = spec["resources"]?.object, var requests = resources["requests"]?.object {
      requests["storage"] = former["resources"]?["requests"]?["storage"]
      resources["requests"] = .object(requests)
      spec["resources"] = .object(resources)
    }
    return Self.withoutEmptyResources(spec)
  }

  private static func withoutEmptyResources(_ spec: [String: Value]) -> [String: Value] {
    spec.filter { $0.value != [:] }
  }

  private static func storage(_ amounts: Value?) -> Quantity? {
    amounts?["storage"]?.quantityText.flatMap(Quantity.init)
  }
}
