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

  /// - Parameters:
  ///   - annotations: of the Service, which had its source ranges once.
  ///   - old: what was accepted before stays so.
  func validateTraffic(
    at path: FieldPath, annotations: [String: String], replacing old: Service?
  ) -> [FieldError] {
    var errors = validateSourceRanges(
      at: path.field("LoadBalancerSourceRanges"), annotations: annotations, replacing: old)
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
    let distributions = ["PreferClose", "PreferSameZone", "PreferSameNode"]
    if let text = rest["trafficDistribution"]?.string, !distributions.contains(text) {
      errors.append(.notSupported(path.field("trafficDistribution"), text, distributions))
    }
    return errors
  }

  private static let policies = ["Cluster", "Local"]

  private static let rangeAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges"

  private func validateSourceRanges(
    at path: FieldPath, annotations: [String: String], replacing old: Service?
  ) -> [FieldError] {
    var errors: [FieldError] = []
    let key = Self.rangeAnnotation
    if let ranges = rest["loadBalancerSourceRanges"]?.array, !ranges.isEmpty {
      let accepted = Set(
        (old?.spec.rest["loadBalancerSourceRanges"]?.array ?? []).map {
          Self.trimmed($0.string ?? "")
        })
      if type != "LoadBalancer" { errors.append(.forbidden(path, Self.onlyForBalancers)) }
      for (index, range) in ranges.enumerated() {
        let range = Self.trimmed(range.string ?? "")
        if accepted.contains(range) { continue }
        errors.check(range, at: path.index(index), AddressRules.block)
      }
    } else if let text = annotations[key] {
      let path = FieldPath("metadata", "annotations").key(key)
      if type != "LoadBalancer" { errors.append(.forbidden(path, Self.onlyForBalancers)) }
      if Self.trimmed(text).isEmpty || old?.metadata.annotations[key] == text { return errors }
      for range in text.split(separator: ",", omittingEmptySubsequences: false) {
        errors.check(Self.trimmed(String(range)), at: path, AddressRules.block)
      }
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
