/// What a kubelet and others tell of a pod's containers and of what it claims.
extension Pod {
  /// Claims that were found or made for those that the pod names.
  func validateClaimStatuses(at path: FieldPath) -> [FieldError] {
    let known = spec.claimNames
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, claim) in (status.rest["resourceClaimStatuses"]?.array ?? []).enumerated() {
      let path = path.index(index)
      let name = claim["name"]?.string ?? ""
      if !known.contains(name) {
        errors.append(
          .invalid(
            path.field("name"), name,
            "must match the name of an entry in `spec.resourceClaims`"))
      }
      if !names.insert(name).inserted { errors.append(.duplicate(path.field("name"), name)) }
      if let made = claim["resourceClaimName"]?.string {
        errors.check(made, at: path.field("resourceClaimName"), NameRules.subdomain)
      }
    }
    return errors
  }

  /// As whom the containers run, which only Linux tells in numbers.
  func validateUsers(at path: FieldPath) -> [FieldError] {
    let system = spec.rest["os"]?["name"]?.string ?? "linux"
    var errors: [FieldError] = []
    for field in ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"] {
      for (index, container) in (status.rest[field]?.array ?? []).enumerated() {
        guard let user = container["user"]?["linux"] else { continue }
        let path = path.field(field).index(index).field("user", "linux")
        if system == "windows" {
          errors.append(.forbidden(path, "cannot be set for a windows pod"))
          continue
        }
        for name in ["uid", "gid"] { errors.checkUser(user[name], at: path.field(name)) }
        for (index, group) in (user["supplementalGroups"]?.array ?? []).enumerated() {
          errors.checkUser(group, at: path.field("supplementalGroups").index(index))
        }
      }
    }
    return errors
  }
}
