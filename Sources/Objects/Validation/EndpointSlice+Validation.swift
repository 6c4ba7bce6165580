/// Rules of EndpointSlices; upstream's limits keep an object within what etcd takes.
extension EndpointSlice {
  private static let endpointLimit = 1000
  private static let addressLimit = 100
  private static let portLimit = 20_000
  private static let topologyLimit = 16
  private static let hintLimit = 8
  private static let transports = ["SCTP", "TCP", "UDP"]

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
    errors += validateBody(
      allowingLoopback: allowingLoopback, isUnchanged: endpoints == old.endpoints,
      accepted: accepted)
    if addressType != old.addressType {
      errors.append(.invalid(FieldPath("addressType"), addressType, "field is immutable"))
    }
    return errors
  }

  /// What new slices and updates have in common.
  ///
  /// - Parameters:
  ///   - isUnchanged: the endpoints were accepted as they are.
  ///   - accepted: endpoints that need no second look where they stand in the same place: most
  ///     updates of a slice change one of many.
  private func validateBody(
    allowingLoopback: Bool, isUnchanged: Bool = false, accepted: [SliceEndpoint] = []
  ) -> [FieldError] {
    var errors: [FieldError] = []
    errors.checkOneOf(["FQDN", "IPv4", "IPv6"], addressType, at: FieldPath("addressType"))
    errors += validatePorts()
    return isUnchanged
      ? errors : errors + validateEndpoints(allowingLoopback: allowingLoopback, accepted: accepted)
  }

  private func validateEndpoints(allowingLoopback: Bool, accepted: [SliceEndpoint])
    -> [FieldError]
  {
    if endpoints.count > Self.endpointLimit {
      return [.tooMany(FieldPath("endpoints"), count: endpoints.count, limit: Self.endpointLimit)]
    }
    var errors: [FieldError] = []
    for (index, endpoint) in endpoints.enumerated()
    where index >= accepted.count || accepted[index] != endpoint {
      let path = FieldPath("endpoints").index(index)
      errors += validateAddresses(endpoint.addresses, at: path.field("addresses"))
        .filter { !allowingLoopback || !$0.detail.hasPrefix("may not be in the loopback range") }
      if !endpoint.nodeName.isEmpty || endpoint.rest["nodeName"] != nil {
        errors.check(endpoint.nodeName, at: path.field("nodeName"), NameRules.subdomain)
      }
      errors += Self.validate(
        topology: endpoint.rest["deprecatedTopology"], at: path.field("deprecatedTopology"))
      if !endpoint.hostname.isEmpty || endpoint.rest["hostname"] != nil {
        errors.check(endpoint.hostname, at: path.field("hostname"), NameRules.label)
      }
      if let hints = endpoint.rest["hints"] {
        errors += Self.validate(hints: hints, at: path.field("hints"))
      }
    }
    return errors
  }

  /// Labels of the node, which only slices that were written through an older API still have.
  private static func validate(topology: Value?, at path: FieldPath) -> [FieldError] {
    let labels = (topology?.object ?? [:]).compactMapValues(\.string)
    let errors: [FieldError] =
      labels.count > topologyLimit
      ? [.tooMany(path, count: labels.count, limit: topologyLimit)] : []
    return errors + ObjectMetadata.validate(labels: labels, at: path)
  }

  /// Which zones and nodes an endpoint is meant for (KEP-2433, KEP-3015).
  private static func validate(hints: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (field, rule) in [
      ("forZones", NameRules.labelValue), ("forNodes", NameRules.subdomain),
    ] {
      let entries = hints[field]?.array ?? []
      let path = path.field(field)
      guard entries.count <= hintLimit else {
        return errors + [.tooMany(path, count: entries.count, limit: hintLimit)]
      }
      var names = Set<String>()
      for (index, entry) in entries.enumerated() {
        let name = entry["name"]?.string ?? ""
        let path = path.index(index).field("name")
        if !names.insert(name).inserted { errors.append(.duplicate(path, name)) }
        errors.check(name, at: path, rule)
      }
    }
    return errors
  }

  /// By the slice's family. Names of type `FQDN` are accepted and have no meaning.
  private func validateAddresses(_ addresses: [String], at path: FieldPath) -> [FieldError] {
    if addresses.isEmpty { return [.required(path, "must contain at least 1 address")] }
    var errors: [FieldError] = []
    if addresses.count > Self.addressLimit {
      errors.append(.tooMany(path, count: addresses.count, limit: Self.addressLimit))
    }
    for (index, address) in addresses.enumerated() {
      switch addressType {
      case "IPv4", "IPv6":
        let problems = AddressRules.address(address)
        errors += problems.map { .invalid(path.index(index), address, $0) }
        guard problems.isEmpty else { continue }
        // Upstream's path has no index here.
        if AddressRules.family(address) != addressType {
          errors.append(.invalid(path, address, "must be an \(addressType) address"))
        }
        errors.check(address, at: path.index(index), AddressRules.endpoint)
      case "FQDN": errors += Self.validate(name: address, at: path.index(index))
      default: break
      }
    }
    return errors
  }

  /// Two labels at least, with or without a final dot.
  private static func validate(name: String, at path: FieldPath) -> [FieldError] {
    if name.isEmpty { return [.required(path)] }
    let name = name.hasSuffix(".") ? String(name.dropLast()) : name
    let problems = NameRules.subdomain(name)
    if !problems.isEmpty { return [.invalid(path, name, problems.joined(separator: ","))] }
    let labels = name.split(separator: ".").map(String.init)
    if labels.count < 2 {
      return [
        .invalid(
          path, name, "should be a domain with at least two segments separated by dots")
      ]
    }
    guard let label = labels.first(where: { !NameRules.label($0).isEmpty }) else { return [] }
    return [.invalid(path, label, NameRules.label(label).joined(separator: ","))]
  }

  /// Names are unique, the empty one too. Numbers are not judged.
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
      if !Self.transports.contains(port.transport) {
        errors.append(.notSupported(path.field("protocol"), port.transport, Self.transports))
      }
      if let name = port.rest["appProtocol"]?.string {
        errors.check(name, at: path.field("appProtocol"), NameRules.qualifiedName)
      }
    }
    return errors
  }
}
