/// What whoever makes balancers may say of a Service.
extension Service {
  package func validateStatusUpdate(from old: Service) -> [FieldError] {
    let path = FieldPath("status", "loadBalancer", "ingress")
    let points = status["loadBalancer"]?["ingress"]?.array ?? []
    let errors = metadata.validateUpdateTwice(from: old.metadata)
    if spec.type != "LoadBalancer" {
      return points.isEmpty
        ? errors
        : errors + [.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")]
    }
    return errors
      + points.enumerated().flatMap { Self.validate(point: $0.element, at: path.index($0.offset)) }
  }

  private static func validate(point: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let (address, hostname) = (point["ip"]?.string ?? "", point["hostname"]?.string ?? "")
    if !address.isEmpty { errors.check(address, at: path.field("ip"), AddressRules.address) }
    let modes = ["Proxy", "VIP"]
    switch (point["ipMode"]?.string, address.isEmpty) {
    case (nil, false):
      errors.append(.required(path.field("ipMode"), "must be specified when `ip` is set"))
    case (_?, true):
      errors.append(.forbidden(path.field("ipMode"), "may not be specified when `ip` is not set"))
    case (let mode?, false) where !modes.contains(mode):
      errors.append(.notSupported(path.field("ipMode"), mode, modes))
    default: break
    }
    if !hostname.isEmpty {
      errors.check(hostname, at: path.field("hostname"), NameRules.subdomain)
      if AddressRules.family(hostname) != nil {
        errors.append(
          .invalid(path.field("hostname"), hostname, "must be a DNS name, not an IP address"))
      }
    }
    return errors
  }

  /// A balancer's address is one of its own, unless somebody says otherwise (KEP-1860).
  package func applyingStatusDefaults() -> Service {
    guard spec.type == "LoadBalancer", var balancer = status["loadBalancer"]?.object,
      let points = balancer["ingress"]?.array
    else { return self }
    balancer["ingress"] = .array(
      points.map { point in
        guard var fields = point.object, (fields["ip"]?.string ?? "").isEmpty == false else {
          return point
        }
        fields.setDefault("ipMode", "VIP")
        return .object(fields)
      })
    var (service, all) = (self, status.object ?? [:])
    all["loadBalancer"] = .object(balancer)
    service.status = .object(all)
    return service
  }
}
