import ClusterNames
import Controllers
import ObjectStore
import Objects
import Registry
import Resolver
import Wire

/// What the objects behind a name say of it: the pod, its set, the Service; and where a name is
/// wrong, which one is likely meant.
struct ObjectFacts {
  let name: DomainName
  let outcome: Outcome
  let view: ClusterView
  let domain: ClusterDomain

  /// As many objects as a person reads.
  static let limit = 10

  var lines: [String] {
    let hints =
      outcome.kind == .answer ? [] : NameHints(name: name, view: view, domain: domain).lines
    return objects + hints
  }

  private var objects: [String] {
    switch ClusterName(name, under: domain) {
    case .service(let service):
      return facts(of: service) + unreadyPods(of: service.key)
    case .host(let label, let service):
      return pod(label, in: service) + facts(of: service)
    case .port(_, _, let service, _), .transport(_, let service):
      return facts(of: service) + unreadyPods(of: service.key)
    case .reverse(let address), .podAddress(let address, _):
      return holders(of: address)
    case .namespace(let namespace):
      return services(in: namespace.rawValue)
    default:
      return []
    }
  }

  /// Why a name that exists has no records of a type; queries are not told, as nothing is wrong.
  func cause(ofMissing type: RecordType) -> Cause? {
    guard outcome.kind == .noData, outcome.answers.isEmpty else { return nil }
    switch (ClusterName(name, under: domain), type) {
    case (.service(let service), .srv), (.host(_, let service), .srv):
      let hasPorts = view.services[service.key]?.spec.ports.isEmpty == false
      return hasPorts ? nil : .noPorts(service: service.service.rawValue)
    case (.service, .a), (.host, .a), (.podAddress, .a), (.port, .a):
      return .noAddressOfFamily(name: name.relativeText, family: "IPv4")
    case (.service, .aaaa), (.host, .aaaa), (.podAddress, .aaaa), (.port, .aaaa):
      return .noAddressOfFamily(name: name.relativeText, family: "IPv6")
    default:
      return nil
    }
  }

  // MARK: Services and sets

  private func facts(of domain: ServiceDomain) -> [String] {
    let key = domain.key
    var lines: [String] = []
    if let service = view.services[key] {
      lines.append("Service \(key) \(describe(service))")
      lines += ports(of: service)
    }
    for set in view.sets(governedBy: key) {
      let wanted = set.spec.ordinals
      lines.append(
        "StatefulSet \(set.metadata.namespace)/\(set.metadata.name) names it in serviceName: "
          + "replicas is \(wanted.count), \(set.status.readyReplicas) ready")
      let octets = set.metadata.name.utf8.count
      if octets > StatefulSetName.practicalLimit {
        lines.append(
          "its name has \(octets) octets: with more than \(StatefulSetName.practicalLimit) its "
            + "pods cannot be created, because their label controller-revision-hash gets too long")
      }
    }
    return lines
  }

  private func describe(_ service: Service) -> String {
    if service.spec.type == "ExternalName" { return "is an alias for \(service.spec.externalName)" }
    let kind = service.isHeadless ? "headless" : service.spec.type
    let addresses =
      service.isHeadless
      ? "" : ", cluster address \(service.spec.clusterIPs.joined(separator: ", "))"
    let endpoints = view.slices(of: service.namespacedName).flatMap(\.endpoints)
    if !service.isHeadless, service.spec.selector.isEmpty { return "is \(kind)\(addresses)" }
    let selector = service.spec.selector.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    let ready = endpoints.count { $0.isReady != false }
    return "is \(kind)\(addresses), selector \(selector.isEmpty ? "none" : selector), "
      + "\(ready) of \(endpoints.count) endpoints ready"
  }

  private func ports(of service: Service) -> [String] {
    guard service.spec.type != "ExternalName" else { return [] }
    guard !service.spec.ports.isEmpty else { return ["it has no ports, so no SRV records"] }
    let ports = service.spec.ports.map { port in
      "\(port.name.isEmpty ? "(no name)" : port.name) \(port.port)/\(port.transport)"
    }
    let hasUnnamed = service.spec.ports.contains(where: \.name.isEmpty)
    return ["its ports: \(ports.joined(separator: ", "))"]
      + (hasUnnamed ? ["a port without a name has no _PORT._PROTOCOL name"] : [])
  }

  private func services(in namespace: String) -> [String] {
    let names = view.services.all(in: namespace).map(\.metadata.name)
    guard !names.isEmpty else { return ["Namespace \(namespace) has no Services"] }
    let first = names.prefix(Self.limit).joined(separator: ", ")
    let more = names.count > Self.limit ? " and \(names.count - Self.limit) more" : ""
    return [
      "Namespace \(namespace) has Services \(first)\(more)"
    ]
  }

  // MARK: Pods

  /// The pods that keep a Service from answering.
  private func unreadyPods(of key: NamespacedName) -> [String] {
    guard outcome.kind != .answer, let service = view.services[key] else { return [] }
    let pods = view.pods(selectedBy: service.spec.selector, in: key.namespace)
      .filter { !$0.isReady || $0.isTerminating }
    return pods.prefix(Self.limit).map(describe)
      + (pods.count > Self.limit ? ["and \(pods.count - Self.limit) pods more"] : [])
  }

  /// The pod of a name; or the one that it waits for.
  private func pod(_ name: String, in service: ServiceDomain) -> [String] {
    let namespace = service.namespace.rawValue
    if let pod = view.pods[namespace, name] { return [describe(pod)] }
    guard case .podWaiting(_, let predecessor)? = outcome.cause else { return [] }
    return view.pods[namespace, predecessor].map { [describe($0)] } ?? []
  }

  private func holders(of address: IPAddress) -> [String] {
    let text = address.description
    let pods = view.pods.all.filter { $0.status.podIPs.contains(text) }
    let services = view.services.all.filter { $0.spec.clusterIPs.contains(text) }
    return pods.flatMap { [describe($0)] + reasonWithoutName($0) }
      + services.map { "Service \($0.namespacedName) has this cluster address" }
  }

  /// A pod's address has a name only behind a Service.
  private func reasonWithoutName(_ pod: Pod) -> [String] {
    let services = view.services(selecting: pod.metadata.labels, in: pod.metadata.namespace)
    return services.isEmpty ? ["no Service selects it, so its address has no name"] : []
  }

  private func describe(_ pod: Pod) -> String {
    let addresses =
      pod.status.podIPs.isEmpty ? "no address" : pod.status.podIPs.joined(separator: ", ")
    let phase =
      pod.isTerminating ? "Terminating" : pod.status.phase.isEmpty ? "new" : pod.status.phase
    return "pod \(pod.metadata.namespace)/\(pod.metadata.name) is \(phase), "
      + "\(pod.isReady ? "Ready" : "not Ready\(reason(of: pod))"), \(addresses)"
  }

  private func reason(of pod: Pod) -> String {
    let messages = pod.status.conditions.filter { $0.status == "False" }.map(\.message)
    return messages.first { !$0.isEmpty }.map { " (\($0))" } ?? ""
  }
}

extension ServiceDomain {
  var key: NamespacedName {
    NamespacedName(namespace: namespace.rawValue, name: service.rawValue)
  }
}
