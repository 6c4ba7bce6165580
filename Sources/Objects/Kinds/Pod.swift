/// A pod (`v1` Pod): where a replica runs and at which addresses.
///
/// Controllers look at all pods of a set again and again, and the store keeps several versions of each.
/// So a copy is three references instead of some thirty, and a new status shares its pod's spec.
package struct Pod: Hashable, Sendable {
  @usableFromInline var sharedMetadata: Shared<ObjectMetadata>
  @usableFromInline var sharedSpec: Shared<PodSpec>
  @usableFromInline var sharedStatus: Shared<PodStatus>

  @inlinable package var metadata: ObjectMetadata {
    @inline(__always) _read { yield sharedMetadata.part }
    _modify { yield &sharedMetadata.part }
  }
  @inlinable package var spec: PodSpec {
    @inline(__always) _read { yield sharedSpec.part }
    _modify { yield &sharedSpec.part }
  }
  @inlinable package var status: PodStatus {
    @inline(__always) _read { yield sharedStatus.part }
    _modify { yield &sharedStatus.part }
  }

  package init(metadata: ObjectMetadata, spec: PodSpec = PodSpec(), status: PodStatus = PodStatus())
  {
    sharedMetadata = Shared(metadata)
    sharedSpec = Shared(spec)
    sharedStatus = Shared(status)
  }
}

/// What controllers read and write of a pod's spec; the containers are one shared subtree, so that
/// the pods of a revision share its memory.
package struct PodSpec: Hashable, Sendable {
  /// Its label under ``subdomain``; a set's pods have their own name here.
  package var hostname: String
  /// The governing Service: with ``hostname`` it makes the pod's DNS name (K8s DNS §2.4.1).
  package var subdomain: String
  /// Where it was scheduled to; empty until then.
  package var nodeName: String
  /// Seconds between the request to delete a pod and its end; nil until defaulted to 30.
  package var terminationGracePeriodSeconds: Int64?
  /// `spec.volumes`, entries as they came.
  package var volumes: [Value]
  package var containers: [Container]
  /// Conditions that must be True besides the containers' readiness.
  package var readinessGates: [String]
  /// The fields that have no property here, as they came.
  package var rest: [String: Value]

  package init(
    hostname: String = "", subdomain: String = "", nodeName: String = "",
    terminationGracePeriodSeconds: Int64? = nil, volumes: [Value] = [],
    containers: [Container] = [], readinessGates: [String] = [], rest: [String: Value] = [:]
  ) {
    self.hostname = hostname
    self.subdomain = subdomain
    self.nodeName = nodeName
    self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
    self.volumes = volumes
    self.containers = containers
    self.readinessGates = readinessGates
    self.rest = rest
  }
}

/// What a pod runs (`spec.containers[]`). Nothing here starts one; its ports give names to a
/// Service's target ports.
package struct Container: Hashable, Sendable {
  package var name: String
  package var image: String
  /// The ports that have names for Services to refer to; the list opens nothing.
  package var ports: [ContainerPort]
  package var rest: [String: Value]

  package init(
    name: String, image: String = "", ports: [ContainerPort] = [], rest: [String: Value] = [:]
  ) {
    self.name = name
    self.image = image
    self.ports = ports
    self.rest = rest
  }
}

/// A port that a container says it listens on (`ports[]`).
package struct ContainerPort: Hashable, Sendable {
  package var name: String
  /// 1 to 65535; 0 stands for a port that was left out, which validation refuses.
  package var containerPort: Int32
  /// `TCP`, `UDP` or `SCTP`: `protocol` in the API, which is a word of Swift's.
  package var transport: String
  package var rest: [String: Value]

  package init(
    name: String = "", containerPort: Int32, transport: String = "TCP", rest: [String: Value] = [:]
  ) {
    self.name = name
    self.containerPort = containerPort
    self.transport = transport
    self.rest = rest
  }
}

/// What a kubelet, or what stands in for one, tells of a pod.
package struct PodStatus: Hashable, Sendable {
  /// Pending, Running, Succeeded, Failed, Unknown; empty until something sets it.
  package var phase: String
  /// The first of ``podIPs``, repeated as the API does.
  package var podIP: String
  /// One address a family, the preferred family first.
  package var podIPs: [String]
  package var conditions: [PodCondition]
  package var startTime: Timestamp?
  package var rest: [String: Value]

  package init(
    phase: String = "", podIP: String = "", podIPs: [String] = [],
    conditions: [PodCondition] = [], startTime: Timestamp? = nil, rest: [String: Value] = [:]
  ) {
    self.phase = phase
    self.podIP = podIP
    self.podIPs = podIPs
    self.conditions = conditions
    self.startTime = startTime
    self.rest = rest
  }
}

/// One aspect of a pod's life, of which `Ready` decides about its names (`status.conditions[]`).
package struct PodCondition: Hashable, Sendable {
  package var type: String
  /// True, False or Unknown.
  package var status: String
  package var reason: String
  package var message: String
  package var lastTransitionTime: Timestamp?
  package var rest: [String: Value]

  package init(
    type: String, status: String, reason: String = "", message: String = "",
    lastTransitionTime: Timestamp? = nil, rest: [String: Value] = [:]
  ) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
    self.lastTransitionTime = lastTransitionTime
    self.rest = rest
  }
}

extension Pod {
  /// The condition of a type; there is at most one.
  package func condition(_ type: String) -> PodCondition? {
    status.conditions.first { $0.type == type }
  }

  /// Its condition Ready is True.
  package var isReady: Bool {
    status.conditions.contains { $0.type == "Ready" && $0.status == "True" }
  }
  package var isTerminating: Bool { metadata.deletionTimestamp != nil }
  /// Succeeded or Failed: it runs no more and never will.
  package var isTerminal: Bool { status.phase == "Succeeded" || status.phase == "Failed" }
}
