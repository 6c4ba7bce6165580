package import ObjectStore
package import Objects
package import ClusterNames

/// Gives Services their address families and their cluster addresses.
package struct ServiceAdmission: AdmissionPlugin {
  /// The Service by which pods find the API; the first address of the range is its own.
  package static let apiService = NamespacedName(namespace: "default", name: "kubernetes")

  /// The cluster address that its Service gets, the first of the block.
  package static func apiAddress(in block: AddressBlock) -> IPAddress? {
    ServiceAddressPool(block: block).first
  }

  private let families: ServiceFamilies
  private var pools: [ServiceAddressPool]

  /// - Parameters:
  ///   - families: what the cluster's pods have, the preferred one first: `IPv4`, `IPv6`; a family may
  ///     be named more than once.
  ///   - blocks: the ranges of cluster addresses, at most one a family.
  package init(families: [String] = ["IPv4"], blocks: [AddressBlock]) {
    precondition(!families.isEmpty && !blocks.isEmpty, "Services need a family and a range")
    let ofPods = families.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    pools = blocks.map { ServiceAddressPool(block: $0) }
    let ranges = pools.map(\.family)
    self.families = ServiceFamilies(
      ofPods: ofPods,
      ofRanges: ofPods.filter(ranges.contains) + ranges.filter { !ofPods.contains($0) })
  }

  /// A headless Service is given no address, an ExternalName none and no family either; an update
  /// gets only what its Service has not had.
  package func allocate(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard var service = object as? Service else { return object }
    let old = (old as? Service)?.spec
    let errors = families.settle(&service.spec, replacing: old)
    guard errors.isEmpty else { throw Self.refusal(of: service, errors) }
    guard service.spec.type != "ExternalName", service.spec.clusterIPs.first != "None",
      !service.spec.keepsAddresses(of: old)
    else { return service }
    guard let old, old.type != "ExternalName" else {
      try giveAddresses(to: &service, from: 0)
      return service
    }
    // A primary address is not changed, which is for validation to tell.
    if old.clusterIPs.first != "None", old.ipFamilies.count == 1,
      service.spec.ipFamilies.count == 2
    {
      try giveAddresses(to: &service, from: 1)
    }
    return service
  }

  /// What is pending counts as taken: the next write must not get it as well.
  package mutating func staged(_ event: StoreEvent) {
    guard event.object is Service else { return }
    for address in Self.addresses(of: event.previous) { forEachPool { $0.release(address) } }
    guard event.kind != .deleted else { return }
    for address in Self.addresses(of: event.object) { forEachPool { $0.take(address) } }
  }

  package mutating func rebuild(from objects: [any KubernetesObject]) {
    forEachPool { $0.releaseAll() }
    for object in objects {
      for address in Self.addresses(of: object) { forEachPool { $0.take(address) } }
    }
  }

  private mutating func forEachPool(_ body: (inout ServiceAddressPool) -> Void) {
    for index in pools.indices { body(&pools[index]) }
  }

  /// `None` and what is no address drop out.
  private static func addresses(of object: (any KubernetesObject)?) -> [IPAddress] {
    ((object as? Service)?.spec.clusterIPs ?? []).compactMap { try? IPAddress($0) }
  }
}

extension ServiceAdmission {
  /// One of each family, of those that are left.
  private func giveAddresses(to service: inout Service, from start: Int) throws(StoreError) {
    for (index, family) in service.spec.ipFamilies.enumerated().dropFirst(start) {
      if index >= service.spec.clusterIPs.count { service.spec.clusterIPs.append("") }
      service.spec.clusterIPs[index] = try address(
        service.spec.clusterIPs[index], family, for: service)
    }
    if start == 0 { service.spec.clusterIP = service.spec.clusterIPs.first ?? "" }
  }

  /// nil: cluster addresses of this family are not served.
  private func pool(_ family: String) -> ServiceAddressPool? {
    pools.first { $0.family == family }
  }

  /// A free address, or the given one if it is free.
  private func address(_ address: String, _ family: String, for service: Service)
    throws(StoreError) -> String
  {
    guard let pool = pool(family) else {
      preconditionFailure("a family without a pool passed the check")
    }
    let isAPIService = service.namespacedName == Self.apiService
    guard !address.isEmpty else {
      guard let free = isAPIService ? pool.first : pool.free else {
        throw .internalError("failed to allocate a serviceIP: range is full")
      }
      return "\(free)"
    }
    let problem: String
    switch (try? IPAddress(address)).map({ pool.state(of: $0) }) {
    case .free: return address
    case .reserved where isAPIService: return address
    case .taken, .reserved: problem = "provided IP is already allocated"
    case .outside, nil:
      problem =
        "the provided IP (\(address)) is not in the valid range. "
        + "The range of valid IPs is \(pool.block)"
    }
    let given = Value.array(service.spec.clusterIPs.map { .string($0) })
    let detail = "failed to allocate IP \(address): \(problem)"
    throw Self.refusal(
      of: service,
      [FieldError(FieldPath("spec", "clusterIPs"), .invalid, value: given, detail: detail)])
  }

  private static func refusal(of service: Service, _ errors: [FieldError]) -> StoreError {
    .invalid(Service.resource, name: service.metadata.name, FieldErrors(errors))
  }
}
