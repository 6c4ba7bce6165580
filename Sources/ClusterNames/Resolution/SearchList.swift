/// The domains that a resolver puts behind short names: the `search` line of a pod's resolv.conf.
///
/// The kubelet drops what is beyond its limits and says so in an event of the pod; this does the
/// same, with `omitted` for what went and `warning` for the words.
public struct SearchList: Hashable, Sendable {
  /// The domains that are used, in order.
  public let domains: [String]
  /// The domains that did not fit the limits, in order.
  public let omitted: [String]

  /// How many domains there may be.
  public static let mostDomains = 32
  /// How many characters all domains and the spaces between them may have.
  public static let mostCharacters = 2048
  /// How many characters one domain may have; longer ones made older versions of glibc abort.
  public static let longestDomain = 253

  /// The list of a pod with `dnsPolicy: ClusterFirst`: its namespace's Services, all Services, the
  /// cluster, and then what the node searches itself.
  public init(
    namespace: NamespaceName, domain: ClusterDomain = .default, hostSearch: [String] = []
  ) {
    let names = [domain.servicesName(of: namespace), domain.servicesName, domain.name]
    self.init(names.map(\.relativeText) + hostSearch)
  }

  /// The list of these domains: final dots go, save that of the root, then repetitions, then what
  /// exceeds a limit.
  public init(_ entries: [String]) {
    var seen: Set<String> = []
    let unique = entries.map(Self.withoutFinalDot).filter { seen.insert($0).inserted }
    var kept = unique.prefix(Self.mostDomains).filter { $0.utf8.count <= Self.longestDomain }
    var characters = kept.reduce(-1) { $0 + $1.utf8.count + 1 }
    while characters > Self.mostCharacters {
      characters -= kept.removeLast().utf8.count + 1
    }
    domains = kept
    let used = Set(kept)
    omitted = unique.filter { !used.contains($0) }
  }

  /// The kubelet's message when a domain was left out; else nil.
  public var warning: String? {
    guard !omitted.isEmpty else { return nil }
    return "Search Line limits were exceeded, some search paths have been omitted, the applied "
      + "search line is: " + domains.joined(separator: " ")
  }

  private static func withoutFinalDot(_ domain: String) -> String {
    domain.utf8.count > 1 && domain.hasSuffix(".") ? String(domain.dropLast()) : domain
  }
}

extension SearchList: CustomStringConvertible {
  /// The domains with spaces between them.
  public var description: String { domains.joined(separator: " ") }
}
