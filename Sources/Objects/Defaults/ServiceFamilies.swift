/// The address families that Services of a cluster may have, and how each comes by its own
/// (upstream's `initIPFamilyFields`).
package struct ServiceFamilies: Sendable {
  /// What headless Services may have: `IPv4`, `IPv6`, the preferred one first.
  let ofPods: [String]
  /// What Services with addresses of their own may have.
  let ofRanges: [String]

  package init(ofPods: [String], ofRanges: [String]) {
    self.ofPods = ofPods
    self.ofRanges = ofRanges
  }

  private static let path = FieldPath("spec")
  private static let policyPath = path.field("ipFamilyPolicy")

  /// Fills in policy and families, and takes away what a single family has no use for.
  ///
  /// - Returns: what is wrong; then nothing is changed.
  package func settle(_ spec: inout ServiceSpec, replacing old: ServiceSpec?) -> [FieldError] {
    if spec.type == "ExternalName" || spec.keepsAddresses(of: old) { return [] }
    var new = spec
    new.settlePolicy(replacing: old)
    var errors = new.validateFamilies(at: Self.path)
    if !errors.isEmpty { return errors }
    errors = Self.release(&new, old) + Self.checkCounts(of: new) + infer(&new)
    if !errors.isEmpty { return errors }
    let (isHeadless, isSingle) = (new.clusterIP == "None", new.ipFamilyPolicy == "SingleStack")
    let served = isHeadless ? ofPods : ofRanges
    // Nobody knows what addresses are given to it by hand.
    let isForeign = isHeadless && new.selector.isEmpty
    if !isForeign { errors = Self.check(new, served) }
    if !errors.isEmpty { return errors }
    if new.ipFamilies.isEmpty { new.ipFamilies = Array(served.prefix(1)) }
    if new.ipFamilies.count == 1, !isSingle, isForeign || served.count == 2 {
      new.ipFamilies.append(new.ipFamilies[0] == "IPv4" ? "IPv6" : "IPv4")
    }
    spec = new
    return []
  }

  /// Who asks for one family alone gives the second one back; nobody else may leave it out.
  private static func release(_ new: inout ServiceSpec, _ old: ServiceSpec?) -> [FieldError] {
    guard let old else { return [] }
    if new.ipFamilyPolicy == "SingleStack" {
      if new.clusterIPs == old.clusterIPs { new.clusterIPs = Array(new.clusterIPs.prefix(1)) }
      if new.ipFamilies == old.ipFamilies { new.ipFamilies = Array(new.ipFamilies.prefix(1)) }
      return []
    }
    let lists = [
      (new.clusterIPs, old.clusterIPs, "cluster IP"), (new.ipFamilies, old.ipFamilies, "IP family"),
    ]
    return lists.filter { !$0.0.isEmpty && $0.0.count < $0.1.count }.map { _, _, what in
      .invalid(
        policyPath, .string(new.ipFamilyPolicy),
        "must be 'SingleStack' to release the secondary \(what)")
    }
  }

  private static func checkCounts(of spec: ServiceSpec) -> [FieldError] {
    guard spec.ipFamilyPolicy == "SingleStack" else { return [] }
    let lists = [(spec.clusterIPs, "cluster IPs"), (spec.ipFamilies, "IP families")]
    return lists.filter { $0.0.count == 2 }.map { _, what in
      .invalid(
        policyPath, .string(spec.ipFamilyPolicy),
        "must be 'RequireDualStack' or 'PreferDualStack' when multiple \(what) are specified")
    }
  }

  /// Given addresses tell their families.
  private func infer(_ spec: inout ServiceSpec) -> [FieldError] {
    guard spec.clusterIP != "None" else { return [] }
    var errors: [FieldError] = []
    for (index, address) in spec.clusterIPs.enumerated() where index >= spec.ipFamilies.count {
      let family = address.utf8.contains(UInt8(ascii: ":")) ? "IPv6" : "IPv4"
      if ofRanges.contains(family) {
        spec.ipFamilies.append(family)
      } else {
        errors.append(
          .invalid(
            Self.path.field("clusterIPs").index(index),
            .array(spec.clusterIPs.map(Value.string)),
            "\(family) is not configured on this cluster"))
      }
    }
    return errors
  }

  private static func check(_ spec: ServiceSpec, _ served: [String]) -> [FieldError] {
    var errors: [FieldError] = []
    if spec.ipFamilyPolicy == "RequireDualStack", served.count < 2 {
      errors.append(
        .invalid(
          policyPath, .string(spec.ipFamilyPolicy),
          "this cluster is not configured for dual-stack services"))
    }
    for (index, family) in spec.ipFamilies.enumerated() where !served.contains(family) {
      errors.append(
        .invalid(
          path.field("ipFamilies").index(index), family, "not configured on this cluster"))
    }
    return errors
  }
}

extension ServiceSpec {
  /// Who changes nothing about families and addresses keeps them, whatever ranges a server was
  /// started with since. Upstream says so of PreferDualStack alone; then nobody could be rid of the
  /// others, as even the end of a deletion is a change.
  package func keepsAddresses(of old: ServiceSpec?) -> Bool {
    guard let old, type == old.type, selector.isEmpty == old.selector.isEmpty else { return false }
    return !ipFamilyPolicy.isEmpty && ipFamilyPolicy == old.ipFamilyPolicy
      && clusterIPs == old.clusterIPs && ipFamilies == old.ipFamilies
  }

  fileprivate mutating func settlePolicy(replacing old: ServiceSpec?) {
    guard statedFamilyPolicy == nil else { return }
    if let old, !old.ipFamilyPolicy.isEmpty {
      ipFamilyPolicy = old.ipFamilyPolicy
    } else {
      let isForeign = clusterIP == "None" && selector.isEmpty
      ipFamilyPolicy = isForeign ? "RequireDualStack" : "SingleStack"
    }
  }
}
