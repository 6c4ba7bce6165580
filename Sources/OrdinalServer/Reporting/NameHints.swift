import ClusterNames
import Controllers
import ObjectStore
import Objects

/// The names that somebody may have meant by one that does not resolve: a pod without its Service,
/// a Service in another namespace, a name without the cluster's domain.
struct NameHints {
  let name: DomainName
  let view: ClusterView
  let domain: ClusterDomain

  var lines: [String] {
    hints.prefix(ObjectFacts.limit).map { "hint: \($0)" }
  }

  private var hints: [String] {
    switch ClusterName(name, under: domain) {
    case .outside: return wholeNames
    case .host(let label, let service):
      let hints = otherNames(ofPod: label, in: service.namespace.rawValue, below: service)
      return hints.isEmpty ? otherNamespaces(of: service) : hints
    case .service(let service):
      let pods = otherNames(
        ofPod: service.service.rawValue, in: service.namespace.rawValue, below: service)
      return pods.isEmpty ? otherNamespaces(of: service) : pods
    case .port(_, _, let service, _), .transport(_, let service):
      return otherNamespaces(of: service)
    default: return []
    }
  }

  /// The name under which a pod is published, where its Service is another or its hostname is.
  private func otherNames(
    ofPod label: String, in namespace: String, below service: ServiceDomain
  ) -> [String] {
    guard let pod = view.pods[namespace, label] else { return [] }
    let hostname = pod.spec.hostname.isEmpty ? pod.metadata.name : pod.spec.hostname
    guard !pod.spec.subdomain.isEmpty else {
      return ["pod \(namespace)/\(label) has no subdomain, and so no name below a Service"]
    }
    guard pod.spec.subdomain != service.service.rawValue || hostname != label else { return [] }
    let host = "\(hostname).\(pod.spec.subdomain).\(namespace).\(domain.servicesName.relativeText)"
    return [
      "pod \(namespace)/\(label) has hostname \(hostname) and subdomain \(pod.spec.subdomain): "
        + "its name is \(host)"
    ]
  }

  private func otherNamespaces(of service: ServiceDomain) -> [String] {
    guard view.services[service.key] == nil else { return [] }
    let others = view.services.all.filter { $0.metadata.name == service.service.rawValue }
    return others.compactMap { other in
      guard let namespace = try? NamespaceName(other.metadata.namespace) else { return nil }
      let there = ServiceDomain(service: service.service, namespace: namespace, domain: domain)
      return "Service \(other.namespacedName) is \(there.name.relativeText)"
    }
  }

  /// Names are whole here: no search list is applied.
  private var wholeNames: [String] {
    let suffixes = ["", "svc."].map { "\($0)\(domain.rawValue)" }
    return suffixes.compactMap { suffix in
      guard let whole = try? DomainName("\(name.relativeText).\(suffix)"), isKnown(whole) else {
        return nil
      }
      return "names are whole here, without a search list: \(whole.relativeText)"
    }
  }

  private func isKnown(_ name: DomainName) -> Bool {
    switch ClusterName(name, under: domain) {
    case .service(let service), .host(_, let service), .port(_, _, let service, _):
      view.services[service.key] != nil
    default: false
    }
  }
}
