/// A set of pods with stable names (`apps/v1` StatefulSet).
package struct StatefulSet: Hashable, Sendable {
  package var metadata: ObjectMetadata
  package var spec: StatefulSetSpec
  package var status: StatefulSetStatus

  package init(
    metadata: ObjectMetadata, spec: StatefulSetSpec, status: StatefulSetStatus = StatefulSetStatus()
  ) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }
}

/// What is wanted. Everything but replicas, ordinals, the template, the update strategy, history,
/// retention and minReadySeconds is fixed for the life of the set.
package struct StatefulSetSpec: Hashable, Sendable {
  /// The headless Service under which the pods have names. It need not exist for pods to be made.
  package var serviceName: String
  /// nil until defaulted to 1.
  package var replicas: Int32?
  /// Which pods belong to the set; must match the template's labels.
  package var selector: LabelSelector
  package var template: PodTemplate
  /// PersistentVolumeClaims that each pod gets a copy of, whole objects.
  package var volumeClaimTemplates: [Value]
  /// OrderedReady or Parallel; empty until defaulted.
  package var podManagementPolicy: String
  /// RollingUpdate or OnDelete; empty until defaulted.
  package var updateStrategyType: String
  /// nil where the strategy has no `rollingUpdate` at all, which defaults leave so where a type was
  /// given.
  package var rollingUpdate: RollingUpdate?
  /// How many revisions are kept beside those in use; a negative number keeps all.
  package var revisionHistoryLimit: Int32?
  /// Seconds that a pod must stay Ready to count as available.
  package var minReadySeconds: Int32
  /// The first ordinal; nil where `spec.ordinals` is not there at all.
  package var ordinalsStart: Int32?
  /// Retain or Delete; empty until defaulted.
  package var retainWhenDeleted: String
  package var retainWhenScaled: String

  package init(
    serviceName: String = "", replicas: Int32? = nil, selector: LabelSelector = LabelSelector(),
    template: PodTemplate = PodTemplate(), volumeClaimTemplates: [Value] = [],
    podManagementPolicy: String = "", updateStrategyType: String = "",
    rollingUpdate: RollingUpdate? = nil, revisionHistoryLimit: Int32? = nil,
    minReadySeconds: Int32 = 0, ordinalsStart: Int32? = nil, retainWhenDeleted: String = "",
    retainWhenScaled: String = ""
  ) {
    self.serviceName = serviceName
    self.replicas = replicas
    self.selector = selector
    self.template = template
    self.volumeClaimTemplates = volumeClaimTemplates
    self.podManagementPolicy = podManagementPolicy
    self.updateStrategyType = updateStrategyType
    self.rollingUpdate = rollingUpdate
    self.revisionHistoryLimit = revisionHistoryLimit
    self.minReadySeconds = minReadySeconds
    self.ordinalsStart = ordinalsStart
    self.retainWhenDeleted = retainWhenDeleted
    self.retainWhenScaled = retainWhenScaled
  }

  /// The ordinals that the set is to have: `[start, start + replicas)`.
  package var ordinals: Range<Int> {
    let start = Int(ordinalsStart ?? 0)
    return start..<(start + max(0, Int(replicas ?? 1)))
  }
}

/// How a rolling update goes on.
package struct RollingUpdate: Hashable, Sendable {
  /// Pods at and above this index, counted from the first ordinal, get a new revision; nil until
  /// defaulted to 0.
  package var partition: Int32?
  /// A number or a share like `30%`; needs a feature gate.
  package var maxUnavailable: Value?

  package init(partition: Int32? = nil, maxUnavailable: Value? = nil) {
    self.partition = partition
    self.maxUnavailable = maxUnavailable
  }
}

/// What pods are made from; its octets make the name of a revision (see ``RevisionData``).
package struct PodTemplate: Hashable, Sendable {
  package var labels: [String: String]
  package var annotations: [String: String]
  package var spec: PodSpec
  /// What else the template's metadata held.
  package var rest: [String: Value]

  package init(
    labels: [String: String] = [:], annotations: [String: String] = [:],
    spec: PodSpec = PodSpec(), rest: [String: Value] = [:]
  ) {
    self.labels = labels
    self.annotations = annotations
    self.spec = spec
    self.rest = rest
  }
}

/// What the controller saw last. Counts are of pods, and never of claims.
package struct StatefulSetStatus: Hashable, Sendable {
  /// The generation of the spec that the other fields speak of.
  package var observedGeneration: Int64
  /// Pods that exist.
  package var replicas: Int32
  package var readyReplicas: Int32
  /// Pods that have been Ready for `minReadySeconds`.
  package var availableReplicas: Int32
  package var currentReplicas: Int32
  package var updatedReplicas: Int32
  package var currentRevision: String
  package var updateRevision: String
  /// How often a revision's name was taken by other data; part of the hash.
  package var collisionCount: Int32?
  package var rest: [String: Value]

  package init(
    observedGeneration: Int64 = 0, replicas: Int32 = 0, readyReplicas: Int32 = 0,
    availableReplicas: Int32 = 0, currentReplicas: Int32 = 0, updatedReplicas: Int32 = 0,
    currentRevision: String = "", updateRevision: String = "", collisionCount: Int32? = nil,
    rest: [String: Value] = [:]
  ) {
    self.observedGeneration = observedGeneration
    self.replicas = replicas
    self.readyReplicas = readyReplicas
    self.availableReplicas = availableReplicas
    self.currentReplicas = currentReplicas
    self.updatedReplicas = updatedReplicas
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
    self.collisionCount = collisionCount
    self.rest = rest
  }
}
