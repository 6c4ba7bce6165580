package import Objects

/// What admission adds to every new pod: the service account and its token's volume, tolerations,
/// and a priority (upstream's ServiceAccount, DefaultTolerationSeconds and Priority plugins).
package struct PodAdmission: AdmissionPlugin {
  private let tokens: TokenVolumes
  private let parts = SharedParts()
  private var accounts: [NamespacedName: GenericObject] = [:]

  package init(identifiers: any IdentifierSource = RandomIdentifiers()) {
    tokens = TokenVolumes(identifiers: identifiers)
  }

  package mutating func staged(_ event: StoreEvent) {
    guard event.object.resource == .serviceAccount else { return }
    accounts[event.object.namespacedName] =
      event.kind == .deleted ? nil : event.object as? GenericObject
  }

  package mutating func rebuild(from objects: [any KubernetesObject]) {
    accounts = [:]
    for case let object as GenericObject in objects where object.resource == .serviceAccount {
      accounts[object.namespacedName] = object
    }
  }

  package func complete(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard var pod = object as? Pod else { return object }
    if let old = old as? Pod {
      pod.spec.keepAdmitted(of: old.spec)
      return pod
    }
    do throws(PodRefusal) {
      try addAccount(to: &pod)
      try pod.spec.prioritize()
    } catch {
      throw .forbidden(Pod.resource, name: pod.metadata.nameBeforeCreation, reason: error.reason)
    }
    pod.spec.tolerateLostNodes()
    return pod
  }

  package func allocate(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard old == nil, let pod = object as? Pod else { return object }
    return parts.share(pod)
  }

  /// An account that there is not is refused, but for the one that every namespace gets soon.
  private func addAccount(to pod: inout Pod) throws(PodRefusal) {
    if pod.isMirror { return try pod.spec.refuseWhatMirrorsLack() }
    let name = pod.spec.completeAccountName()
    let place = NamespacedName(namespace: pod.metadata.namespace, name: name)
    guard let account = accounts[place] else {
      guard name == PodSpec.defaultAccount else {
        throw PodRefusal(
          "error looking up service account \(place): serviceaccount \"\(name)\" not found")
      }
      return pod.spec.add(account: nil, tokens)
    }
    pod.spec.add(account: account, tokens)
  }
}

extension Pod {
  /// Why admission refuses the pod, whatever accounts there are; nil: it does not.
  package var admissionProblem: String? {
    var spec = spec
    do throws(PodRefusal) {
      if isMirror { try spec.refuseWhatMirrorsLack() }
      try spec.prioritize()
      return nil
    } catch { return error.reason }
  }
}

/// Why a pod is not let in.
struct PodRefusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension PodSpec {
  fileprivate static let defaultAccount = "default"

  /// The older of the two names still counts where the newer one is not given.
  var accountName: String {
    let names = [rest["serviceAccountName"], rest["serviceAccount"]].compactMap { $0?.string }
    return names.first { !$0.isEmpty } ?? ""
  }

  fileprivate mutating func completeAccountName() -> String {
    let name = accountName.isEmpty ? Self.defaultAccount : accountName
    rest["serviceAccountName"] = .string(name)
    rest["serviceAccount"] = .string(name)
    return name
  }

  /// - Parameter account: nil: it is to be made yet.
  fileprivate mutating func add(account: GenericObject?, _ tokens: TokenVolumes) {
    if rest["imagePullSecrets"]?.array ?? [] == [], let secrets = account?.body["imagePullSecrets"]
    {
      rest["imagePullSecrets"] = secrets
    }
    let field = "automountServiceAccountToken"
    if rest[field]?.bool ?? account?.body[field]?.bool ?? true { tokens.mount(in: &self) }
  }

  /// An update that leaves out what admission added keeps it.
  fileprivate mutating func keepAdmitted(of old: PodSpec) {
    for field in ["priority", "preemptionPolicy"] where rest[field] == nil {
      rest[field] = old.rest[field]
    }
    tolerateLostNodes()
  }

  /// A node that cannot be reached loses its pods after five minutes, unless they say otherwise.
  fileprivate mutating func tolerateLostNodes() {
    var tolerations = rest["tolerations"]?.array ?? []
    for (key, toleration) in Self.lostNodes {
      let isTolerated = tolerations.contains { other in
        [key, ""].contains(other["key"]?.string ?? "")
          && ["NoExecute", ""].contains(other["effect"]?.string ?? "")
      }
      if !isTolerated { tolerations.append(toleration) }
    }
    rest["tolerations"] = .array(tolerations)
  }

  private static let lostNodes: [(String, Value)] = [
    "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable",
  ].map { key in
    let toleration: Value = [
      "key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
    ]
    return (key, toleration)
  }
}
