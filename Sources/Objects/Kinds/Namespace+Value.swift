/// Namespaces to and from the API's form; spec and status are one here.
extension Namespace: KubernetesObject {
  package static let resource = Resource(
    group: "", version: "v1", kind: "Namespace", plural: "namespaces", singular: "namespace",
    shortNames: ["ns"], isNamespaced: false)

  package init(value: Value) throws(FieldErrors) {
    let value = try Schema.normalize(value, of: Self.resource)
    self.init(
      metadata: try ObjectMetadata(value["metadata"]),
      phase: value["status"]?["phase"]?.string ?? "Active",
      finalizers: value["spec"]?["finalizers"]?.array?.compactMap(\.string) ?? ["kubernetes"],
      conditions: value["status"]?["conditions"]?.array ?? [])
  }

  package var value: Value {
    var spec = FieldWriter()
    spec.put("finalizers", finalizers)
    var status = FieldWriter()
    status.put("phase", phase)
    status.put("conditions", conditions)
    return Self.resource.compose(
      metadata, ["spec": spec.value, "status": status.value])
  }
}
