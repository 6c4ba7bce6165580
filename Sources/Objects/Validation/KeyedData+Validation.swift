/// Rules of ConfigMaps and Secrets: keys that are file names, and a size that etcd takes.
extension GenericObject {
  /// Of all values together, in octets.
  private static let sizeLimit = 1024 * 1024

  func validateConfigMap() -> [FieldError] {
    let (texts, binaries) = (body["data"]?.object ?? [:], body["binaryData"]?.object ?? [:])
    var errors: [FieldError] = []
    var size = 0
    for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
      let path = FieldPath("data").key(key)
      errors.check(key, at: path, NameRules.dataKey)
      if binaries[key] != nil {
        errors.append(.invalid(path, key, "duplicate of key present in binaryData"))
      }
      size += value.string?.utf8.count ?? 0
    }
    for (key, value) in binaries.sorted(by: { $0.key < $1.key }) {
      errors.check(key, at: FieldPath("binaryData").key(key), NameRules.dataKey)
      size += Self.octets(value).count
    }
    // Of the whole object, which upstream names by an empty field.
    if size > Self.sizeLimit { errors.append(.tooLong(FieldPath(""), octets: Self.sizeLimit)) }
    return errors
  }

  func validateSecret() -> [FieldError] {
    let path = FieldPath("data")
    let data = body["data"]?.object ?? [:]
    var errors: [FieldError] = []
    for key in data.keys.sorted() { errors.check(key, at: path.key(key), NameRules.dataKey) }
    if data.values.reduce(0, { $0 + Self.octets($1).count }) > Self.sizeLimit {
      errors.append(.tooLong(path, octets: Self.sizeLimit))
    }
    switch body["type"]?.string {
    case "kubernetes.io/service-account-token":
      let key = "kubernetes.io/service-account.name"
      if (metadata.annotations[key] ?? "").isEmpty {
        errors.append(.required(FieldPath("metadata", "annotations").key(key)))
      }
    case "kubernetes.io/dockercfg": errors += Self.validateJSON(".dockercfg", in: data, at: path)
    case "kubernetes.io/dockerconfigjson":
      errors += Self.validateJSON(".dockerconfigjson", in: data, at: path)
    case "kubernetes.io/basic-auth":
      if data["username"] == nil, data["password"] == nil {
        errors += ["username", "password"].map { .required(path.key($0)) }
      }
    case "kubernetes.io/ssh-auth":
      if (data["ssh-privatekey"] ?? "") == "" {
        errors.append(.required(path.key("ssh-privatekey")))
      }
    case "kubernetes.io/tls":
      errors += ["tls.crt", "tls.key"].filter { data[$0] == nil }.map { .required(path.key($0)) }
    default: break
    }
    return errors
  }

  /// Credentials of registries are JSON, whose content is not repeated.
  private static func validateJSON(_ key: String, in data: [String: Value], at path: FieldPath)
    -> [FieldError]
  {
    guard let value = data[key] else { return [.required(path.key(key))] }
    let redacted = "<secret contents redacted>"
    do {
      let content = try Value.parse(json: octets(value))
      if content.object != nil || content.isNull { return [] }
      return [
        .invalid(
          path.key(key), redacted,
          "json: cannot unmarshal \(content.jsonKind) into Go value of type "
            + "map[string]interface {}")
      ]
    } catch {
      return [.invalid(path.key(key), redacted, error.reason)]
    }
  }

  private static func octets(_ value: Value) -> [UInt8] {
    (try? Base64.decode(value.string ?? "")) ?? []
  }

  /// A Secret's type never changes, and with `immutable` nothing does.
  func immutableDataErrors(since old: GenericObject) -> [FieldError] {
    var errors: [FieldError] = []
    if resource == .secret {
      errors += FieldError.changed(FieldPath("type"), from: old.body["type"], to: body["type"])
    }
    guard old.body["immutable"] == true else { return errors }
    let text = "field is immutable when `immutable` is set"
    if body["immutable"] != true { errors.append(.forbidden(FieldPath("immutable"), text)) }
    for field in ["data", "binaryData"]
    where (body[field] ?? [:]) != (old.body[field] ?? [:]) {
      errors.append(.forbidden(FieldPath(field), text))
    }
    return errors
  }
}
