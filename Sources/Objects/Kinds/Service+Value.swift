/// Services to and from the API's form.
extension Service: KubernetesObject {
  package static let resource = Resource(
    group: "", version: "v1", kind: "Service", plural: "services", singular: "service",
    shortNames: ["svc"])

  package init(value: Value) throws(FieldErrors) {
    let value = try Schema.normalize(value, of: Self.resource)
    self.init(
      metadata: try ObjectMetadata(value["metadata"]), spec: ServiceSpec(value: value["spec"]),
      status: value["status"] ?? [:])
  }

  package var value: Value {
    var status = FieldWriter(status.object ?? [:])
    if self.status["loadBalancer"] == nil { status.put("loadBalancer", [:]) }
    return Self.resource.compose(metadata, ["spec": spec.value, "status": status.value])
  }
}

/// `targetPort` is printed even when it is 0, as it is a struct in Go.
extension ServiceSpec {
  init(value: Value?) {
    var reader = FieldReader(value)
    self.init(
      type: reader.string("type"), clusterIP: reader.string("clusterIP"),
      clusterIPs: reader.strings("clusterIPs"), ipFamilies: reader.strings("ipFamilies"),
      ipFamilyPolicy: reader.string("ipFamilyPolicy"), selector: reader.strings(in: "selector"),
      ports: reader.array("ports", ServicePort.init(value:)),
      externalName: reader.string("externalName"),
      publishNotReadyAddresses: reader.bool("publishNotReadyAddresses"))
    rest = reader.rest
    rest.keepEmpty("ipFamilyPolicy", of: value)
  }

  package var value: Value {
    var writer = FieldWriter(rest)
    writer.put("type", type)
    writer.put("clusterIP", clusterIP)
    writer.put("clusterIPs", clusterIPs)
    writer.put("ipFamilies", ipFamilies)
    writer.put("ipFamilyPolicy", ipFamilyPolicy)
    writer.put("selector", selector)
    writer.put("ports", ports.map(\.value))
    writer.put("externalName", externalName)
    writer.put("publishNotReadyAddresses", publishNotReadyAddresses)
    return writer.value
  }
}

/// `nodePort` and `appProtocol` stay in `rest`.
extension ServicePort {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      name: reader.string("name"), transport: reader.string("protocol"),
      port: reader.int32("port") ?? 0, targetPort: PortReference(value: reader.take("targetPort")))
    rest = reader.rest
  }

  var value: Value {
    var writer = FieldWriter(rest)
    writer.put("name", name)
    writer.put("protocol", transport)
    writer.put(optional: "port", port)
    writer.put("targetPort", targetPort?.value ?? 0)
    return writer.value
  }
}

/// The API's `IntOrString`.
extension PortReference {
  /// 0 and the empty text stand for no reference, as Go's zero value does.
  init?(value: Value?) {
    switch value {
    case .integer(let number) where number != 0:
      self = .number(Int32(truncatingIfNeeded: number))
    case .string(let name) where !name.isEmpty: self = .name(name)
    default: return nil
    }
  }

  var value: Value {
    switch self {
    case .number(let number): .integer(Int64(number))
    case .name(let name): .string(name)
    }
  }
}
