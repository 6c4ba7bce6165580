/// Devices that a pod claims, and which of its containers get them (KEP-4381).
enum ResourceClaims {
  /// `resources.claims` of a container: a claim as a whole once, or its requests once each.
  ///
  /// - Parameter names: the names in the pod's `resourceClaims`.
  static func validate(_ claims: [Value], at path: FieldPath, among names: Set<String>)
    -> [FieldError]
  {
    var errors: [FieldError] = []
    var taken: [String] = []
    for (index, claim) in claims.enumerated() {
      let path = path.index(index)
      let (name, request) = (claim["name"]?.string ?? "", claim["request"]?.string ?? "")
      if name.isEmpty {
        errors.append(.required(path))
        continue
      }
      if taken.contains(name) {
        errors.append(.duplicate(path, name))
      } else {
        let key = request.isEmpty ? name : "\(name)/\(request)"
        if !request.isEmpty { errors.check(request, at: path.field("request"), NameRules.label) }
        if taken.contains(key) {
          errors.append(.duplicate(path, key))
        } else if request.isEmpty {
          errors += taken.filter { $0.hasPrefix("\(name)/") }.map { _ in .duplicate(path, name) }
        }
        if !taken.contains(key) { taken.append(key) }
      }
      if !names.contains(name) {
        var error = FieldError.notFound(path, name)
        error.detail =
          "must be one of the names in pod.spec.resourceClaims"
          + (names.isEmpty ? " which is empty" : ": \(names.sorted().joined(separator: ", "))")
        errors.append(error)
      }
    }
    return errors
  }
}

extension PodSpec {
  private var claims: [Value] { rest["resourceClaims"]?.array ?? [] }

  var claimNames: Set<String> {
    Set(claims.compactMap { $0["name"]?.string }.filter { !$0.isEmpty })
  }

  /// - Parameter isStatic: a kubelet has the pod from a file, and the API only shows it.
  func validateClaims(at path: FieldPath, isStatic: Bool) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, claim) in claims.enumerated() {
      if isStatic {
        errors.append(.forbidden(FieldPath(""), "static pods do not support resource claims"))
        continue
      }
      let path = path.index(index)
      let name = claim["name"]?.string ?? ""
      if name.isEmpty {
        errors.append(.required(path.field("name")))
      } else if !names.insert(name).inserted {
        errors.append(.duplicate(path.field("name"), name))
      } else {
        errors.check(name, at: path.field("name"), NameRules.label)
      }
      errors += Self.validate(sourceOf: claim, at: path)
    }
    return errors
  }

  private static func validate(sourceOf claim: Value, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let found = ["resourceClaimName", "resourceClaimTemplateName"].filter { claim[$0] != nil }
    let printed = GoStruct(claim, type: "PodResourceClaim").text
    if found.count == 2 {
      errors.append(
        .invalid(
          path, printed: printed,
          "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"))
    }
    if found.isEmpty {
      errors.append(
        .invalid(
          path, printed: printed,
          "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"))
    }
    for field in found {
      errors.check(claim[field]?.string ?? "", at: path.field(field), NameRules.subdomain)
    }
    return errors
  }
}
