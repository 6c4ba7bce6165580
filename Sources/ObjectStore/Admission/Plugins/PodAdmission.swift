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

  package func prepare(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) -> any KubernetesObject {
    guard var pod = object as? Pod else { return object }
    if let old = old as? Pod {
      pod.spec.keepAdmitted(of: old.spec)
      return pod
    }
    let namespace = pod.metadata.namespace
    pod.spec.complete(account: { accounts[NamespacedName(namespace: namespace, name: $0)] }, tokens)
    return pod
  }

  /// An account that there is not is refused, but for the one that every namespace gets soon.
  package func admit(
    _ object: any KubernetesObject, replacing old: (any KubernetesObject)?
  ) throws(StoreError) -> any KubernetesObject {
    guard let pod = object as? Pod else { return object }
    if old != nil { return pod }
    if let name = pod.spec.accountName, name != PodSpec.defaultAccount,
      accounts[NamespacedName(namespace: pod.metadata.namespace, name: name)] == nil
    {
      throw .forbidden(
        Pod.resource, name: pod.metadata.name,
        reason: "error looking up service account \(pod.metadata.namespace)/\(name): "
          + "serviceaccount \"\(name)\" not found")
    }
    if let reason = pod.spec.priorityProblem {
      throw .forbidden(Pod.resource, name: pod.metadata.name, reason: reason)
    }
    return parts.share(pod)
  }
}

extension PodSpec {
  fileprivate static let defaultAccount = "default"

  fileprivate var accountName: String? { rest["serviceAccountName"]?.string }

  fileprivate mutating func complete(
    account: (String) -> GenericObject?, _ tokens: TokenVolumes
  ) {
    // The older of the two names still counts where the newer one is not given.
    let names = [rest["serviceAccountName"], rest["serviceAccount"]].compactMap { $0?.string }
    let name = names.first { !$0.isEmpty } ?? Self.defaultAccount
    rest["serviceAccountName"] = .string(name)
    rest["serviceAccount"] = .string(name)
    let account = account(name)
    if rest["imagePullSecrets"]?.array ?? [] == [], let secrets = account?.body["imagePullSecrets"]
    {
      rest["imagePullSecrets"] = secrets
    }
    let field = "automountServiceAccountToken"
    if rest[field]?.bool ?? account?.body[field]?.bool ?? true { tokens.mount(in: &self) }
    tolerateLostNodes()
    if rest["priority"] == nil { rest["priority"] = .integer(classPriority ?? 0) }
    if rest["preemptionPolicy"] == nil { rest["preemptionPolicy"] = .string(Self.preemption) }
  }

  /// An update that leaves out what admission added keeps it.
  fileprivate mutating func keepAdmitted(of old: PodSpec) {
    for field in ["priority", "preemptionPolicy"] where rest[field] == nil {
      rest[field] = old.rest[field]
    }
    tolerateLostNodes()
  }

  /// A node that cannot be reached loses its pods after five minutes, unless they say otherwise.
  private mutating func tolerateLostNodes() {
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

extension PodSpec {
  fileprivate static let preemption = "PreemptLowerPriority"
  /// No classes are served but upstream's own two.
  private static let classes: [String: Int64] = [
    "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
  ]

  private var className: String { rest["priorityClassName"]?.string ?? "" }

  /// nil: there is no such class.
  fileprivate var classPriority: Int64? { className.isEmpty ? 0 : Self.classes[className] }

  /// Priorities come from classes alone.
  fileprivate var priorityProblem: String? {
    guard let priority = classPriority else {
      return "no PriorityClass with name \(className) was found"
    }
    if let given = rest["priority"]?.integer, given != priority {
      return "the integer value of priority (\(given)) must not be provided in pod spec; priority "
        + "admission controller computed \(priority) from the given PriorityClass name"
    }
    if let given = rest["preemptionPolicy"]?.string, given != Self.preemption {
      return "the string value of PreemptionPolicy (\(given)) must not be provided in pod spec; "
        + "priority admission controller computed \(Self.preemption) from the given PriorityClass "
        + "name"
    }
    return nil
  }
}
