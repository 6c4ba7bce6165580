/// Rules of EndpointSlices; upstream's limits keep an object within what etcd takes.
extension EndpointSlice {
  private static let endpointLimit = 1000
  private static let addressLimit = 100
  private static let portLimit = 20_000

  package func validate() -> [FieldError] { validate(allowingLoopback: false) }

  /// - Parameter allowingLoopback: for the slices of our own controller, whose pods may be programs
  ///   on this machine.
  package func validate(allowingLoopback: Bool) -> [FieldError] {
    metadata.validate(NameRules.subdomain) + validateBody(allowingLoopback: allowingLoopback)
  }

  package func validateUpdate(from old: EndpointSlice) -> [FieldError] {
    validateUpdate(from: old, allowingLoopback: false)
  }

  package func validateUpdate(from old: EndpointSlice, allowingLoopback: Bool) -> [FieldError] {
    var errors = metadata.validateUpdate(from: old.metadata)
    errors += metadata.validate(NameRules.subdomain)
    // Whoever may write loopback addresses may write whatever was accepted before.
    let accepted = allowingLoopback && addressType == old.addressType ? old.endpoints : []
    errors += validateBody(allowingLoopback: allowingLoopback, accepted: accepted)
    if addressType != old.addressType {
      errors.append(.invalid(FieldPath("addressType"), addressType, "field is immutable"))
    }
    return errors
  }

  /// What new slices and updates have in common.
  ///
  /// - Parameter accepted: endpoints that need no second look where they stand in the same place: most
  ///   updates of a slice change one of many.
  private func validateBody(allowingLoopback: Bool, accepted: [SliceEndpoint] = []) -> [FieldError]
  {
    var errors: [FieldError] = []
    errors.checkOneOf(["FQDN", "IPv4", "IPv6"], addressType, at: FieldPath("addressType"))
    if endpoints.count > Self.endpointLimit {
      errors.append(
        .tooMany(FieldPath("endpoints"), count: endpoints.count, limit: Self.endpointLimit))
      return errors
    }
    for (index, endpoint) in endpoints.enumerated()
    where index >= accepted.count || accepted[index] != endpoint {
      let path = FieldPath("endpoints").index(index)
      errors += validateAddresses(endpoint.addresses, at: path.field("addresses"))
        .filter { !allowingLoopback || !$0.detail.hasPrefix("may not be in the loopback range") }
      if !endpoint.nodeName.isEmpty {
        errors.check(endpoint.nodeName, at: path.field("nodeName"), NameRules.subdomain)
      }
      if !endpoint.hostname.isEmpty {
        errors.check(endpoint.hostname, at: path.field("hostname"), NameRules.label)
      }
    }
    return errors + validatePorts()
  }

  /// By the slice's family. Names of type `FQDN` are accepted and have no meaning.
  private func validateAddresses(_ addresses: [String], at path: FieldPath) -> [FieldError] {
    if addresses.isEmpty { return [.required(path, "must contain at least 1 address")] }
    if addresses.count > Self.addressLimit {
      return [.tooMany(path, count: addresses.count, limit: Self.addressLimit)]
    }
    var errors: [FieldError] = []
    for (index, address) in addresses.enumerated() {
      switch addressType {
      case "IPv4", "IPv6":
        errors.check(address, at: path.index(index), AddressRules.endpoint)
        // Upstream's path has no index here.
        if let family = AddressRules.family(address), family != addressType {
          errors.append(.invalid(path, address, "must be an \(addressType) address"))
        }
      case "FQDN": errors.check(address, at: path.index(index), NameRules.subdomain)
      default: break
      }
    }
    return errors
  }

  /// Names are unique, the empty one too.
  private func validatePorts() -> [FieldError] {
    let path = FieldPath("ports")
    if ports.count > Self.portLimit {
      return [.tooMany(path, count: ports.count, limit: Self.portLimit)]
    }
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      if !port.name.isEmpty { errors.check(port.name, at: path.field("name"), NameRules.label) }
      if !names.insert(port.name).inserted {
        errors.append(.duplicate(path.field("name"), port.name))
      }
      errors.checkOneOf(["SCTP", "TCP", "UDP"], port.transport, at: path.field("protocol"))
      if let number = port.port { errors.checkPort(number, at: path.field("port")) }
      if let name = port.rest["appProtocol"]?.string {
        errors.check(name, at: path.field("appProtocol"), NameRules.qualifiedName)
      }
    }
    return errors
  }
}
