import ObjectStore
import Objects

extension ViewChange {
  /// What the publisher has to look at after this change.
  var publicationKeys: [ReconcileKey] {
    switch self {
    case .namespace(let old, let new):
      return [(new ?? old)!.metadata.name].map { .namespace($0) }
    case .service(let old, let new):
      return [.service((new ?? old)!.namespacedName)]
    case .slice(let old, let new):
      return [old, new].compactMap { slice in
        slice?.serviceName.map {
          .service(NamespacedName(namespace: slice!.metadata.namespace, name: $0))
        }
      }
    case .set(let old, let new):
      let services = [old, new].compactMap { $0?.governingService }
      return [.set((new ?? old)!.namespacedName)] + services.map { .service($0) }
    case .pod(let old, let new):
      // Pods are published through slices; this is for the explanation of those that are in none.
      guard old?.publicationState != new?.publicationState else { return [] }
      return [old, new].compactMap { pod in
        guard let pod, !pod.spec.subdomain.isEmpty else { return nil }
        return .service(
          NamespacedName(namespace: pod.metadata.namespace, name: pod.spec.subdomain))
      }
    case .other:
      return []
    }
  }
}

extension ViewChange {
  /// Addresses come from Services and slices; sets and pods only tell why there are none.
  var isUrgentToPublish: Bool {
    switch self {
    case .namespace, .service, .slice: true
    case .set, .pod, .other: false
    }
  }
}

extension Pod {
  /// What names and their explanations depend on; other changes of a pod are of no concern to them.
  struct PublicationState: Equatable {
    var uid, hostname, subdomain, phase: String
    var addresses: [String]
    var isReady, isTerminating: Bool
    var labels: [String: String]
  }

  /// Compared before and after a change, which is cheaper than publishing to no effect.
  var publicationState: PublicationState {
    PublicationState(
      uid: metadata.uid, hostname: spec.hostname, subdomain: spec.subdomain, phase: status.phase,
      addresses: addresses, isReady: isReady, isTerminating: isTerminating,
      labels: metadata.labels)
  }

  /// `podIPs`, or the one `podIP` of who writes only that.
  var addresses: [String] {
    status.podIPs.isEmpty && !status.podIP.isEmpty ? [status.podIP] : status.podIPs
  }
}
