/// Rules of `securityContext.windowsOptions` of pods and containers.
enum WindowsOptions {
  private static let (nameLimit, domainLimit) = (104, 256)
  /// Of a credential's specification, in KiB.
  private static let credentialLimit = 64

  static func validate(_ options: Value?, at path: FieldPath) -> [FieldError] {
    guard let options else { return [] }
    var errors: [FieldError] = []
    if let name = options["gmsaCredentialSpecName"]?.string {
      errors.check(name, at: path.field("gmsaCredentialSpecName"), NameRules.subdomain)
    }
    if let credential = options["gmsaCredentialSpec"]?.string {
      errors.check(credential, at: path.field("gmsaCredentialSpec"), problems(inCredential:))
    }
    if let name = options["runAsUserName"]?.string {
      let printed = Value.string(name).json(escapingHTML: true)
      errors += problems(inName: name).map {
        .invalid(path.field("runAsUserName"), printed: printed, $0)
      }
    }
    return errors
  }

  private static func problems(inCredential text: String) -> [String] {
    if text.isEmpty { return ["gmsaCredentialSpec cannot be an empty string"] }
    return text.utf8.count > credentialLimit * 1024
      ? ["gmsaCredentialSpec size must be under \(credentialLimit) KiB"] : []
  }

  /// `DOMAIN\user`, or the user alone.
  private static func problems(inName text: String) -> [String] {
    if text.isEmpty { return ["runAsUserName cannot be an empty string"] }
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      return ["runAsUserName cannot contain control characters"]
    }
    let parts = text.split(separator: #"\"#, omittingEmptySubsequences: false)
    if parts.count > 2 { return ["runAsUserName cannot contain more than one backslash"] }
    let user = parts[parts.count - 1]
    return (parts.count == 2 ? problems(inDomain: parts[0]) : []) + problems(inUser: user)
  }

  private static func problems(inDomain text: Substring) -> [String] {
    var problems: [String] = []
    if text.utf8.count >= domainLimit {
      problems.append("runAsUserName's Domain length must be under \(domainLimit) characters")
    }
    if !isNetBIOSName(text), !isDomainName(text) {
      problems.append("runAsUserName's Domain doesn't match the NetBios nor the DNS format")
    }
    return problems
  }

  private static func problems(inUser text: Substring) -> [String] {
    var problems: [String] = []
    if text.isEmpty {
      problems.append("runAsUserName's User cannot be empty")
    } else if text.utf8.count > nameLimit {
      problems.append(
        "runAsUserName's User length must not be longer than \(nameLimit) characters")
    }
    if !text.isEmpty, text.allSatisfy({ $0 == "." || $0 == " " }) {
      problems.append("runAsUserName's User cannot contain only periods or spaces")
    }
    if text.contains(where: { #""/\:;|=,+*?<>@[]"#.contains($0) }) {
      problems.append(
        "runAsUserName's User cannot contain the following characters: "
          + #""/\:;|=,+*?<>@[]"#)
    }
    return problems
  }

  /// Up to 15 of almost any letters, the first not a dot.
  private static func isNetBIOSName(_ text: Substring) -> Bool {
    (1...15).contains(text.unicodeScalars.count) && text.first != "."
      && !text.contains { #"\/:*?"<>|"#.contains($0) }
  }

  private static func isDomainName(_ text: Substring) -> Bool {
    func isLetter(_ octet: UInt8) -> Bool {
      (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet)
        || (0x61...0x7A).contains(octet)
    }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return label.utf8.count <= 63 && isLetter(first) && isLetter(last)
        && label.utf8.allSatisfy { isLetter($0) || $0 == 0x2D }
    }
  }
}

/// Containers that run as processes of the node itself (KEP-1981): all of a pod's or none.
extension PodSpec {
  func validateHostProcesses(at path: FieldPath) -> [FieldError] {
    let ofPod = rest["securityContext"]?["windowsOptions"]?["hostProcess"]?.bool
    let all = allContainers(at: path)
    var errors: [FieldError] = []
    var count = 0
    for (container, path) in all {
      let own = container.rest["securityContext"]?["windowsOptions"]?["hostProcess"]?.bool
      if let ofPod, let own, ofPod != own {
        errors.append(
          .invalid(
            path.field("securityContext", "windowsOptions", "hostProcess"), .bool(own),
            "pod hostProcess value must be identical if both are specified, was \(ofPod)"))
      }
      if own ?? ofPod == true { count += 1 }
    }
    if count == 0 { return errors }
    if count != all.count {
      errors.append(
        .invalid(
          path, "",
          "If pod contains any hostProcess containers then all containers must be HostProcess "
            + "containers"))
    }
    if rest["hostNetwork"] != true {
      errors.append(
        .invalid(
          path.field("hostNetwork"), false,
          "hostNetwork must be true if pod contains any hostProcess containers"))
    }
    return errors
  }
}
