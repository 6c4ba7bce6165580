/// A pod (`v1` Pod): where a replica runs and at which addresses.
package struct Pod: Hashable, Sendable {
  package var metadata: ObjectMetadata
  package var spec: PodSpec
  package var status: PodStatus

  package init(metadata: ObjectMetadata, spec: PodSpec = PodSpec(), status: PodStatus = PodStatus())
  {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }
}

/// What controllers read and write of a pod's spec; the containers are one shared subtree, so that
/// the pods of a revision share its memory.
package struct PodSpec: Hashable, Sendable {
  package var hostname: String
  package var subdomain: String
  package var nodeName: String
  package var terminationGracePeriodSeconds: Int64?
  /// `spec.volumes`, entries as they came.
  package var volumes: [Value]
  package var containers: [Container]
  package var readinessGates: [String]
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

package struct Container: Hashable, Sendable {
  package var name: String
  package var image: String
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

package struct ContainerPort: Hashable, Sendable {
  package var name: String
  package var containerPort: Int32
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

package struct PodStatus: Hashable, Sendable {
  /// Pending, Running, Succeeded, Failed, Unknown; empty until something sets it.
  package var phase: String
  package var podIP: String
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
  package func condition(_ type: String) -> PodCondition? {
    status.conditions.first { $0.type == type }
  }

  /// Its condition Ready is True.
  package var isReady: Bool { condition("Ready")?.status == "True" }
  package var isTerminating: Bool { metadata.deletionTimestamp != nil }
  /// Succeeded or Failed: it runs no more and never will.
  package var isTerminal: Bool { status.phase == "Succeeded" || status.phase == "Failed" }
}
