/// When a container begins again, on its own terms and not on the pod's (KEP-5307, KEP-5532).
extension Container {
  private static let (ruleLimit, codeLimit) = (20, 255)

  /// - Parameter isFirst: an init container, of which upstream says no more than that the policy lacks.
  func validateRestart(at path: FieldPath, isFirst: Bool = false) -> [FieldError] {
    var errors: [FieldError] = []
    let rules = rest["restartPolicyRules"]?.array ?? []
    let (policyPath, rulesPath) = (path.field("restartPolicy"), path.field("restartPolicyRules"))
    if let policy = rest["restartPolicy"]?.string {
      let policies = ["Always", "Never", "OnFailure"]
      if !policies.contains(policy) {
        errors.append(.notSupported(policyPath, policy, policies))
      }
    } else {
      if rules.isEmpty { return [] }
      errors.append(
        .required(policyPath, "must specify restartPolicy when restart rules are used"))
      if isFirst { return errors }
    }
    if rules.count > Self.ruleLimit {
      errors.append(.tooMany(rulesPath, count: rules.count, limit: Self.ruleLimit))
    }
    for (index, rule) in rules.enumerated() {
      errors += Self.validate(rule: rule, at: rulesPath.index(index))
    }
    return errors
  }

  private static func validate(rule: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let (actions, operators) = (["Restart", "RestartAllContainers"], ["In", "NotIn"])
    let action = rule["action"]?.string ?? ""
    if !actions.contains(action) {
      errors.append(.notSupported(path.field("action"), action, actions))
    }
    let path = path.field("exitCodes")
    guard let codes = rule["exitCodes"] else {
      return errors + [.required(path, "must be specified")]
    }
    let word = codes["operator"]?.string ?? ""
    if !operators.contains(word) {
      errors.append(.notSupported(path.field("operator"), word, operators))
    }
    let count = codes["values"]?.array?.count ?? 0
    if count > codeLimit {
      errors.append(.tooMany(path.field("values"), count: count, limit: codeLimit))
    }
    return errors
  }
}

/// Whether a container has to begin again when its share of the node changes (KEP-1287).
extension Container {
  /// Upstream's paths lack the index but for what comes twice.
  ///
  /// - Parameter podPolicy: what the pod's `restartPolicy` is.
  func validateResize(at path: FieldPath, podPolicy: String) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, policy) in (rest["resizePolicy"]?.array ?? []).enumerated() {
      let name = policy["resourceName"]?.string ?? ""
      let word = policy["restartPolicy"]?.string ?? ""
      if !names.insert(name).inserted { errors.append(.duplicate(path.index(index), name)) }
      errors.checkOneOf(["cpu", "memory"], name, at: path)
      errors.checkOneOf(["NotRequired", "RestartContainer"], word, at: path)
      if podPolicy == "Never", word != "NotRequired" {
        errors.append(
          .invalid(path, word, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"))
      }
    }
    return errors
  }

  /// What ends before the others begin is not begun again.
  func validateResizeOfInitContainer(at path: FieldPath) -> [FieldError] {
    if rest["restartPolicy"] == "Always" { return [] }
    return (rest["resizePolicy"]?.array ?? []).enumerated()
      .filter { $0.element["restartPolicy"] == "RestartContainer" }
      .map {
        .invalid(
          path.index($0.offset).field("restartPolicy"), "RestartContainer",
          "must not be set to 'RestartContainer' for non-sidecar initContainers")
      }
  }
}
