/// What of a claim may change: upstream compares the whole spec after the exceptions.
extension GenericObject {
  private static let classAnnotation = "volume.beta.kubernetes.io/storage-class"

  func claimErrors(since old: GenericObject) -> [FieldError] {
    let path = FieldPath("spec")
    let (new, former) = (body["spec"]?.object ?? [:], old.body["spec"]?.object ?? [:])
    var errors: [FieldError] = []
    let annotation = Self.classAnnotation
    let formerClass = old.metadata.annotations[annotation]
    if metadata.annotations[annotation] != formerClass,
      !movesClass(formerClass, from: former, to: new)
    {
      errors.append(
        .invalid(
          FieldPath("metadata", "annotations", annotation),
          metadata.annotations[annotation] ?? "", "field is immutable"))
    }
    let (wanted, kept) = comparable(new, former, formerClass)
    if wanted != kept {
      errors.append(
        .forbidden(
          path,
          "spec is immutable after creation except resources.requests and "
            + "volumeAttributesClassName for bound claims\n"
            + LineDifference.text(from: Self.lines(kept), to: Self.lines(wanted))))
    }
    // None is as good as none of it.
    let none = Quantity("0")
    if let size = Self.storage(new["resources"]?["requests"]) ?? none,
      let before = Self.storage(former["resources"]?["requests"]) ?? none, size < before,
      // Down to what there is, so that an expansion that failed can be taken back.
      let capacity = Self.storage(old.body["status"]?["capacity"]) ?? none, size <= capacity
    {
      errors.append(
        .forbidden(
          path.field("resources", "requests", "storage"),
          "field can not be less than status.capacity"))
    }
    errors += FieldError.changed(
      FieldPath("volumeMode"), from: former["volumeMode"], to: new["volumeMode"])
    let attributes = "volumeAttributesClassName"
    let current = "currentVolumeAttributesClassName"
    if new[attributes] != former[attributes], old.body["status"]?[current] != nil,
      (new[attributes]?.string ?? "").isEmpty
    {
      let word = new[attributes] == nil ? "nil" : "empty string"
      errors.append(
        .forbidden(
          path.field(attributes),
          "update to \(word) is forbidden when status.\(current) is not nil"))
    }
    return errors
  }

  /// From the annotation that named the class once to the field that does it now.
  private func movesClass(
    _ formerClass: String?, from former: [String: Value], to new: [String: Value]
  ) -> Bool {
    let annotation = metadata.annotations[Self.classAnnotation]
    return formerClass != nil && former["storageClassName"] == nil
      && new["storageClassName"]?.string == formerClass
      && (annotation == nil || annotation == formerClass)
  }

  /// Both specs with the same values where a change is allowed: the volume's name and the class
  /// once, sizes of bound claims, attributes.
  private func comparable(
    _ new: [String: Value], _ former: [String: Value], _ formerClass: String?
  ) -> (new: [String: Value], former: [String: Value]) {
    var (spec, kept) = (new, former)
    if former["volumeName"] == nil { kept["volumeName"] = new["volumeName"] }
    let className = new["storageClassName"]?.string
    if former["storageClassName"] == nil, formerClass == nil || className == formerClass {
      spec["storageClassName"] = nil
    }
    if body["status"]?["phase"] == "Bound" {
      if var resources = spec["resources"]?.object, var requests = resources["requests"]?.object {
        requests["storage"] = former["resources"]?["requests"]?["storage"]
        resources["requests"] = .object(requests)
        spec["resources"] = .object(resources)
      }
      spec["volumeAttributesClassName"] = former["volumeAttributesClassName"]
    }
    return (Self.withoutEmptyResources(spec), Self.withoutEmptyResources(kept))
  }

  private static func lines(_ spec: [String: Value]) -> [String] {
    GoStruct(.object(spec), type: "PersistentVolumeClaimSpec").lines
  }

  private static func withoutEmptyResources(_ spec: [String: Value]) -> [String: Value] {
    spec.filter { $0.value != [:] }
  }

  private static func storage(_ amounts: Value?) -> Quantity? {
    amounts?["storage"]?.quantityText.flatMap(Quantity.init)
  }
}
