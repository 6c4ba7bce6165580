import Objects

/// An object about to become a row. Cells are read from its API form, in which all kinds are alike.
struct TableSource {
  let object: any KubernetesObject
  let value: Value
  /// Ages are counted to here.
  let now: Timestamp

  init(_ object: any KubernetesObject, now: Timestamp) {
    self.object = object
    self.now = now
    value = object.value
  }

  var metadata: ObjectMetadata { object.metadata }
  var name: Value { .string(metadata.name) }
  var spec: Value { value["spec"] ?? [:] }
  var status: Value { value["status"] ?? [:] }

  /// Time since creation.
  var age: Value { .string(since(metadata.creationTimestamp)) }

  /// As kubectl prints ages; `<unknown>` for a moment that nobody noted.
  func since(_ moment: Timestamp?) -> String {
    moment.map { HumanDuration.text(now - $0) } ?? "<unknown>"
  }

  func since(_ text: Value?) -> String { since(text?.string.flatMap(Timestamp.init(text:))) }
}
