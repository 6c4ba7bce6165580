/// Metadata to and from the API's form (`metav1.ObjectMeta`).
extension ObjectMetadata {
  init(_ value: Value?) throws(FieldErrors) {
    var reader = FieldReader(value)
    self.init(
      name: reader.string("name"), generateName: reader.string("generateName"),
      namespace: reader.string("namespace"), uid: reader.string("uid"),
      resourceVersion: try Self.resourceVersion(reader.string("resourceVersion")),
      generation: reader.int64("generation") ?? 0,
      creationTimestamp: reader.timestamp("creationTimestamp"),
      deletionTimestamp: reader.timestamp("deletionTimestamp"),
      deletionGracePeriodSeconds: reader.int64("deletionGracePeriodSeconds"),
      labels: reader.strings(in: "labels"), annotations: reader.strings(in: "annotations"),
      ownerReferences: reader.array("ownerReferences", OwnerReference.init(value:)),
      finalizers: reader.strings("finalizers"))
    rest = reader.rest
  }

  /// Empty and "0" ask for no version in particular.
  private static func resourceVersion(_ text: String) throws(FieldErrors) -> ResourceVersion? {
    if text.isEmpty { return nil }
    guard let number = UInt64(text), text.utf8.allSatisfy({ $0 != 0x2B }) else {
      throw FieldErrors(
        FieldError(
          FieldPath("metadata", "resourceVersion"), .typeInvalid, value: .string(text),
          detail: "strconv.ParseUint: parsing \(Value.string(text).quoted): invalid syntax"))
    }
    return number == 0 ? nil : ResourceVersion(rawValue: number)
  }

  /// Times are whole seconds; empty fields are left out.
  var value: Value {
    var writer = FieldWriter(rest)
    writer.put("name", name)
    writer.put("generateName", generateName)
    writer.put("namespace", namespace)
    writer.put("uid", uid)
    writer.put("resourceVersion", resourceVersion?.description ?? "")
    writer.put("generation", generation)
    writer.put("creationTimestamp", creationTimestamp)
    writer.put("deletionTimestamp", deletionTimestamp)
    writer.put(optional: "deletionGracePeriodSeconds", deletionGracePeriodSeconds)
    writer.put("labels", labels)
    writer.put("annotations", annotations)
    writer.put("ownerReferences", ownerReferences.map(\.value))
    writer.put("finalizers", finalizers)
    return writer.value
  }
}

extension OwnerReference {
  init(value: Value) {
    var reader = FieldReader(value)
    self.init(
      apiVersion: reader.string("apiVersion"), kind: reader.string("kind"),
      name: reader.string("name"), uid: reader.string("uid"),
      isController: reader.optionalBool("controller"),
      blocksOwnerDeletion: reader.optionalBool("blockOwnerDeletion"))
  }

  var value: Value {
    var writer = FieldWriter([
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
      "uid": .string(uid),
    ])
    writer.put(optional: "controller", controller)
    writer.put(optional: "blockOwnerDeletion", blockOwnerDeletion)
    return writer.value
  }
}
