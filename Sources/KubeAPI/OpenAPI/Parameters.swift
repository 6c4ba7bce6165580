import Objects

/// Query parameters of operations.
enum Parameters {
  /// Of whatever stores an object.
  static let change = [
    text("dryRun"), text("fieldManager"), text("fieldValidation"),
  ]
  /// Server-side apply takes fields from other managers.
  static let force = [query("force", type: "boolean")]
  /// DeleteOptions say the same in a body.
  static let deletion = [
    text("dryRun"), query("gracePeriodSeconds", type: "integer"),
    query("orphanDependents", type: "boolean"), text("propagationPolicy"),
  ]
  /// Which objects, how many at once, and how old the answer may be.
  static let list = [
    text("continue"), text("fieldSelector"), text("labelSelector"),
    query("limit", type: "integer"), text("resourceVersion"), text("resourceVersionMatch"),
    query("sendInitialEvents", type: "boolean"), query("timeoutSeconds", type: "integer"),
  ]
  static let watch = [
    query("allowWatchBookmarks", type: "boolean"), query("watch", type: "boolean"),
  ]

  /// A `{name}` of the path.
  static func inPath(_ name: String) -> Value {
    ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
  }

  private static func text(_ name: String) -> Value { query(name, type: "string") }

  private static func query(_ name: String, type: String) -> Value {
    ["name": .string(name), "in": "query", "schema": ["type": .string(type), "uniqueItems": true]]
  }
}
