import ObjectStore
import Objects

/// How something is to be deleted: the body, or without a body the query (`metav1.DeleteOptions`).
struct DeleteOptions {
  var deletion = Deletion()
  var isDryRun = false
  /// A precondition that no object meets.
  private(set) var strangeVersion: String?
  /// The old form of a propagation policy.
  var orphansDependents: Bool?

  init(_ request: APIRequest, bodies: BodyReader) throws(StatusError) {
    if request.body.isEmpty {
      try self.init(request.query)
    } else if BodyReader.isJSON(request.mediaType) {
      do {
        try self.init(try BodyReader.interpret(request.body).value)
      } catch let problem as BodyReader.Problem {
        // Upstream lets these through as they come.
        throw StatusError(500, "", problem.text)
      } catch let error as StatusError {
        throw error
      } catch {
        throw StatusError(500, "", "\(error)")
      }
    } else {
      try self.init(try bodies.read(request, as: "DeleteOptions").value)
    }
  }

  /// As in an eviction, or the body of a request.
  init(_ value: Value) throws(StatusError) {
    let kind = value["kind"]?.string ?? ""
    guard kind.isEmpty || kind == "DeleteOptions" else {
      let version = value["apiVersion"]?.string ?? "meta.k8s.io/v1"
      throw StatusError(
        500, "",
        "no kind \(Value.string(kind).quoted) is registered for version "
          + "\(Value.string(version).quoted) in scheme \"pkg/runtime/scheme.go:111\"")
    }
    if let seconds = value["gracePeriodSeconds"], !seconds.isNull {
      guard let number = seconds.integer else {
        throw Self.wrongType("gracePeriodSeconds", seconds)
      }
      deletion.gracePeriodSeconds = number
    }
    deletion.uid = value["preconditions"]?["uid"]?.string
    try take(version: value["preconditions"]?["resourceVersion"]?.string)
    orphansDependents = value["orphanDependents"]?.bool
    try take(
      policy: value["propagationPolicy"]?.string,
      dryRun: (value["dryRun"]?.array ?? []).compactMap(\.string))
  }

  /// curl and old clients say it in the query.
  private init(_ query: Query) throws(StatusError) {
    deletion.gracePeriodSeconds = try query.integer("gracePeriodSeconds")
    orphansDependents = query.flag("orphanDependents")
    if let uid = query["uid"], !uid.isEmpty { deletion.uid = uid }
    try take(version: query["resourceVersion"])
    try take(policy: query["propagationPolicy"], dryRun: query.all("dryRun"))
  }

  /// A precondition: the state that the client saw.
  private mutating func take(version: String?) throws(StatusError) {
    guard let version, !version.isEmpty else { return }
    // One that is no number is none that any object has.
    guard let number = UInt64(version) else {
      strangeVersion = version
      return
    }
    deletion.resourceVersion = ResourceVersion(rawValue: number)
  }

  /// Upstream's `ValidateDeleteOptions`.
  private mutating func take(policy: String?, dryRun words: [String]) throws(StatusError) {
    let path = FieldPath("propagationPolicy")
    let propagation = policy.flatMap(Deletion.Propagation.init(rawValue:))
    var errors: [FieldError] = []
    if let policy, orphansDependents != nil {
      errors.append(
        FieldError(
          path, .invalid, value: .string(policy),
          detail: "orphanDependents and deletionPropagation cannot be both set"))
    }
    if let policy, propagation == nil {
      errors.append(
        FieldError(
          path, .notSupported, value: .string(policy),
          detail: #"supported values: "Foreground", "Background", "Orphan", "nil""#))
    }
    errors += WriteOptions.problems(withDryRun: words)
    if !errors.isEmpty { throw .invalidOptions("DeleteOptions", FieldErrors(errors)) }
    isDryRun = !words.isEmpty
    deletion.propagation = propagation ?? orphansDependents.map { $0 ? .orphan : .background }
  }

  /// Go's decoder stops at the first value of another type.
  private static func wrongType(_ field: String, _ value: Value) -> StatusError {
    StatusError(
      500, "",
      "json: cannot unmarshal \(value.jsonKind) into Go struct field DeleteOptions.\(field) of type "
        + "int64")
  }
}
