/// Pods to and from the API's form.
extension Pod: KubernetesObject {
  package static let resource = Resource(
    group: "", version: "v1", kind: "Pod", plural: "pods", singular: "pod", shortNames: ["po"])

  package init(value: Value) throws(FieldErrors) {
    let value = try Schema.normalize(value, of: Self.resource)
    self.init(
      metadata: try ObjectMetadata(value["metadata"]), spec: PodSpec(value: value["spec"]),
      status: PodStatus(value: value["status"]))
  }

  package var value: Value {
    Self.resource.compose(metadata, ["spec": spec.value, "status": status.value])
  }
}

/// Also the spec of a pod template.
extension PodSpec {
  package init(value: Value?) {
    var reader = FieldReader(value)
    self.init(
      hostname: reader.string("hostname"), subdomain: reader.string("subdomain"),
      nodeName: reader.string("nodeName"),
      terminationGracePeriodSeconds: reader.int64("terminationGracePeriodSeconds"),
      volumes: reader.array("volumes"),
      containers: reader.array("containers", Container.init(value:)),
      readinessGates: reader.array("readinessGates") { $0["conditionType"]?.string ?? "" })
    rest = reader.rest
  }

  package var value: Value {
    var writer = FieldWriter(rest)
    writer.put("hostname", hostname)
    writer.put("subdomain", subdomain)
    writer.put("nodeName", nodeName)
    writer.put(optional: "terminationGracePeriodSeconds", terminationGracePeriodSeconds)
    writer.put("volumes", volumes)
    // Without omitempty: a spec without containers prints null.
    writer.put("containers", containers.isEmpty ? .null : .array(containers.map(\.value)))
    writer.put("readinessGates", readinessGates.map { ["conditionType": .string($0)] })
    return writer.value
  }
}

/// `resources` is a struct in Go and therefore printed even when it is empty.
extension Container {
  package init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      name: reader.string("name"), image: reader.string("image"),
      ports: reader.array("ports", ContainerPort.init(value:)))
    rest = reader.rest
  }

  package var value: Value {
    var writer = FieldWriter(rest)
    writer.put("name", .string(name))
    writer.put("image", image)
    writer.put("ports", ports.map(\.value))
    if rest["resources"] == nil { writer.put("resources", [:]) }
    return writer.value
  }
}

/// `protocol` stays empty until defaults are applied.
extension ContainerPort {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      name: reader.string("name"), containerPort: reader.int32("containerPort") ?? 0,
      transport: reader.string("protocol"))
    rest = reader.rest
  }

  var value: Value {
    var writer = FieldWriter(rest)
    writer.put("name", name)
    writer.put(optional: "containerPort", containerPort)
    writer.put("protocol", transport)
    return writer.value
  }
}

/// Lists of one-field objects, flattened here: `podIPs[].ip`. Where `podIP` says another address than
/// the first of the list, it stands for the whole list (as upstream's conversion).
extension PodStatus {
  package init(value: Value?) {
    var reader = FieldReader(value)
    let podIP = reader.string("podIP")
    let podIPs = reader.array("podIPs") { $0["ip"]?.string ?? "" }
    self.init(
      phase: reader.string("phase"),
      podIP: podIPs.isEmpty || podIP.isEmpty ? podIPs.first ?? podIP : podIP,
      podIPs: podIP.isEmpty || podIP == podIPs.first ? podIPs : [podIP],
      conditions: reader.array("conditions", PodCondition.init(value:)),
      startTime: reader.timestamp("startTime"))
    rest = reader.rest
  }

  package var value: Value {
    var writer = FieldWriter(rest)
    writer.put("phase", phase)
    writer.put("podIP", podIP)
    writer.put("podIPs", podIPs.map { ["ip": .string($0)] })
    writer.put("conditions", conditions.map(\.value))
    writer.put("startTime", startTime)
    return writer.value
  }
}

/// Conditions print both of their times, null where there is none.
extension PodCondition {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      type: reader.string("type"), status: reader.string("status"),
      reason: reader.string("reason"), message: reader.string("message"),
      lastTransitionTime: reader.timestamp("lastTransitionTime"))
    rest = reader.rest
  }

  var value: Value {
    var writer = FieldWriter(rest)
    writer.put("type", .string(type))
    writer.put("status", .string(status))
    writer.put("reason", reason)
    writer.put("message", message)
    // Times without omitempty: nobody probed, so null.
    if rest["lastProbeTime"] == nil { writer.put("lastProbeTime", .null) }
    writer.put("lastTransitionTime", lastTransitionTime.map { .string($0.description) } ?? .null)
    return writer.value
  }
}
