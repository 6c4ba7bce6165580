import ObjectStore
import Objects
import Registry

/// Names that will answer later: the ordinals of sets, and endpoints that are not ready.
///
/// They are published as absent, each with its cause, and with a negative TTL of 0: whoever asks too
/// early asks again and is not kept waiting by a cache (kubernetes#92559).
extension ServiceNames {
  /// Ordinals of a set that are looked at here; the resolver knows of the others that they are to come.
  fileprivate static let ordinalLimit = 10_000

  mutating func addPendingPods(in view: ClusterView) {
    for set in sets {
      let missing = set.spec.ordinals.prefix(Self.ordinalLimit).lazy
        .map { (ordinal: $0, pod: set.podName($0)) }
        .filter { [hosts] in hosts[$0.pod] == nil }
      var blocker: Blocker?
      for (ordinal, pod) in missing {
        guard let host = host(pod), entries[host] == nil else { continue }
        let known = blocker ?? Blocker(set, in: view)
        blocker = known
        let cause = cause(ofMissing: pod, ordinal: ordinal, of: set, known, in: view)
        add(host, presence: .absent(cause), isCached: false)
      }
    }
  }

  private func cause(
    ofMissing pod: String, ordinal: Int, of set: StatefulSet, _ blocker: Blocker,
    in view: ClusterView
  ) -> Cause {
    guard let service else { return .noGoverningService(set: set.metadata.name, service: key.name) }
    guard service.isHeadless else {
      return .governingServiceNotHeadless(set: set.metadata.name, service: key.name)
    }
    if let object = view.pods[set.metadata.namespace, pod] {
      return object.causeOfAbsence(from: service)
    }
    if let first = blocker.ordinal, first < ordinal {
      return .podWaiting(pod: pod, predecessor: set.podName(first))
    }
    return .podNotCreated(pod: pod)
  }

  /// Endpoints with a hostname that are listed but not ready; one that terminates is not to come back,
  /// unless as a set's.
  mutating func addUnreadyEndpoints(_ slices: [EndpointSlice]) {
    for slice in slices {
      for endpoint in slice.endpoints where endpoint.isReady == false && !endpoint.hostname.isEmpty
      {
        guard let host = host(endpoint.hostname), entries[host] == nil else { continue }
        let pod = endpoint.targetReference?.name ?? endpoint.hostname
        let isTerminating = endpoint.isTerminating == true
        let cause: Cause = isTerminating ? .podTerminating(pod: pod) : .podNotReady(pod: pod)
        add(host, presence: .absent(cause), isCached: isTerminating)
      }
    }
  }
}

/// The lowest ordinal without a Ready pod, for which the others of an ordered set wait; nil where no
/// other waits.
private struct Blocker {
  let ordinal: Int?

  init(_ set: StatefulSet, in view: ClusterView) {
    let isOrdered = set.spec.podManagementPolicy != "Parallel"
    ordinal =
      !isOrdered
      ? nil
      : set.spec.ordinals.prefix(ServiceNames.ordinalLimit).first {
        view.pods[set.metadata.namespace, set.podName($0)]?.isReady != true
      }
  }
}

extension Pod {
  /// Why this pod, which its Service's name does not answer for, is left out.
  fileprivate func causeOfAbsence(from service: Service) -> Cause {
    let name = metadata.name
    let isSelected = service.spec.selector.allSatisfy { metadata.labels[$0.key] == $0.value }
    if isTerminating { return .podTerminating(pod: name) }
    guard !service.spec.selector.isEmpty else {
      return .noEndpoints(service: service.metadata.name)
    }
    guard isSelected else { return .podNotSelected(pod: name, service: service.metadata.name) }
    guard !status.podIP.isEmpty else {
      let reason = status.conditions.first { $0.status == "False" && !$0.message.isEmpty }
      return .podPending(pod: name, reason: reason?.message ?? "")
    }
    guard isReady, spec.subdomain != service.metadata.name || spec.hostname != name else {
      return .podNotReady(pod: name)
    }
    return .podNamedElsewhere(pod: name, service: service.metadata.name)
  }
}

/// Why a headless Service has no endpoint to answer with.
enum NothingReady {
  static func cause(for service: Service, in view: ClusterView) -> Cause {
    let name = service.metadata.name
    guard !service.spec.selector.isEmpty else { return .noEndpoints(service: name) }
    let pods = view.pods(selectedBy: service.spec.selector, in: service.metadata.namespace)
    guard pods.isEmpty else { return .nothingReady(service: name, pods: pods.count) }
    let selector = service.spec.selector.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return .selectsNothing(service: name, selector: selector)
  }
}
