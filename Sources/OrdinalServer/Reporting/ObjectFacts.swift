import ClusterNames
import Controllers
import ObjectStore
import Objects

/// What the objects behind a name say of it: the pod, its set, the Service.
enum ObjectFacts {
  static func lines(about name: DomainName, in view: ClusterView, domain: ClusterDomain) -> [String]
  {
    switch ClusterName(name, under: domain) {
    case .service(let service):
      return self.service(service, in: view)
    case .host(let label, let service):
      return pod(label, service.namespace.rawValue, in: view) + self.service(service, in: view)
    case .port(_, _, let service, _), .transport(_, let service):
      return self.service(service, in: view)
    case .reverse(let address):
      return holder(of: address, in: view)
    case .podAddress(let address, _):
      return holder(of: address, in: view)
    default:
      return []
    }
  }

  private static func service(_ domain: ServiceDomain, in view: ClusterView) -> [String] {
    let key = NamespacedName(
      namespace: domain.namespace.rawValue, name: domain.service.rawValue)
    var lines: [String] = []
    if let service = view.services[key] {
      let kind = service.isHeadless ? "headless" : service.spec.type
      let selector = service.spec.selector.sorted { $0.key < $1.key }
        .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      let endpoints = view.slices(of: key).flatMap(\.endpoints)
      let ready = endpoints.count { $0.isReady != false }
      lines.append(
        "Service \(key) is \(kind), selector \(selector.isEmpty ? "none" : selector), "
          + "\(ready) of \(endpoints.count) endpoints ready")
      if service.spec.ports.isEmpty { lines.append("it has no ports, so no SRV records") }
    }
    for set in view.sets(governedBy: key) {
      let wanted = set.spec.ordinals
      lines.append(
        "StatefulSet \(set.metadata.namespace)/\(set.metadata.name) names it in serviceName: "
          + "replicas is \(wanted.count), \(set.status.readyReplicas) ready")
    }
    return lines
  }

  private static func pod(_ name: String, _ namespace: String, in view: ClusterView) -> [String] {
    guard let pod = view.pods[namespace, name] else { return [] }
    return [describe(pod)]
  }

  private static func holder(of address: IPAddress, in view: ClusterView) -> [String] {
    let text = address.description
    let pods = view.pods.all.filter { $0.status.podIPs.contains(text) }
    let services = view.services.all.filter { $0.spec.clusterIPs.contains(text) }
    return pods.map(describe)
      + services.map {
        "Service \($0.metadata.namespace)/\($0.metadata.name) has this cluster address"
      }
  }

  private static func describe(_ pod: Pod) -> String {
    let addresses =
      pod.status.podIPs.isEmpty ? "no address" : pod.status.podIPs.joined(separator: ", ")
    let phase = pod.isTerminating ? "Terminating" : pod.status.phase
    return "pod \(pod.metadata.namespace)/\(pod.metadata.name) is \(phase), "
      + "\(pod.isReady ? "Ready" : "not Ready"), \(addresses)"
  }
}
