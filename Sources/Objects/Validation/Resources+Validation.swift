/// What a container, a pod or its overhead asks for and may have.
struct ResourceAmounts {
  let limits: [String: Quantity]
  let requests: [String: Quantity]
  private let claims: [Value]

  init(_ resources: Value?) {
    self.init(limits: resources?["limits"], resources)
  }

  /// - Parameter overhead: what a pod takes beside its containers, which is checked like limits.
  init(overhead: Value?) { self.init(limits: overhead, nil) }

  private init(limits: Value?, _ resources: Value?) {
    self.limits = Self.amounts(limits)
    requests = Self.amounts(resources?["requests"])
    claims = resources?["claims"]?.array ?? []
  }

  private static func amounts(_ value: Value?) -> [String: Quantity] {
    (value?.object ?? [:]).compactMapValues { $0.quantityText.flatMap(Quantity.init) }
  }

  /// Names are known ones or somebody's own, and requests stay within limits.
  ///
  /// - Parameters:
  ///   - names: the names in the pod's `resourceClaims`.
  ///   - rule: what can be asked for here.
  func validate(
    at path: FieldPath, claims names: Set<String>,
    _ rule: (String, FieldPath) -> [FieldError] = ResourceRules.containers
  ) -> [FieldError] {
    var errors: [FieldError] = []
    for (name, amount) in limits.sorted(by: { $0.key < $1.key }) {
      let path = path.field("limits").key(name)
      errors += rule(name, path) + ResourceRules.validate(amount, of: name, at: path)
      errors += ResourceRules.validate(pages: amount, of: name, at: path)
    }
    for (name, amount) in requests.sorted(by: { $0.key < $1.key }) {
      let itemPath = path.field("requests").key(name)
      errors += rule(name, itemPath) + ResourceRules.validate(amount, of: name, at: itemPath)
      errors += compare(amount, of: name, at: path)
      errors += ResourceRules.validate(pages: amount, of: name, at: itemPath)
    }
    let all = Set(limits.keys).union(requests.keys)
    if all.isDisjoint(with: ["cpu", "memory"]), all.contains(where: ResourceRules.isPages) {
      errors.append(.forbidden(path, "HugePages require cpu or memory"))
    }
    return errors + ResourceClaims.validate(claims, at: path.field("claims"), among: names)
  }

  /// What cannot be given to more than one is asked for and limited alike.
  private func compare(_ amount: Quantity, of name: String, at path: FieldPath) -> [FieldError] {
    let isDivisible = ResourceRules.isNative(name) && !ResourceRules.isPages(name)
    guard let limit = limits[name] else {
      return isDivisible
        ? []
        : [.required(path.field("limits"), "Limit must be set for non overcommitable resources")]
    }
    let text = "\(name) limit of \(limit)"
    if amount.nanos != limit.nanos, !isDivisible {
      return [
        .invalid(path.field("requests"), amount.description, "must be equal to \(text)")
      ]
    }
    return amount <= limit
      ? []
      : [
        .invalid(
          path.field("requests"), amount.description, "must be less than or equal to \(text)")
      ]
  }
}

/// Names of resources and amounts of them.
enum ResourceRules {
  /// What there is beside, for quotas and nodes.
  private static let countable: Set<String> = [
    "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
    "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
  ]
  private static let measurable: Set<String> = [
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
    "requests.ephemeral-storage", "requests.storage", "storage",
  ]

  static func isPages(_ name: String) -> Bool { name.hasPrefix("hugepages-") }

  /// Kubernetes' own.
  static func isNative(_ name: String) -> Bool {
    !name.contains("/") || name.contains("kubernetes.io/")
  }

  /// Somebody's own, which comes in whole numbers.
  private static func isExtended(_ name: String) -> Bool {
    !isNative(name) && !name.hasPrefix("requests.")
      && NameRules.qualifiedName("requests.\(name)").isEmpty
  }

  private static func isOfContainers(_ name: String) -> Bool {
    ["cpu", "memory", "ephemeral-storage"].contains(name) || isPages(name)
  }

  static func containers(_ name: String, at path: FieldPath) -> [FieldError] {
    let errors = validate(name, at: path)
    if !name.contains("/") {
      return isOfContainers(name)
        ? errors : errors + [.invalid(path, name, "must be a standard resource for containers")]
    }
    return isNative(name) || isExtended(name)
      ? errors
      : errors + [.invalid(path, name, "doesn't follow extended resource name standard")]
  }

  /// What containers of a pod can share (KEP-2837).
  static func pods(_ name: String, at path: FieldPath) -> [FieldError] {
    let errors = validate(name, at: path)
    if !errors.isEmpty || isShared(name) { return errors }
    return [.notSupported(path, name, ["cpu", "hugepages-", "memory"])]
  }

  static func isShared(_ name: String) -> Bool {
    ["cpu", "memory"].contains(name) || isPages(name)
  }

  private static func validate(_ name: String, at path: FieldPath) -> [FieldError] {
    let problems = NameRules.qualifiedName(name)
    if !problems.isEmpty { return problems.map { .invalid(path, name, $0) } }
    let isKnown =
      name.contains("/") || isOfContainers(name) || countable.contains(name)
      || measurable.contains(name)
    return isKnown
      ? [] : [.invalid(path, name, "must be a standard resource type or fully qualified")]
  }

  static func validate(_ amount: Quantity, of name: String, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if amount.nanos < 0 {
      errors.append(.invalid(path, amount.description, "must be greater than or equal to 0"))
    }
    // Upstream looks at thousandths, rounded up.
    if countable.contains(name) || isExtended(name), thousandths(amount) % 1000 != 0 {
      errors.append(.invalid(path, amount.description, "must be an integer"))
    }
    return errors
  }

  /// Of what is there and not of what is asked for. The text has the amount in whole numbers, as
  /// upstream rounds it: away from zero.
  static func validate(basic amount: Quantity, at path: FieldPath) -> [FieldError] {
    let one: Int128 = 1_000_000_000
    if amount.nanos >= 0 { return [] }
    let whole = Int64(clamping: (amount.nanos - one + 1) / one)
    return [.invalid(path, whole, "must be a valid resource quantity")]
  }

  private static func thousandths(_ amount: Quantity) -> Int128 {
    let (count, rest) = amount.nanos.quotientAndRemainder(dividingBy: 1_000_000)
    return rest == 0 ? count : count + rest.signum()
  }

  /// A page is there as a whole or not at all.
  static func validate(pages amount: Quantity, of name: String, at path: FieldPath) -> [FieldError]
  {
    guard isPages(name) else { return [] }
    let one: Int128 = 1_000_000_000
    let size = Quantity(String(name.dropFirst("hugepages-".count)))?.nanos ?? 0
    // Whole octets, rounded up.
    let octets = (amount.nanos + one - 1) / one * one
    if size > 0, size % one == 0, octets % size == 0 { return [] }
    return [
      .invalid(
        path, amount.description, "\(amount) is not positive integer multiple of \(name)")
    ]
  }
}
