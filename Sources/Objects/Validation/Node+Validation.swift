/// Rules of Nodes.
extension GenericObject {
  func validateNode() -> [FieldError] {
    var errors: [FieldError] = []
    var known = Set<[Value]>()
    for (index, taint) in (body["spec"]?["taints"]?.array ?? []).enumerated() {
      let path = FieldPath("spec", "taints").index(index)
      let (key, value) = (taint["key"]?.string ?? "", taint["value"]?.string ?? "")
      errors.check(key, at: path.field("key"), NameRules.qualifiedName)
      errors.check(value, at: path.field("value"), NameRules.labelValue)
      errors.checkOneOf(
        ["NoSchedule", "PreferNoSchedule", "NoExecute"], taint["effect"]?.string ?? "",
        at: path.field("effect"))
      if !known.insert([.string(key), taint["effect"] ?? ""]).inserted {
        var error = FieldError(path, .duplicate, value: taint)
        error.detail = "taints must be unique by key and effect pair"
        errors.append(error)
      }
    }
    return errors
  }

  /// What a node is stays; what it may do changes.
  func nodeErrors(since old: GenericObject) -> [FieldError] {
    let path = FieldPath("spec")
    let (new, former) = (body["spec"], old.body["spec"])
    var errors: [FieldError] = []
    if let identity = former?["providerID"], new?["providerID"] != identity {
      errors.append(
        .forbidden(
          path.field("providerID"),
          #"node updates may not change providerID except from "" to valid"#))
    }
    if let ranges = former?["podCIDRs"], new?["podCIDRs"] != ranges {
      errors.append(
        .forbidden(
          path.field("podCIDRs"),
          #"node updates may not change podCIDR except from "" to valid"#))
    }
    return errors
  }
}
