import ClusterNames

/// Addresses in a form that is not the usual one (KEP-4858). New ones in a doubtful form are refused;
/// those that were stored before are told of.
enum AddressWarnings {
  /// Nothing is said of what is no address.
  static func address(_ text: String, at path: FieldPath) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    let quoted = Value.string(text).quoted
    if let standard = standard(text) {
      if standard != text {
        warnings.warn(
          path,
          "non-standard IP address \(quoted) will be considered invalid in a future Kubernetes "
            + #"release: use "\#(standard)""#)
      }
    } else if let address = try? IPAddress(text), address.description != text {
      warnings.warn(
        path, #"IPv6 address \#(quoted) should be in RFC 5952 canonical format ("\#(address)")"#)
    }
    return warnings
  }

  /// Of blocks without set bits behind the prefix, which all that are taken are.
  static func block(_ text: String, at path: FieldPath) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    if let block = try? AddressBlock(text), case .v6 = block.base, block.description != text {
      warnings.warn(
        path,
        "IPv6 CIDR value \(Value.string(text).quoted) should be in RFC 5952 canonical format "
          + #"("\#(block)")"#)
    }
    return warnings
  }

  /// The dotted quad that a text stands for which not everybody reads alike: numbers with zeros
  /// before them, and IPv4 addresses in the clothes of IPv6. nil for all others.
  private static func standard(_ text: String) -> String? {
    let mapped = "::ffff:"
    if let address = try? IPAddress(text) {
      let standard = address.description
      guard case .v6 = address, standard.hasPrefix(mapped), standard.contains(".") else {
        return nil
      }
      return String(standard.dropFirst(mapped.count))
    }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { number in
      let rest = number.drop { $0 == "0" }
      return rest.isEmpty && !number.isEmpty ? "0" : rest
    }
    return (try? IPAddress(numbers.joined(separator: ".")))?.description
  }
}
