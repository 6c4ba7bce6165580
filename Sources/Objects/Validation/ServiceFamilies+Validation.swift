/// Cluster addresses, their families, and what of them an update may change.
extension ServiceSpec {
  /// Upstream checks these before all else, when it allocates, and says nothing more if they are
  /// wrong.
  func validateFamilies(at path: FieldPath) -> [FieldError] {
    guard type != "ExternalName" else { return [] }
    var errors: [FieldError] = []
    let addressPath = path.field("clusterIPs")
    let all = Value.array(clusterIPs.map(Value.string))
    switch (clusterIP, clusterIPs.first) {
    case ("", nil): break
    case ("", _):
      errors.append(.invalid(addressPath, all, "must be empty when `clusterIP` is not specified"))
    case (_, nil): errors.append(.required(addressPath))
    case (let address, let first) where address != first:
      errors.append(.invalid(addressPath, all, "first value must match `clusterIP`"))
    default: break
    }
    for (index, family) in ipFamilies.enumerated() {
      let path = path.field("ipFamilies").index(index)
      if family != "IPv4", family != "IPv6" {
        errors.append(.notSupported(path, family, ["IPv4", "IPv6"]))
      }
      if ipFamilies.firstIndex(of: family) != index { errors.append(.duplicate(path, family)) }
    }
    let policies = ["PreferDualStack", "RequireDualStack", "SingleStack"]
    if let policy = statedFamilyPolicy, !policies.contains(policy) {
      errors.append(.notSupported(path.field("ipFamilyPolicy"), policy, policies))
    }
    let addressErrors = validateAddresses(at: addressPath)
    errors += addressErrors
    if clusterIPs.count > 2 {
      errors.append(.invalid(addressPath, all, "may only hold up to 2 values"))
    }
    // Of what is no address nothing else can be said.
    return addressErrors.isEmpty ? errors + compareFamilies(at: addressPath) : errors
  }

  /// nil where nobody stated one; the empty text is no policy and stays where it was written.
  var statedFamilyPolicy: String? {
    rest["ipFamilyPolicy"]?.string ?? (ipFamilyPolicy.isEmpty ? nil : ipFamilyPolicy)
  }

  /// `None` stands alone; everything else is an address.
  private func validateAddresses(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, address) in clusterIPs.enumerated() {
      if index > 0 || address != "None" {
        errors.check(address, at: path.index(index), AddressRules.address)
      } else if clusterIPs.count > 1 {
        errors.append(
          .invalid(
            path, .array(clusterIPs.map(Value.string)), "'None' must be the first and only value"))
      }
    }
    return errors
  }

  /// Addresses stand in the order of `ipFamilies`.
  private func compareFamilies(at path: FieldPath) -> [FieldError] {
    let found = clusterIPs.map(AddressRules.family)
    var errors: [FieldError] = []
    if found.count > 1, Set(found).count == 1 {
      errors.append(
        .invalid(
          path, .array(clusterIPs.map(Value.string)),
          "may specify no more than one IP for each IP family"))
    }
    for (index, (family, wanted)) in zip(found, ipFamilies).enumerated()
    where wanted == "IPv4" || wanted == "IPv6" {
      if let family, family != wanted {
        errors.append(
          .invalid(
            path.index(index), clusterIPs[index],
            "expected an \(wanted) value as indicated by `ipFamilies[\(index)]`"))
      }
    }
    return errors
  }

  /// A second address or family may come and go; the primary ones stay for the life of a Service.
  func validateAllocation(from old: ServiceSpec, at path: FieldPath) -> [FieldError] {
    let (wasHeadless, isHeadless) = (old.clusterIP == "None", clusterIP == "None")
    if wasHeadless && isHeadless { return [] }
    let addresses = Allocation(
      old: old.clusterIPs, new: clusterIPs, field: "clusterIPs", what: "clusterIP",
      policy: ipFamilyPolicy)
    if wasHeadless || isHeadless { return addresses.errors(at: path) }
    let families = Allocation(
      old: old.ipFamilies, new: ipFamilies, field: "ipFamilies", what: "ipFamily",
      policy: ipFamilyPolicy, addresses: clusterIPs)
    return addresses.errors(at: path) + families.errors(at: path)
  }
}

/// A list of which the first is the primary one.
private struct Allocation {
  let old: [String]
  let new: [String]
  let field: String
  let what: String
  let policy: String
  /// What upstream shows in place of families when their number changes with the first of them.
  var addresses: [String]?

  func errors(at path: FieldPath) -> [FieldError] {
    let listPath = path.field(field)
    let all: Value = new.isEmpty ? .null : .array(new.map(Value.string))
    let isFamily = what == "ipFamily"
    guard let first = new.first, let before = old.first else {
      return old.isEmpty
        ? [] : [.invalid(listPath.index(0), all, "primary \(what) can not be unset")]
    }
    if old.count == new.count {
      // Upstream tells a family's place wrong.
      return new.indices.filter { old[$0] != new[$0] }.map {
        .invalid(listPath.index(isFamily ? 0 : $0), all, "may not change once set")
      }
    }
    var errors: [FieldError] = []
    if first != before {
      let shown = addresses.map { Value.array($0.map(Value.string)) } ?? all
      errors.append(.invalid(listPath.index(0), shown, "may not change once set"))
    }
    if new.count == 1, policy != "SingleStack" {
      errors.append(
        .invalid(
          path.field("ipFamilyPolicy"), policy.isEmpty ? .null : .string(policy),
          "must be set to 'SingleStack' when releasing the secondary \(what)"))
    }
    return errors
  }
}
