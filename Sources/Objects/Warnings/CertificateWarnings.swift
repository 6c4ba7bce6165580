/// Secrets of the type `kubernetes.io/tls` whose octets are no certificate and no key.
extension GenericObject {
  /// Upstream gives the error of Go's `tls.X509KeyPair`. Here the PEM blocks (RFC 7468) are looked
  /// at and not what is in them: whether key and certificate belong together is not told.
  var certificateWarnings: [FieldWarning] {
    guard body["type"] == "kubernetes.io/tls" else { return [] }
    let certificates = blocks("tls.crt")
    let keys = blocks("tls.key")
    let path = FieldPath("data")
    if let text = Self.problem(ofCertificates: certificates) {
      return [FieldWarning(at: path.key("tls.crt"), "tls: \(text)")]
    }
    if let text = Self.problem(ofKeys: keys) {
      return [FieldWarning(at: path.key("tls.key"), "tls: \(text)")]
    }
    return []
  }

  private static func problem(ofCertificates types: [String]) -> String? {
    if types.contains("CERTIFICATE") { return nil }
    if types.isEmpty { return "failed to find any PEM data in certificate input" }
    if types.count == 1, types[0].hasSuffix("PRIVATE KEY") {
      return "failed to find certificate PEM data in certificate input, but did find a private "
        + "key; PEM inputs may have been switched"
    }
    return #"failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM "#
      + "blocks of the following types: [\(types.joined(separator: " "))]"
  }

  private static func problem(ofKeys types: [String]) -> String? {
    if types.contains(where: { $0 == "PRIVATE KEY" || $0.hasSuffix(" PRIVATE KEY") }) { return nil }
    if types.isEmpty { return "failed to find any PEM data in key input" }
    if types == ["CERTIFICATE"] {
      return "found a certificate rather than a key in the PEM for the private key"
    }
    return #"failed to find PEM block with type ending in "PRIVATE KEY" in key input after "#
      + "skipping PEM blocks of the following types: [\(types.joined(separator: " "))]"
  }

  /// The types of the PEM blocks in an entry, in their order.
  private func blocks(_ key: String) -> [String] {
    let octets = (body["data"]?[key]?.string).flatMap { try? Base64.decode($0) } ?? []
    var types: [String] = []
    var open: String?
    for line in octets.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      var text = String(decoding: line, as: UTF8.self)
      while text.last == " " || text.last == "\t" { text.removeLast() }
      guard text.hasPrefix("-----"), text.hasSuffix("-----"), text.utf8.count > 10 else { continue }
      let label = text.dropFirst(5).dropLast(5)
      if label.hasPrefix("BEGIN ") {
        open = String(label.dropFirst(6))
      } else if let type = open, label == "END \(type)" {
        types.append(type)
        open = nil
      }
    }
    return types
  }
}
