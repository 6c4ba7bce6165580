/// Addresses that somebody wrote down; those of the controllers are in order.
extension EndpointSlice {
  private static let controllers: Set<String> = [
    "endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io",
  ]

  /// The type cannot change later, so that it is told once.
  package var warnings: [FieldWarning] {
    var warnings: [FieldWarning] = []
    if addressType == "FQDN" {
      // Slices have no field `spec`; upstream's path has.
      warnings.warn(
        FieldPath("spec", "addressType"), "FQDN endpoints are deprecated",
        in: FieldPath("addressType"))
    }
    return warnings + addressWarnings
  }

  package func updateWarnings(from old: EndpointSlice) -> [FieldWarning] { addressWarnings }

  private var addressWarnings: [FieldWarning] {
    let manager = metadata.labels["endpointslice.kubernetes.io/managed-by"] ?? ""
    if Self.controllers.contains(manager) { return [] }
    var warnings: [FieldWarning] = []
    for (index, endpoint) in endpoints.enumerated() {
      let path = FieldPath("endpoints").index(index).field("addresses")
      for (index, address) in endpoint.addresses.enumerated() {
        warnings += AddressWarnings.address(address, at: path.index(index))
      }
    }
    return warnings
  }
}

extension Resource {
  /// What upstream's API says to each request for Endpoints, reads too.
  package static let endpointsDeprecation =
    "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
}

extension GenericObject {
  /// Of the kind Endpoints.
  var endpointsWarnings: [FieldWarning] {
    var warnings = [FieldWarning(at: FieldPath("kind"), Resource.endpointsDeprecation)]
    if metadata.labels["endpoints.kubernetes.io/managed-by"] == "endpoint-controller" {
      return warnings
    }
    for (index, subset) in (body["subsets"]?.array ?? []).enumerated() {
      for field in ["addresses", "notReadyAddresses"] {
        let path = FieldPath("subsets").index(index).field(field)
        for (index, address) in (subset[field]?.array ?? []).enumerated() {
          warnings += AddressWarnings.address(
            address["ip"]?.string ?? "", at: path.index(index).field("ip"))
        }
      }
    }
    return warnings
  }
}
