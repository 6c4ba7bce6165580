/// Rules of Endpoints, the older form of slices.
extension GenericObject {
  /// Our own controller marks what it writes; its pods may be programs on this machine.
  private var isOurs: Bool {
    metadata.labels["endpoints.kubernetes.io/managed-by"] == "endpoint-controller"
  }

  func validateEndpoints() -> [FieldError] {
    var errors: [FieldError] = []
    for (index, subset) in (body["subsets"]?.array ?? []).enumerated() {
      let path = FieldPath("subsets").index(index)
      let lists = ["addresses", "notReadyAddresses"].map { ($0, subset[$0]?.array ?? []) }
      if lists.allSatisfy(\.1.isEmpty) {
        errors.append(.required(path, "must specify `addresses` or `notReadyAddresses`"))
      }
      for (field, addresses) in lists {
        for (index, address) in addresses.enumerated() {
          errors += validate(address, at: path.field(field).index(index))
        }
      }
      let ports = subset["ports"]?.array ?? []
      for (index, port) in ports.enumerated() {
        errors += Self.validate(
          port, isOneOfSeveral: ports.count > 1, at: path.field("ports").index(index))
      }
    }
    return errors
  }

  private func validate(_ address: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let text = address["ip"]?.string ?? ""
    errors.check(text, at: path.field("ip"), AddressRules.address)
    if let hostname = address["hostname"]?.string, !hostname.isEmpty {
      errors.check(hostname, at: path.field("hostname"), NameRules.label)
    }
    if let node = address["nodeName"]?.string {
      errors.check(node, at: path.field("nodeName"), NameRules.subdomain)
    }
    errors.check(text, at: path.field("ip")) {
      AddressRules.endpoint($0)
        .filter { !isOurs || !$0.hasPrefix("may not be in the loopback range") }
    }
    return errors
  }

  private static func validate(_ port: Value, isOneOfSeveral: Bool, at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let name = port["name"]?.string ?? ""
    if isOneOfSeveral || !name.isEmpty {
      errors.checkRequired(name, at: path.field("name"), NameRules.label)
    }
    errors.checkPort(port["port"]?.integer ?? 0, at: path.field("port"))
    errors.checkOneOf(
      ["SCTP", "TCP", "UDP"], port["protocol"]?.string ?? "", at: path.field("protocol"))
    if let name = port["appProtocol"]?.string {
      errors.check(name, at: path.field("appProtocol"), NameRules.qualifiedName)
    }
    return errors
  }
}
