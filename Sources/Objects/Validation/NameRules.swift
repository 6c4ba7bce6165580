import ClusterNames

/// Checks of names, each giving upstream's texts in upstream's order.
enum NameRules {
  /// RFC 1123 label, as names of StatefulSets, Services, namespaces, containers and volumes.
  static func label(_ text: String) -> [String] { Label.problems(in: text).map(\.description) }

  /// RFC 1123 subdomain, as names of pods and of most other objects.
  static func subdomain(_ text: String) -> [String] {
    var problems: [String] = []
    if text.utf8.count > 253 { problems.append("must be no more than 253 characters") }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    if !labels.allSatisfy(isLabelOfAnyLength) { problems.append(NameProblem.subdomain.description) }
    return problems
  }

  /// As if more followed: a final hyphen is fine, and so is, for upstream, whatever is before it.
  static func masked(_ text: String) -> String {
    let octets = text.utf8
    guard octets.count > 1, octets.last == UInt8(ascii: "-") else { return text }
    return String(decoding: octets.dropLast(2), as: UTF8.self) + "a"
  }

  /// Names of ConfigMaps and of Secrets whose keys become variables, which can end with a hyphen.
  static func subdomainStem(_ text: String) -> [String] { subdomain(masked(text)) }

  /// A subdomain whose labels may have underscores, as those of SRV records have.
  static func searchDomain(_ text: String) -> [String] {
    var problems: [String] = []
    if text.utf8.count > 253 { problems.append("must be no more than 253 characters") }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isDomain = labels.allSatisfy { label in
      let name = label.hasPrefix("_") ? label.dropFirst() : label
      guard let first = name.utf8.first, first != UInt8(ascii: "_"),
        name.utf8.last != UInt8(ascii: "_")
      else { return false }
      return isLabelOfAnyLength(Substring(name.replacing("_", with: "-")))
    }
    if !isDomain {
      problems.append(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', "
          + "'-' or '.', and must start and end with an alphanumeric character (e.g. "
          + "'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
          + "(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')")
    }
    return problems
  }

  /// The length of a label is the length check's matter, as in upstream's expression.
  private static func isLabelOfAnyLength(_ text: Substring) -> Bool {
    let octets = text.utf8
    guard let first = octets.first, let last = octets.last else { return false }
    return isLowerAlphanumeric(first) && isLowerAlphanumeric(last)
      && octets.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  /// IANA service name (RFC 6335 §5.1), as names of containers' ports.
  static func portName(_ text: String) -> [String] {
    PortName.problems(in: text).map(\.description)
  }

  /// RFC 6335 §6: 0 is reserved.
  static func portNumber(_ number: some BinaryInteger) -> [String] {
    (1...65535).contains(number) ? [] : ["must be between 1 and 65535, inclusive"]
  }

  /// A key of a label: a name with an optional subdomain before a slash.
  static func qualifiedName(_ text: String) -> [String] {
    // Most are in order, and splitting them costs more than the checks.
    if text.utf8.count <= 63, isName(text[...]) { return [] }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    var problems: [String] = []
    switch parts.count {
    case 1: break
    case 2 where parts[0].isEmpty: problems.append("prefix part must be non-empty")
    case 2: problems += subdomain(String(parts[0])).map { "prefix part \($0)" }
    default:
      return [
        "a qualified name \(nameSyntax) with an optional DNS subdomain prefix and '/' "
          + "(e.g. 'example.com/MyName')"
      ]
    }
    let name = parts[parts.count - 1]
    if name.isEmpty {
      problems.append("name part must be non-empty")
    } else if name.utf8.count > 63 {
      problems.append("name part must be no more than 63 bytes")
    }
    if !isName(name) { problems.append("name part \(nameSyntax)") }
    return problems
  }

  /// Empty, or a name of at most 63 octets.
  static func labelValue(_ text: String) -> [String] {
    var problems: [String] = []
    if text.utf8.count > 63 { problems.append("must be no more than 63 bytes") }
    if !text.isEmpty, !isName(text[...]) {
      problems.append(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
          + "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
          + "'my_value',  or '12345', regex used for validation is "
          + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")
    }
    return problems
  }

  /// Any printable ASCII but the sign that ends the name.
  static func environmentVariable(_ text: String) -> [String] {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
      ? []
      : [
        "a valid environment variable name must consist only of printable ASCII characters other "
          + "than '='"
      ]
  }

  /// A field's name in a request of a probe.
  static func httpHeader(_ text: String) -> [String] {
    let isHeader = !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
    return isHeader
      ? []
      : [
        "a valid HTTP header must consist of alphanumeric characters or '-' "
          + "(e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')"
      ]
  }

  /// A key of a ConfigMap or Secret, which is a file's name in a volume.
  static func dataKey(_ text: String) -> [String] {
    var problems: [String] = []
    if text.utf8.count > 253 { problems.append("must be no more than 253 characters") }
    if text.isEmpty
      || !text.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E })
    {
      problems.append(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
          + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
          + "'[-._a-zA-Z0-9]+')")
    }
    if text == "." || text == ".." {
      problems.append("must not be '\(text)'")
    } else if text.hasPrefix("..") {
      problems.append("must not start with '..'")
    }
    return problems
  }

  /// What can stand between slashes of a URL: the least that is asked of a name.
  static func pathSegment(_ text: String) -> [String] {
    if text == "." || text == ".." { return ["may not be '\(text)'"] }
    return ["/", "%"].filter { text.contains($0) }.map { "may not contain '\($0)'" }
  }

  private static let nameSyntax =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
    + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

  private static func isName(_ text: Substring) -> Bool {
    let octets = text.utf8
    guard let first = octets.first, let last = octets.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && octets.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
  }

  private static func isLowerAlphanumeric(_ octet: UInt8) -> Bool {
    (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet)
  }

  private static func isAlphanumeric(_ octet: UInt8) -> Bool {
    isLowerAlphanumeric(octet) || (0x41...0x5A).contains(octet)
  }
}

/// Collecting errors in the order of the rules.
extension [FieldError] {
  /// One error for each problem that a rule finds in a text.
  mutating func check(_ text: String, at path: FieldPath, _ rule: (String) -> [String]) {
    self += rule(text).map { .invalid(path, text, $0) }
  }

  /// Empty is missing; only what is there has a syntax.
  mutating func checkRequired(_ text: String, at path: FieldPath, _ rule: (String) -> [String]) {
    if text.isEmpty { append(.required(path)) } else { check(text, at: path, rule) }
  }

  /// Counts and seconds.
  mutating func checkNotNegative(_ number: some BinaryInteger, at path: FieldPath) {
    if number < 0 { append(.invalid(path, number, "must be greater than or equal to 0")) }
  }

  /// A port's number.
  mutating func checkPort(_ number: some BinaryInteger, at path: FieldPath) {
    self += NameRules.portNumber(number).map { .invalid(path, number, $0) }
  }

  /// A user or group of the node.
  mutating func checkUser(_ number: Value?, at path: FieldPath) {
    guard let number = number?.integer, !(0...Int64(Int32.max)).contains(number) else { return }
    append(.invalid(path, number, "must be between 0 and 2147483647, inclusive"))
  }

  /// A word of a fixed set.
  mutating func checkOneOf(_ allowed: [String], _ text: String, at path: FieldPath) {
    if text.isEmpty {
      append(.required(path))
    } else if !allowed.contains(text) {
      append(.notSupported(path, text, allowed))
    }
  }
}
