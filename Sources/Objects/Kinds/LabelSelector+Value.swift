/// Selectors to and from the API's form.
extension LabelSelector {
  /// nil and null become ``absent``.
  package init(value: Value?) {
    guard let value, !value.isNull else {
      self = .absent
      return
    }
    var reader = FieldReader(value)
    self.init(
      matchLabels: reader.strings(in: "matchLabels"),
      matchExpressions: reader.array("matchExpressions") { expression in
        var reader = FieldReader(expression)
        return LabelRequirement(
          key: reader.string("key"), operation: reader.string("operator"),
          values: reader.strings("values"))
      })
  }

  package var value: Value {
    guard isPresent else { return .null }
    var writer = FieldWriter()
    writer.put("matchLabels", matchLabels)
    writer.put("matchExpressions", matchExpressions.map(\.value))
    return writer.value
  }
}

/// `operator` is a word of Swift's, hence `operation`.
extension LabelRequirement {
  var value: Value {
    var writer = FieldWriter(["key": .string(key), "operator": .string(operation)])
    writer.put("values", values)
    return writer.value
  }
}
