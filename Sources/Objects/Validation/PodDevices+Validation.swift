/// What a kubelet and a scheduler tell of the devices that a pod's containers have.
extension Pod {
  /// A claim that was made for extended resources, and which of them it stands for (KEP-5004).
  func validateExtendedClaim(at path: FieldPath) -> [FieldError] {
    guard let claim = status.rest["extendedResourceClaimStatus"]?.object else { return [] }
    let mappings = claim["requestMappings"]?.array ?? []
    var errors: [FieldError] = []
    if mappings.isEmpty {
      errors.append(
        .required(path.field("requestMappings"), "at least one request mapping is required"))
    }
    let all = (spec.initContainers + spec.containers).map { ($0.name, $0) }
    let containers = Dictionary(all) { $1 }
    var seen = Set<[String]>()
    for (index, mapping) in mappings.enumerated() {
      let texts = ["containerName", "resourceName", "requestName"].map { field in
        (
          path: path.field("requestMappings").index(index).field(field),
          mapping[field]?.string ?? ""
        )
      }
      let (container, resource) = (texts[0], texts[1])
      if let found = containers[container.1] {
        if found.rest["resources"]?["requests"]?[resource.1] == nil {
          errors.append(
            .invalid(
              resource.path, resource.1,
              "must match the extended resource name of an entry in "
                + "spec.initContainers.resources.requests or spec.containers.resources.requests"))
        }
      } else {
        errors.append(
          .invalid(
            container.path, container.1,
            "must match the name of an entry in spec.initContainers.name or spec.containers.name"))
      }
      // Upstream's path leads to no entry.
      errors.check(texts[2].1, at: path.field("requestName"), NameRules.label)
      if !seen.insert(texts.map(\.1)).inserted {
        errors += texts.map { .duplicate($0.path, $0.1) }
      }
    }
    errors.checkRequired(
      claim["resourceClaimName"]?.string ?? "", at: path.field("resourceClaimName"),
      NameRules.subdomain)
    return errors
  }

  /// How the devices of containers are (KEP-4680).
  func validateDevices(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (field, containers) in [
      ("containerStatuses", spec.containers), ("initContainerStatuses", spec.initContainers),
    ] {
      for (index, status) in (status.rest[field]?.array ?? []).enumerated() {
        let path = path.field(field).index(index).field("allocatedResourcesStatus")
        let container = containers.first { $0.name == status["name"]?.string }
        for (index, device) in (status["allocatedResourcesStatus"]?.array ?? []).enumerated() {
          errors += Self.validate(device, of: container, at: path.index(index))
        }
      }
    }
    let field = "ephemeralContainerStatuses"
    for (index, container) in (status.rest[field]?.array ?? []).enumerated()
    where container["allocatedResourcesStatus"]?.array?.isEmpty == false {
      errors.append(
        .forbidden(
          path.field(field).index(index).field("allocatedResourcesStatus"),
          "must not be specified in container status"))
    }
    return errors
  }

  /// A status may be of a container that the pod does not have (kubernetes#124915).
  private static func validate(_ device: Value, of container: Container?, at path: FieldPath)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    let name = device["name"]?.string ?? ""
    if let container, let problem = container.problem(withDevice: name) {
      errors.append(.invalid(path.field("name"), name, problem))
    }
    var seen = Set<String>()
    for (index, part) in (device["resources"]?.array ?? []).enumerated() {
      let path = path.field("resources").index(index)
      let (health, id) = (part["health"]?.string ?? "", part["resourceID"]?.string ?? "")
      let states = ["Healthy", "Unhealthy", "Unknown"]
      if !states.contains(health) {
        errors.append(.notSupported(path.field("health"), health, states))
      }
      if let message = part["message"]?.string {
        let path = path.field("message")
        if message.isEmpty {
          errors.append(.required(path, "must be non-empty if specified"))
        } else if message.utf8.count > 1024 {
          errors.append(.tooLong(path, octets: 1024))
        }
      }
      if !seen.insert(id).inserted { errors.append(.duplicate(path.field("resourceID"), id)) }
    }
    return errors
  }
}

extension Container {
  /// Devices are of a claim, or of a resource that is asked for by its name.
  fileprivate func problem(withDevice name: String) -> String? {
    let resources = rest["resources"]
    guard name.hasPrefix("claim:") else {
      return resources?["requests"]?[name] == nil
        ? "must match one of the container's resource requests" : nil
    }
    let claims = (resources?["claims"]?.array ?? []).map { claim in
      let request = claim["request"]?.string ?? ""
      return "claim:\(claim["name"]?.string ?? "")" + (request.isEmpty ? "" : "/\(request)")
    }
    return claims.contains(name)
      ? nil
      : "must match one of the container's resource claims in a format "
        + "'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty"
  }
}
