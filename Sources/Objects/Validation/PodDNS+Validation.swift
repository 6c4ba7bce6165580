/// The pod's own resolver settings (K8s `dnsPolicy`, `dnsConfig`), within what a resolver library reads
/// of resolv.conf.
extension PodSpec {
  private static let (serverLimit, searchLimit, searchLength) = (3, 32, 2048)

  func validateDNS(_ policy: String, at path: FieldPath) -> [FieldError] {
    let config = rest["dnsConfig"]
    let servers = config?["nameservers"]?.array ?? []
    if policy == "None" {
      if config == nil {
        return [.required(path, "must provide `dnsConfig` when `dnsPolicy` is None")]
      }
      if servers.isEmpty {
        return [
          .required(
            path.field("nameservers"),
            "must provide at least one DNS nameserver when `dnsPolicy` is None")
        ]
      }
    }
    var errors: [FieldError] = []
    if servers.count > Self.serverLimit {
      errors.append(
        .invalid(
          path.field("nameservers"), .array(servers),
          "must not have more than \(Self.serverLimit) nameservers"))
    }
    for (index, server) in servers.enumerated() {
      errors.check(
        server.string ?? "", at: path.field("nameservers").index(index), AddressRules.address)
    }
    errors += validateSearches(config?["searches"]?.array ?? [], at: path.field("searches"))
    for (index, option) in (config?["options"]?.array ?? []).enumerated()
    where (option["name"]?.string ?? "").isEmpty {
      errors.append(.required(path.field("options").index(index), "must not be empty"))
    }
    return errors
  }

  /// A final dot is fine.
  private func validateSearches(_ searches: [Value], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if searches.count > Self.searchLimit {
      errors.append(
        .invalid(
          path, .array(searches), "must not have more than \(Self.searchLimit) search paths"))
    }
    let names = searches.map { $0.string ?? "" }
    if names.joined(separator: " ").utf8.count > Self.searchLength {
      errors.append(
        .invalid(
          path, .array(searches),
          "must not have more than \(Self.searchLength) characters (including spaces) in the search "
            + "list"))
    }
    // The root alone is fine, too (KEP-4427).
    for (index, name) in names.enumerated() where name != "." {
      let name = name.hasSuffix(".") ? String(name.dropLast()) : name
      errors.check(name, at: path.index(index), NameRules.searchDomain)
    }
    return errors
  }
}
