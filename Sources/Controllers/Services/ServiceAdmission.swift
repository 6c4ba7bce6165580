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

  /// What the cluster's pods have, the preferred family first: `IPv4`, `IPv6`.
  private let families: [String]
  private var pools: [ServiceAddressPool]

  /// - Parameters:
  ///   - families: a family may be named more than once.
  ///   - blocks: the ranges of cluster addresses, at most one a family.
  package init(families: [String] = ["IPv4"], blocks: [AddressBlock]) {
    precondition(!families.isEmpty && !blocks.isEmpty, "Services need a family and a range")
    self.families = families.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    pools = blocks.map { ServiceAddressPool(block: $0) }
  }

  /// An update that leaves out what was allocated keeps it.
  package func prepare(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject {
    guard var service = object as? Service else { return object }
    if let old = old as? Service, old.spec.type != "ExternalName",
      service.spec.type != "ExternalName"
    {
      if service.spec.clusterIP.isEmpty { service.spec.clusterIP = old.spec.clusterIP }
      if service.spec.clusterIPs.isEmpty && service.spec.clusterIP == old.spec.clusterIP {
        service.spec.clusterIPs = old.spec.clusterIPs
      }
      if service.spec.ipFamilies.isEmpty { service.spec.ipFamilies = old.spec.ipFamilies }
      if service.spec.ipFamilyPolicy.isEmpty {
        service.spec.ipFamilyPolicy = old.spec.ipFamilyPolicy
      }
    }
    return service.applyingDefaults(families: families)
  }

  /// A headless Service is given no address, an ExternalName none and no family either.
  package func admit(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard var service = object as? Service, service.spec.type != "ExternalName" else {
      return object
    }
    let old = old as? Service
    if service.isHeadless {
      service.spec.clusterIPs = ["None"]
      // Nobody knows what addresses a headless Service without a selector is given by hand.
      if !service.spec.selector.isEmpty { try checkFamilies(of: service, replacing: old) }
      return service
    }
    try checkFamilies(of: service, replacing: old)
    var addresses: [String] = []
    for (index, family) in service.spec.ipFamilies.enumerated() {
      let given = index < service.spec.clusterIPs.count ? service.spec.clusterIPs[index] : ""
      if !given.isEmpty && old?.spec.clusterIPs.contains(given) == true {
        addresses.append(given)
      } else {
        addresses.append(try address(given, family, for: service))
      }
    }
    service.spec.clusterIPs = addresses
    service.spec.clusterIP = addresses.first ?? ""
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
  /// Headless Services may have the families of the pods, others those that have a range.
  private func checkFamilies(of service: Service, replacing old: Service?) throws(StoreError) {
    let spec = service.spec
    guard spec.ipFamilies != old?.spec.ipFamilies else { return }
    let served = service.isHeadless ? families : families.filter { pool($0) != nil }
    if spec.ipFamilyPolicy == "RequireDualStack" && served.count < 2 {
      throw refusal(
        of: service, FieldPath("spec", "ipFamilyPolicy"), .string(spec.ipFamilyPolicy),
        "this cluster is not configured for dual-stack services")
    }
    for (index, family) in spec.ipFamilies.enumerated() where !served.contains(family) {
      throw refusal(
        of: service, FieldPath("spec", "ipFamilies").index(index), .string(family),
        "not configured on this cluster")
    }
  }

  /// nil: cluster addresses of this family are not served.
  private func pool(_ family: String) -> ServiceAddressPool? {
    pools.first { $0.family == family }
  }

  /// A free address, or the given one if it is free.
  private func address(_ given: String, _ family: String, for service: Service)
    throws(StoreError) -> String
  {
    guard let pool = pool(family) else {
      preconditionFailure("a family without a pool passed the check")
    }
    let isAPIService = service.namespacedName == Self.apiService
    guard !given.isEmpty else {
      guard let free = isAPIService ? pool.first : pool.free else {
        throw .internalError("failed to allocate a serviceIP: range is full")
      }
      return "\(free)"
    }
    let problem: String
    switch (try? IPAddress(given)).map({ pool.state(of: $0) }) {
    case .free: return given
    case .reserved where isAPIService: return given
    case .taken, .reserved: problem = "provided IP is already allocated"
    case .outside, nil:
      problem =
        "the provided IP (\(given)) is not in the valid range. "
        + "The range of valid IPs is \(pool.block)"
    }
    throw refusal(
      of: service, FieldPath("spec", "clusterIPs"),
      .array(service.spec.clusterIPs.map { .string($0) }),
      "failed to allocate IP \(given): \(problem)")
  }

  /// One complaint in the words of upstream's validation.
  private func refusal(of service: Service, _ path: FieldPath, _ value: Value, _ detail: String)
    -> StoreError
  {
    .invalid(
      Service.resource, name: service.metadata.name,
      FieldErrors(FieldError(path, .invalid, value: value, detail: detail)))
  }
}
