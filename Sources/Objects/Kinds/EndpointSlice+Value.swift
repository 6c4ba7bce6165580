/// EndpointSlices to and from the API's form.
extension EndpointSlice: KubernetesObject {
  package static let resource = Resource(
    group: "discovery.k8s.io", version: "v1", kind: "EndpointSlice", plural: "endpointslices",
    singular: "endpointslice")

  package init(value: Value) throws(FieldErrors) {
    let value = try Schema.normalize(value, of: Self.resource)
    self.init(
      metadata: try ObjectMetadata(value["metadata"]),
      addressType: value["addressType"]?.string ?? "",
      endpoints: (value["endpoints"]?.array ?? []).map(SliceEndpoint.init(value:)),
      ports: (value["ports"]?.array ?? []).map(EndpointPort.init(value:)))
  }

  /// Lists without omitempty: an empty one is null.
  package var value: Value {
    Self.resource.compose(
      metadata,
      [
        "addressType": .string(addressType),
        "endpoints": endpoints.isEmpty ? .null : .array(endpoints.map(\.value)),
        "ports": ports.isEmpty ? .null : .array(ports.map(\.value)),
      ])
  }
}

/// The three conditions are flat here; nil is a condition that nobody stated.
extension SliceEndpoint {
  init(value: Value) {
    var reader = FieldReader(value)
    var conditions = reader.object("conditions")
    self.init(
      addresses: reader.strings("addresses"), hostname: reader.string("hostname"),
      nodeName: reader.string("nodeName"),
      targetReference: reader.take("targetRef").map(ObjectReference.init(value:)),
      isReady: conditions.optionalBool("ready"), isServing: conditions.optionalBool("serving"),
      isTerminating: conditions.optionalBool("terminating"))
    rest = reader.rest
    rest.keepEmpty("hostname", of: value)
    rest.keepEmpty("nodeName", of: value)
  }

  var value: Value {
    var conditions = FieldWriter()
    conditions.put(optional: "ready", isReady)
    conditions.put(optional: "serving", isServing)
    conditions.put(optional: "terminating", isTerminating)
    var writer = FieldWriter(rest)
    writer.put("addresses", addresses.isEmpty ? .null : .array(addresses.map(Value.string)))
    writer.put("conditions", conditions.value)
    writer.put("hostname", hostname)
    writer.put("nodeName", nodeName)
    writer.put("targetRef", targetReference?.value)
    return writer.value
  }
}

/// `apiVersion`, `fieldPath` and `resourceVersion` stay in `rest`.
extension ObjectReference {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      kind: reader.string("kind"), namespace: reader.string("namespace"),
      name: reader.string("name"), uid: reader.string("uid"))
    rest = reader.rest
  }

  var value: Value {
    var writer = FieldWriter(rest)
    writer.put("kind", kind)
    writer.put("namespace", namespace)
    writer.put("name", name)
    writer.put("uid", uid)
    return writer.value
  }
}

/// `appProtocol` stays in `rest`.
extension EndpointPort {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      name: reader.string("name"), transport: reader.string("protocol"),
      port: reader.int32("port"))
    rest = reader.rest
    rest.keepEmpty("protocol", of: value)
  }

  var value: Value {
    var writer = FieldWriter(rest)
    // A pointer that defaulting always sets, so the empty name is printed.
    writer.put("name", .string(name))
    writer.put("protocol", transport)
    writer.put(optional: "port", port)
    return writer.value
  }
}
