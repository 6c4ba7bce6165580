/// Rules of Nodes.
extension GenericObject {
  func validateNode() -> [FieldError] {
    var errors = validateTaints() + validateNodeAmounts()
    if let swap = body["status"]?["nodeInfo"]?["swap"]?["capacity"]?.integer, swap < 1 {
      errors.append(
        .invalid(
          FieldPath("metadata", "nodeSwapStatus", "capacity"), swap, "must be greater than zero"))
    }
    return errors + validatePodRanges(at: FieldPath("spec", "podCIDRs"))
  }

  private func validateTaints() -> [FieldError] {
    var errors: [FieldError] = []
    var known = Set<[Value]>()
    for (index, taint) in (body["spec"]?["taints"]?.array ?? []).enumerated() {
      // Upstream names them as a part of the metadata.
      let path = FieldPath("metadata", "taints").index(index)
      let (key, value) = (taint["key"]?.string ?? "", taint["value"]?.string ?? "")
      errors.check(key, at: path.field("key"), NameRules.qualifiedName)
      errors.check(value, at: path.field("value")) {
        let problems = NameRules.labelValue($0)
        return problems.isEmpty ? [] : [problems.joined(separator: ";")]
      }
      errors.checkOneOf(
        ["NoSchedule", "PreferNoSchedule", "NoExecute"], taint["effect"]?.string ?? "",
        at: path.field("effect"))
      if !known.insert([.string(key), taint["effect"] ?? ""]).inserted {
        var error = FieldError.duplicate(path, printed: GoStruct(taint, type: "Taint").text)
        error.detail = "taints must be unique by key and effect pair"
        errors.append(error)
      }
    }
    return errors
  }

  /// What there is, and what of it pods may have.
  private func validateNodeAmounts() -> [FieldError] {
    ["capacity", "allocatable"].flatMap { field in
      (body["status"]?[field]?.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, amount in
        amount.quantityText.flatMap(Quantity.init).map {
          ResourceRules.validate($0, of: name, at: FieldPath("status", field, name))
        } ?? []
      }
    }
  }

  /// One range a family, the first of which may be of either.
  private func validatePodRanges(at path: FieldPath) -> [FieldError] {
    let ranges = (body["spec"]?["podCIDRs"]?.array ?? []).map { $0.string ?? "" }
    var errors: [FieldError] = []
    for (index, range) in ranges.enumerated() {
      errors.check(range, at: path.index(index), AddressRules.block)
    }
    guard ranges.count > 1 else { return errors }
    let wrong = ranges.first { AddressRules.block($0) == AddressRules.invalidBlock }
    if let wrong {
      errors.append(
        FieldError(
          path, .internal,
          detail: "invalid PodCIDRs. failed to check with dual stack with error:"
            + "failed to parse cidr value:\(Value.string(wrong).quoted) "
            + "with error:invalid CIDR address: \(wrong)"))
    }
    let families = Set(ranges.map { $0.contains(":") })
    if wrong != nil || families.count != 2 || ranges.count > 2 {
      errors.append(
        .invalid(
          path, .array(ranges.map(Value.string)),
          "may specify no more than one CIDR for each IP family"))
    }
    return errors
  }

  /// What a node is stays; what it may do changes. Much of it is what ``validateNode()`` said.
  func nodeErrors(since old: GenericObject) -> [FieldError] {
    let path = FieldPath("spec")
    let (new, former) = (body["spec"], old.body["spec"])
    var errors = validateNodeAmounts() + validateNodeAddresses()
    let (ranges, kept) = (new?["podCIDRs"]?.array ?? [], former?["podCIDRs"]?.array ?? [])
    if !kept.isEmpty {
      let changes = ranges.count == kept.count ? zip(ranges, kept).count { $0 != $1 } : 1
      let error = FieldError.forbidden(
        path.field("podCIDRs"), #"node updates may not change podCIDR except from "" to valid"#)
      errors += Array(repeating: error, count: changes)
    }
    if let identity = former?["providerID"], new?["providerID"] != identity {
      errors.append(
        .forbidden(
          path.field("providerID"),
          #"node updates may not change providerID except from "" to valid"#))
    }
    errors += validateTaints()
    if new?["externalID"] != former?["externalID"] {
      errors.append(.forbidden(path.field("externalID"), "may not be updated"))
    }
    return errors
  }

  private func validateNodeAddresses() -> [FieldError] {
    var errors: [FieldError] = []
    var known = Set<Value>()
    for (index, address) in (body["status"]?["addresses"]?.array ?? []).enumerated()
    where !known.insert(address).inserted {
      errors.append(
        .duplicate(
          FieldPath("status", "addresses").index(index),
          printed: GoStruct(address, type: "NodeAddress").text))
    }
    return errors
  }
}
