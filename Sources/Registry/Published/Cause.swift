package import Wire

/// Why a name answers nothing: one row a cause, with the INFO-CODE and text of its Extended DNS
/// Error (RFC 8914). `ordinal explain` prints the same rows.
package enum Cause: Hashable, Sendable {
  /// The server has not read its objects yet.
  case notSynced
  /// No zone of this server holds the name.
  case outsideZones
  /// Only class IN is served.
  case outsideClass
  /// Not one of the names that a cluster's domain has.
  case outsideSchema
  case noSuchNamespace
  case noSuchService(namespace: String)
  /// A name below a Service with a cluster address; only headless Services have one a pod.
  case notHeadless(service: String)
  /// The Service that a set names in `serviceName` does not exist.
  case noGoverningService(set: String, service: String)
  /// The Service that governs a set is not headless.
  case governingServiceNotHeadless(set: String, service: String)
  /// The pod is there and its address is withheld until it is Ready.
  case podNotReady(pod: String)
  /// The pod is being deleted.
  case podTerminating(pod: String)
  /// The pod has no address yet.
  case podPending(pod: String, reason: String)
  /// Its set makes it only after another pod is Ready.
  case podWaiting(pod: String, predecessor: String)
  /// Its set is about to make it.
  case podNotCreated(pod: String)
  /// A pod exists but the Service does not select it.
  case podNotSelected(pod: String, service: String)
  /// The pod is Ready, but its hostname and subdomain do not make this name of it.
  case podNamedElsewhere(pod: String, service: String)
  /// An ordinal that its set does not have.
  case outsideReplicas(pod: String, set: PublishedService.Ordinals)
  case noSuchHost(service: String)
  case noSuchPort(service: String)
  /// `_web._tcp.web-0.SERVICE`, which people try (kubernetes/dns#184).
  case belowHost(service: String)
  /// The selector of the Service matches no pod.
  case selectsNothing(service: String, selector: String)
  /// The Service has no selector and nobody wrote endpoints for it.
  case noEndpoints(service: String)
  case nothingReady(service: String, pods: Int)
  case noPorts(service: String)
  case externalNameIsAddress(service: String)
  case noAddressOfFamily(name: String, family: String)
  case notAnAddress
  /// Zone transfers are not served.
  case noTransfer
}

extension Cause {
  package var code: ExtendedErrorCode {
    switch self {
    case .notSynced, .podNotReady, .podPending, .podWaiting, .podNotCreated, .nothingReady:
      .notReady
    case .outsideZones, .outsideClass: .notAuthoritative
    case .noTransfer: .prohibited
    default: .other
    }
  }

  package var text: String {
    switch self {
    case .notSynced: "the server is still reading its objects"
    case .outsideZones: "no zone of this server holds the name, and forwarding is off"
    case .outsideClass: "only class IN is served"
    case .outsideSchema:
      "names of Services end in NAMESPACE.svc and the cluster's domain, those of addresses in NAMESPACE.pod"
    case .noSuchNamespace: "no such namespace"
    case .noSuchService(let namespace): "no such Service in namespace \(namespace)"
    case .notHeadless(let service):
      "Service \(service) is not headless: its pods have no names of their own"
    case .noGoverningService(let set, let service):
      "serviceName \(service) of StatefulSet \(set) names no Service"
    case .governingServiceNotHeadless(let set, let service):
      "Service \(service) of StatefulSet \(set) is not headless (clusterIP is not None): "
        + "its pods have no names"
    case .podNotReady(let pod): "pod \(pod) exists but is not Ready"
    case .podTerminating(let pod): "pod \(pod) is terminating"
    case .podPending(let pod, let reason):
      "pod \(pod) has no address yet" + (reason.isEmpty ? "" : ": \(reason)")
    case .podWaiting(let pod, let predecessor):
      "pod \(pod) is waiting for \(predecessor) to be Ready"
    case .podNotCreated(let pod): "pod \(pod) is not created yet"
    case .podNotSelected(let pod, let service):
      "pod \(pod) exists but the selector of Service \(service) does not match it"
    case .podNamedElsewhere(let pod, let service):
      "pod \(pod) is Ready, but its spec.hostname and spec.subdomain are not \(pod) and \(service)"
    case .outsideReplicas(let pod, let set):
      "no pod \(pod): replicas is \(set.replicas) (StatefulSet \(set.name) has \(set.range))"
    case .noSuchHost(let service): "no pod or endpoint of this name behind Service \(service)"
    case .belowHost(let service):
      "a pod's name has none below it; SRV records are at _PORT._PROTOCOL.\(service), and at the pod's name"
    case .noSuchPort(let service): "Service \(service) has no such port and protocol"
    case .selectsNothing(let service, let selector):
      "selector \(selector) of Service \(service) matches no pod"
    case .noEndpoints(let service): "Service \(service) has no selector and no endpoints"
    case .nothingReady(let service, let pods):
      "none of the \(pods) pods behind Service \(service) is Ready"
    case .noPorts(let service): "Service \(service) has no ports, so no SRV records"
    case .externalNameIsAddress(let service):
      "externalName of Service \(service) is an address, and an alias needs a name"
    case .noAddressOfFamily(let name, let family): "\(name) has no \(family) address"
    case .notAnAddress: "the first label is not an address with dashes"
    case .noTransfer: "zone transfers are not allowed to this address"
    }
  }

  /// Keeps a negative answer with a name of any length within 512 octets.
  private static let longestErrorText = 160

  package var error: ExtendedDNSError {
    var text = String(text.prefix(Self.longestErrorText))
    while text.utf8.count > Self.longestErrorText { text.removeLast() }
    return ExtendedDNSError(code: code, text: text)
  }
}
