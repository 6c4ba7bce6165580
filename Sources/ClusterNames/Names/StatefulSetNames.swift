/// The names of all pods of a StatefulSet, in ordinal order.
///
/// Nothing is stored for a pod: an element is made when it is asked for, so a set of a million pods
/// costs no more than one of two. Positions count from 0; `ordinals.start` is added by the
/// elements.
public struct StatefulSetNames: Hashable, Sendable {
  /// The name of the set.
  public let set: StatefulSetName
  /// The Service that governs it.
  public let service: ServiceDomain
  /// The ordinal of the first pod, `spec.ordinals.start`.
  public let start: Ordinal
  /// How many pods there are, `spec.replicas`.
  public let replicas: Int
  /// The names of the claim templates.
  public let claimTemplates: [Label]

  /// The names of a set.
  ///
  /// Throws when the last ordinal is above 32 bits, or the name of the last pod above 63 octets, as
  /// the API server refuses such a pod, or its host name above 255 octets. A set above
  /// `StatefulSetName.practicalLimit` is accepted: its `warning` says what becomes of it.
  public init(
    set: StatefulSetName, service: ServiceDomain, start: Ordinal = .zero, replicas: Int = 1,
    claimTemplates: [Label] = []
  ) throws(NameError) {
    self.set = set
    self.service = service
    self.start = start
    self.replicas = try Ordinal.checked(replicas)
    self.claimTemplates = claimTemplates
    guard replicas > 0 else { return }
    let last = try Ordinal(start.rawValue + replicas - 1)
    let hostname = try set.pod(last).hostname
    do {
      _ = try service.host(hostname)
    } catch {
      let host = "\(hostname).\(service)"
      let problem = NameProblem.tooLong(
        found: host.utf8.count, allowed: LabelGrammar.longestSubdomain)
      throw NameError(kind: .clusterDomain, found: host, problems: [problem])
    }
  }

  /// The names of a set whose parts are texts and numbers, each checked here.
  public init(
    _ set: String, service: String, namespace: String = "default",
    domain: String = "cluster.local", start: Int = 0, replicas: Int = 1,
    claimTemplates: [String] = []
  ) throws(NameError) {
    var templates: [Label] = []
    for template in claimTemplates { templates.append(try Label(template)) }
    try self.init(
      set: StatefulSetName(set),
      service: ServiceDomain(
        service: ServiceName(service), namespace: NamespaceName(namespace),
        domain: ClusterDomain(domain)),
      start: Ordinal(start), replicas: replicas, claimTemplates: templates)
  }

  /// The names of the pod of an ordinal; nil when the set has no such pod.
  public subscript(ordinal ordinal: Ordinal) -> PodNames? {
    let position = ordinal.rawValue - start.rawValue
    return indices.contains(position) ? self[position] : nil
  }

  /// The names of the pod with that name; nil when the set has no such pod.
  public subscript(pod name: String) -> PodNames? {
    guard let pod = try? PodName(name), pod.set == set, pod.description == name else { return nil }
    return self[ordinal: pod.ordinal]
  }
}

extension StatefulSetNames: RandomAccessCollection {
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of pods.
  public var endIndex: Int { replicas }

  /// The names of the pod at a position.
  public subscript(position: Int) -> PodNames {
    precondition(indices.contains(position), "the set has no pod at this position")
    let ordinal = Ordinal(unchecked: start.rawValue + position)
    return PodNames(checked: set.pod(ordinal), service: service, claimTemplates: claimTemplates)
  }
}
