import ClusterNames

/// How traffic reaches a Service from outside, and which pods it goes to.
extension ServiceSpec {
  private static let onlyForBalancers = "may only be used when `type` is 'LoadBalancer'"

  /// Something beside the cluster address leads to it.
  var isExternallyAccessible: Bool {
    switch type {
    case "LoadBalancer", "NodePort": true
    case "ClusterIP": rest["externalIPs"]?.array?.isEmpty == false
    default: false
    }
  }

  /// A balancer has to know which nodes have pods.
  package var needsHealthCheck: Bool {
    type == "LoadBalancer" && rest["externalTrafficPolicy"] == "Local"
  }

  func validateTraffic(at path: FieldPath) -> [FieldError] {
    var errors = validateSourceRanges(at: path.field("LoadBalancerSourceRanges"))
    if rest["allocateLoadBalancerNodePorts"] != nil, type != "LoadBalancer" {
      errors.append(.forbidden(path.field("allocateLoadBalancerNodePorts"), Self.onlyForBalancers))
    }
    errors += validateLoadBalancerClass(at: path)
    errors += validateExternalTraffic(at: path)
    let policy = path.field("internalTrafficPolicy")
    if let text = rest["internalTrafficPolicy"]?.string {
      if !Self.policies.contains(text) {
        errors.append(.notSupported(policy, text, Self.policies))
      }
    } else if ["NodePort", "LoadBalancer", "ClusterIP"].contains(type) {
      errors.append(.required(policy))
    }
    let distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"]
    if let text = rest["trafficDistribution"]?.string, !distributions.contains(text) {
      errors.append(.notSupported(path.field("trafficDistribution"), text, distributions))
    }
    return errors
  }

  private static let policies = ["Cluster", "Local"]

  private func validateSourceRanges(at path: FieldPath) -> [FieldError] {
    guard let ranges = rest["loadBalancerSourceRanges"]?.array, !ranges.isEmpty else { return [] }
    var errors: [FieldError] = []
    if type != "LoadBalancer" { errors.append(.forbidden(path, Self.onlyForBalancers)) }
    for (index, range) in ranges.enumerated() {
      errors.check(Self.trimmed(range.string ?? ""), at: path.index(index), AddressRules.block)
    }
    return errors
  }

  /// Spaces around were allowed once.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  func validateLoadBalancerClass(at path: FieldPath) -> [FieldError] {
    let path = path.field("loadBalancerClass")
    guard let name = rest["loadBalancerClass"]?.string else { return [] }
    guard type == "LoadBalancer" else { return [.forbidden(path, Self.onlyForBalancers)] }
    return NameRules.qualifiedName(name).map { .invalid(path, name, $0) }
  }

  private func validateExternalTraffic(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let policyPath = path.field("externalTrafficPolicy")
    let policy = rest["externalTrafficPolicy"]?.string ?? ""
    if isExternallyAccessible {
      errors.checkOneOf(Self.policies, policy, at: policyPath)
    } else if !policy.isEmpty {
      errors.append(
        .invalid(policyPath, policy, "may only be set for externally-accessible services"))
    }
    let checkPath = path.field("healthCheckNodePort")
    // Where it is needed it is allocated before this, if nobody asked for one in particular.
    if let port = rest["healthCheckNodePort"]?.integer, port != 0 {
      if needsHealthCheck {
        errors.checkPort(port, at: checkPath)
      } else {
        errors.append(
          .invalid(
            checkPath, port,
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"))
      }
    }
    return errors
  }
}

extension AddressRules {
  /// A block of addresses in CIDR notation.
  static func block(_ text: String) -> [String] {
    do throws(AddressError) {
      _ = try AddressBlock(text)
    } catch {
      // Bits beyond the prefix are passed over.
      if case .hostBitsSet = error { return [] }
      return ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]
    }
    return []
  }
}
