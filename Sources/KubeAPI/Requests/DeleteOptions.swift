import ObjectStore
import Objects

/// How something is to be deleted: the body, or without a body the query (`metav1.DeleteOptions`).
struct DeleteOptions {
  var deletion = Deletion()
  var isDryRun = false
  /// The old form of a propagation policy.
  var orphansDependents: Bool?

  init(_ request: APIRequest, bodies: BodyReader) throws(StatusError) {
    if request.body.isEmpty {
      try self.init(request.query)
    } else {
      try self.init(try bodies.read(request, as: "DeleteOptions").value)
    }
  }

  /// As in an eviction, or the body of a request.
  init(_ value: Value) throws(StatusError) {
    let kind = value["kind"]?.string ?? ""
    guard kind.isEmpty || kind == "DeleteOptions" else {
      throw .badRequest(
        "expected a DeleteOptions body, found \(Value.string(kind).quoted)")
    }
    if let seconds = value["gracePeriodSeconds"], !seconds.isNull {
      guard let seconds = seconds.integer else { throw Self.wrongType("gracePeriodSeconds") }
      deletion.gracePeriodSeconds = seconds
    }
    deletion.uid = value["preconditions"]?["uid"]?.string
    try take(version: value["preconditions"]?["resourceVersion"]?.string)
    orphansDependents = value["orphanDependents"]?.bool
    try take(policy: value["propagationPolicy"]?.string ?? "")
    isDryRun = try WriteOptions.dryRun(
      (value["dryRun"]?.array ?? []).compactMap(\.string), kind: "DeleteOptions")
  }

  /// curl and old clients say it in the query.
  private init(_ query: Query) throws(StatusError) {
    if let text = query["gracePeriodSeconds"] {
      guard let seconds = Int64(text) else {
        throw .badRequest(
          "strconv.ParseInt: parsing \(Value.string(text).quoted): invalid syntax")
      }
      deletion.gracePeriodSeconds = seconds
    }
    orphansDependents = query["orphanDependents"].map { ["true", "1"].contains($0) }
    try take(policy: query["propagationPolicy"] ?? "")
    isDryRun = try WriteOptions.dryRun(query.all("dryRun"), kind: "DeleteOptions")
  }

  /// A precondition: the state that the client saw.
  private mutating func take(version: String?) throws(StatusError) {
    guard let version, !version.isEmpty else { return }
    // One that is no number is none that the object has.
    deletion.resourceVersion = ResourceVersion(rawValue: UInt64(version) ?? 0)
  }

  /// Upstream's `ValidateDeleteOptions`.
  private mutating func take(policy: String) throws(StatusError) {
    let path = FieldPath("propagationPolicy")
    if policy.isEmpty {
      deletion.propagation = orphansDependents.map { $0 ? .orphan : .background }
      return
    }
    if orphansDependents != nil {
      let error = FieldError(
        path, .invalid, value: .string(policy),
        detail: "orphanDependents and deletionPropagation cannot be both set")
      throw .invalidOptions("DeleteOptions", FieldErrors(error))
    }
    guard let propagation = Deletion.Propagation(rawValue: policy) else {
      let error = FieldError(
        path, .notSupported, value: .string(policy),
        detail: #"supported values: "Foreground", "Background", "Orphan", "nil""#)
      throw .invalidOptions("DeleteOptions", FieldErrors(error))
    }
    deletion.propagation = propagation
  }

  /// Go's decoder stops at the first value of another type.
  private static func wrongType(_ field: String) -> StatusError {
    .badRequest(
      "DeleteOptions in version \"v1\" cannot be handled as a DeleteOptions: json: cannot "
        + "unmarshal into Go struct field DeleteOptions.\(field) of type int64")
  }
}
