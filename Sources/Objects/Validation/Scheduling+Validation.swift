/// Rules of where a pod may run and how it is told from others there.
extension PodSpec {
  func validateTolerations(at path: FieldPath) -> [FieldError] {
    Self.validate(tolerations: rest["tolerations"]?.array ?? [], at: path)
  }

  static func validate(tolerations: [Value], at path: FieldPath) -> [FieldError] {
    tolerations.enumerated().flatMap {
      validate(toleration: $0.element, at: path.index($0.offset))
    }
  }

  private static func validate(toleration: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    func text(_ field: String) -> String { toleration[field]?.string ?? "" }
    let (key, word, value) = (text("key"), text("operator"), text("value"))
    if !key.isEmpty { errors.check(key, at: path.field("key"), NameRules.qualifiedName) }
    if key.isEmpty, word != "Exists" {
      errors.append(
        .invalid(
          path.field("operator"), word,
          "operator must be Exists when `key` is empty, which means "
            + "\"match all values and all keys\""))
    }
    if toleration["tolerationSeconds"] != nil, text("effect") != "NoExecute" {
      errors.append(
        .invalid(
          path.field("effect"), text("effect"),
          "effect must be 'NoExecute' when `tolerationSeconds` is set"))
    }
    switch word {
    case "Equal", "":
      let problems = NameRules.labelValue(value)
      if !problems.isEmpty {
        errors.append(
          .invalid(path.field("operator"), value, problems.joined(separator: ";")))
      }
    case "Exists":
      if !value.isEmpty {
        errors.append(
          .invalid(path.field("operator"), value, "value must be empty when `operator` is 'Exists'")
        )
      }
    case "Lt", "Gt":
      // Without TaintTolerationComparisonOperators, which upstream names among what is supported.
      errors.append(
        .notSupported(path.field("operator"), word, ["Equal", "Exists", "Lt", "Gt"]))
    default:
      errors.append(.notSupported(path.field("operator"), word, ["Equal", "Exists"]))
    }
    let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    if !text("effect").isEmpty, !effects.contains(text("effect")) {
      errors.append(.notSupported(path.field("effect"), text("effect"), effects))
    }
    return errors
  }

  /// Whoever holds a pod back says so by a name of their own.
  func validateSchedulingGates(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, gate) in (rest["schedulingGates"]?.array ?? []).enumerated() {
      let name = gate["name"]?.string ?? ""
      errors.check(name, at: path.index(index), NameRules.qualifiedName)
      if !names.insert(name).inserted { errors.append(.duplicate(path.index(index), name)) }
    }
    return errors
  }

  /// Names for addresses, as lines of the container's /etc/hosts.
  func validateHostAliases(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (index, alias) in (rest["hostAliases"]?.array ?? []).enumerated() {
      errors.check(
        alias["ip"]?.string ?? "", at: path.index(index).field("ip"), AddressRules.address)
      for (place, name) in (alias["hostnames"]?.array ?? []).enumerated() {
        errors.check(
          name.string ?? "", at: path.index(index).field("hostnames").index(place),
          NameRules.subdomain)
      }
    }
    return errors
  }

  /// What comes before others where there is not room for all, and what runs it.
  func validatePriority(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let name = rest["priorityClassName"]?.string, !name.isEmpty {
      errors.check(name, at: path.field("priorityClassName"), NameRules.subdomain)
    }
    if let name = rest["runtimeClassName"]?.string {
      errors.check(name, at: path.field("runtimeClassName"), NameRules.subdomain)
    }
    if let policy = rest["preemptionPolicy"]?.string {
      errors.checkOneOf(
        ["PreemptLowerPriority", "Never"], policy, at: path.field("preemptionPolicy"))
    }
    return errors
  }
}
