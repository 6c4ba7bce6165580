/// Fields of Services that change nothing or are on their way out (pkg/api/service/warnings.go).
extension Service {
  private static let path = FieldPath("spec")

  package var warnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    let (mode, hints) = (
      "service.kubernetes.io/topology-mode", "service.kubernetes.io/topology-aware-hints"
    )
    if metadata.annotations[hints] != nil {
      warnings.append(
        FieldWarning(
          at: FieldPath("metadata", "annotations").key(hints),
          "annotation \(hints) is deprecated, please use \(mode) instead"))
    }
    if !spec.clusterIP.isEmpty, !isHeadless {
      for (index, address) in spec.clusterIPs.enumerated() {
        warnings += AddressWarnings.address(
          address, at: Self.path.field("clusterIPs").index(index))
      }
    }
    if isHeadless, spec.type == "ClusterIP" { warnings += headlessWarnings }
    if !externalIPs.isEmpty {
      warnings.append(
        FieldWarning(
          at: Self.path.field("externalIPs"),
          "spec.externalIPs is deprecated and may no longer be implemented in some clusters"))
    }
    return warnings + addressWarnings + typeWarnings
  }

  package var statusWarnings: [FieldWarning] {
    let ingress = status["loadBalancer"]?["ingress"]?.array ?? []
    return ingress.enumerated().flatMap { index, entry in
      AddressWarnings.address(
        entry["ip"]?.string ?? "",
        at: FieldPath("status", "loadBalancer", "ingress").index(index))
    }
  }

  private var externalIPs: [Value] { spec.rest["externalIPs"]?.array ?? [] }
  private var balancerIP: String { spec.rest["loadBalancerIP"]?.string ?? "" }

  private var headlessWarnings: [FieldWarning] {
    [
      ("loadBalancerIP", "loadBalancerIP", !balancerIP.isEmpty),
      ("externalIPs", "externalIPs", !externalIPs.isEmpty),
      ("sessionAffinity", "SessionAffinity", spec.rest["sessionAffinity"] == "ClientIP"),
    ].filter(\.2).map { field, name, _ in
      FieldWarning(
        at: Self.path.field(field), "spec.\(name) is ignored for headless services")
    }
  }

  private var addressWarnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    for (index, address) in externalIPs.enumerated() {
      warnings += AddressWarnings.address(
        address.string ?? "", at: Self.path.field("externalIPs").index(index))
    }
    warnings += AddressWarnings.address(balancerIP, at: Self.path.field("loadBalancerIP"))
    let blocks = spec.rest["loadBalancerSourceRanges"]?.array ?? []
    for (index, block) in blocks.enumerated() {
      warnings += AddressWarnings.block(
        block.string ?? "", at: Self.path.field("loadBalancerSourceRanges").index(index))
    }
    return warnings
  }

  private var typeWarnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    let isExternal = spec.type == "ExternalName"
    if isExternal, !externalIPs.isEmpty {
      warnings.append(
        FieldWarning(
          at: Self.path.field("externalIPs"),
          #"spec.externalIPs is ignored when spec.type is "ExternalName""#))
    }
    if !isExternal, !spec.externalName.isEmpty {
      warnings.append(
        FieldWarning(
          at: Self.path.field("externalName"),
          #"spec.externalName is ignored when spec.type is not "ExternalName""#))
    }
    if spec.rest["trafficDistribution"] == "PreferClose" {
      warnings.warn(
        Self.path.field("trafficDistribution"),
        #""PreferClose" is deprecated; use "PreferSameZone""#)
    }
    return warnings
  }
}
