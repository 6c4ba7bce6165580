/// Every name of one pod of a StatefulSet.
public struct PodNames: Hashable, Sendable {
  /// The name of the pod.
  public let pod: PodName
  /// The Service that governs the set.
  public let service: ServiceDomain
  /// The names of the set's claim templates.
  public let claimTemplates: [Label]

  /// Takes a pod that `StatefulSetNames` has checked: its hostname is a label, its host name fits.
  init(checked pod: PodName, service: ServiceDomain, claimTemplates: [Label]) {
    self.pod = pod
    self.service = service
    self.claimTemplates = claimTemplates
  }

  /// The number of the pod.
  public var ordinal: Ordinal { pod.ordinal }
  /// `spec.hostname` of the pod, its own name.
  public var hostname: Label { Label(unchecked: pod.description) }
  /// `spec.subdomain` of the pod, the name of the Service.
  public var subdomain: ServiceName { service.service }
  /// The name that resolves to the pod while it is ready: `web-0.httpd.sandbox.svc.cluster.local.`
  public var host: DomainName { service.name.below(pod.description) }
  /// The claims that the pod mounts, in the order of the templates.
  public var claims: [ClaimName] { claimTemplates.map { ClaimName(template: $0, pod: pod) } }

  /// The labels by which the controller marks the pod, besides the hash of its revision.
  public var labels: [String: String] {
    [Self.nameLabel: pod.description, Self.indexLabel: ordinal.description]
  }

  /// The label whose value is the name of the pod; a Service with it as selector exposes one pod.
  public static let nameLabel = "statefulset.kubernetes.io/pod-name"
  /// The label whose value is the ordinal.
  public static let indexLabel = "apps.kubernetes.io/pod-index"
}
