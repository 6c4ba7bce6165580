import ObjectStore
import Objects

/// The machine that simulated pods seem to run on: this one.
package struct SystemNode: Hashable, Sendable {
  package var name: String
  /// The addresses of this machine, as pods would reach it.
  package var addresses: [String]
  /// Where its pods get their addresses from, as `10.244.0.0/16`.
  package var podBlocks: [String]
  /// What a kubelet would be: `v1.36.2-ordinal`.
  package var version: String
  package var machine: MachineFacts

  package init(
    name: String = "ordinal", addresses: [String] = ["127.0.0.1"], podBlocks: [String] = [],
    version: String = "v1.36.2-ordinal", machine: MachineFacts = .current
  ) {
    self.name = name
    self.addresses = addresses
    self.podBlocks = podBlocks
    self.version = version
    self.machine = machine
  }

  /// What a kubelet writes when it registers, and where anything of it has changed since.
  func writes(in view: ClusterView, at now: Timestamp) -> [Write] {
    guard let old = view.object(of: .node, NamespacedName(namespace: "", name: name)) else {
      var node = GenericObject(
        resource: .node, metadata: ObjectMetadata(name: name, labels: labels), body: [:])
      if let first = podBlocks.first {
        node.body["spec"] = [
          "podCIDR": .string(first), "podCIDRs": .array(podBlocks.map { .string($0) }),
        ]
      }
      return [.create(node.with("status", status(of: nil, at: now)))]
    }
    guard old.metadata.deletionTimestamp == nil else { return [] }
    let status = status(of: old, at: now)
    return status == old.body["status"] ? [] : [.updateStatus(old.with("status", status))]
  }

  private var labels: [String: String] {
    [
      "kubernetes.io/hostname": name, "kubernetes.io/os": "linux",
      "kubernetes.io/arch": machine.architecture, "beta.kubernetes.io/os": "linux",
      "beta.kubernetes.io/arch": machine.architecture,
    ]
  }

  private func status(of old: GenericObject?, at now: Timestamp) -> Value {
    var status = old?.body["status"]?.object ?? [:]
    let capacity: Value = [
      "cpu": .string("\(machine.processors)"), "memory": .string("\(machine.memoryKibibytes)Ki"),
      "pods": "65536",
    ]
    status["capacity"] = capacity
    status["allocatable"] = capacity
    status["addresses"] = .array(
      addresses.map { ["type": "InternalIP", "address": .string($0)] }
        + [["type": "Hostname", "address": .string(name)]])
    status["nodeInfo"] = [
      "machineID": .string(machine.identifier), "systemUUID": .string(machine.identifier),
      "bootID": .string(machine.bootIdentifier), "kernelVersion": .string(machine.kernel),
      "osImage": .string(machine.system), "containerRuntimeVersion": "simulated://1",
      "kubeletVersion": .string(version), "kubeProxyVersion": "", "operatingSystem": "linux",
      "architecture": .string(machine.architecture),
    ]
    let known = status["conditions"]?.array ?? []
    status["conditions"] = .array(Self.conditions.map { $0.value(known, at: now) })
    return .object(status)
  }

  private static let conditions = [
    NodeCondition(
      type: "MemoryPressure", status: "False", reason: "KubeletHasSufficientMemory",
      message: "kubelet has sufficient memory available"),
    NodeCondition(
      type: "DiskPressure", status: "False", reason: "KubeletHasNoDiskPressure",
      message: "kubelet has no disk pressure"),
    NodeCondition(
      type: "PIDPressure", status: "False", reason: "KubeletHasSufficientPID",
      message: "kubelet has sufficient PID available"),
    NodeCondition(
      type: "Ready", status: "True", reason: "KubeletReady",
      message: "kubelet is posting ready status"),
  ]
}

/// One thing that a kubelet says of its node.
private struct NodeCondition {
  var type, status, reason, message: String

  /// One that is there in this state stays with its times: nothing beats a heart here.
  func value(_ known: [Value], at now: Timestamp) -> Value {
    let time = Value.string(now.truncatedToSeconds.description)
    let old = known.first { $0["type"] == .string(type) && $0["status"] == .string(status) }
    return old
      ?? [
        "type": .string(type), "status": .string(status), "lastHeartbeatTime": time,
        "lastTransitionTime": time, "reason": .string(reason), "message": .string(message),
      ]
  }
}
