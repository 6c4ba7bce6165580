/// What of a pod's spec the rules of its containers look at.
struct ContainerTerms {
  var volumes: VolumeRules.Names
  /// The names in `spec.resourceClaims`.
  var claims: Set<String>
  /// Seconds; what sleeps longer would be killed.
  var gracePeriod: Int64
  /// Of the pod.
  var restartPolicy: String
  /// The pod's users are the node's.
  var sharesUsers: Bool

  init(_ spec: PodSpec, volumes: VolumeRules.Names) {
    self.volumes = volumes
    claims = spec.claimNames
    gracePeriod = spec.terminationGracePeriodSeconds ?? 30
    restartPolicy = spec.rest["restartPolicy"]?.string ?? ""
    sharesUsers = spec.rest["hostUsers"] != false
  }
}

extension PodSpec {
  /// Containers of all three kinds with their places, in the order in which upstream visits them.
  func allContainers(at path: FieldPath) -> [(container: Container, path: FieldPath)] {
    [
      ("initContainers", initContainers), ("containers", containers),
      ("ephemeralContainers", ephemeralContainers),
    ].flatMap { field, containers in
      containers.enumerated().map { ($0.element, path.field(field).index($0.offset)) }
    }
  }

  var initContainers: [Container] {
    (rest["initContainers"]?.array ?? []).map(Container.init(value:))
  }

  /// Those that somebody put into the running pod to look around.
  var ephemeralContainers: [Container] {
    (rest["ephemeralContainers"]?.array ?? []).map(Container.init(value:))
  }
}
