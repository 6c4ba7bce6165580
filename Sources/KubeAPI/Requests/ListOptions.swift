import ObjectStore
import Objects

/// What a list or a watch is asked for (`metav1.ListOptions`).
struct ListOptions {
  /// How ``version`` is meant (K8s API concepts §"Resource versions").
  enum Match: String { case exact = "Exact", notOlderThan = "NotOlderThan" }

  var labels = LabelSelector()
  var fields = FieldSelector()
  /// 0: no limit.
  var limit = 0
  var continueToken = ""
  /// nil: not given. 0 means any version will do.
  var version: ResourceVersion?
  var match: Match?
  var timeoutSeconds: Int64?
  var allowsBookmarks = false
  /// nil: not given.
  var sendsInitialEvents: Bool?

  init(_ request: APIRequest, of resource: Resource, isWatch: Bool) throws(StatusError) {
    let query = request.query
    limit = Int(try query.integer("limit") ?? 0)
    timeoutSeconds = try query.integer("timeoutSeconds")
    continueToken = query["continue"] ?? ""
    allowsBookmarks = request.flag("allowWatchBookmarks")
    sendsInitialEvents = query.flag("sendInitialEvents")
    labels = try LabelSelectorText.parse(query["labelSelector"] ?? "")
    fields = try FieldSelectorText.parse(query["fieldSelector"] ?? "", of: resource)
    version = try Self.version(query["resourceVersion"] ?? "")
    try check(query["resourceVersionMatch"] ?? "", isWatch: isWatch)
  }

  /// Versions are numbers, although clients must take them as opaque.
  private static func version(_ text: String) throws(StatusError) -> ResourceVersion? {
    if text.isEmpty { return nil }
    guard let number = UInt64(text), text.utf8.allSatisfy({ $0 != 0x2B }) else {
      let quoted = Value.string(text).quoted
      throw .badRequest(
        "invalid resource version: resourceVersion: Invalid value: \(quoted): "
          + "strconv.ParseUint: parsing \(quoted): invalid syntax")
    }
    return ResourceVersion(rawValue: number)
  }

  /// Upstream's `ValidateListOptions`.
  private mutating func check(_ match: String, isWatch: Bool) throws(StatusError) {
    let errors = isWatch ? watchErrors(match) : listErrors(match)
    if !errors.isEmpty { throw .invalidOptions("ListOptions", FieldErrors(errors)) }
    self.match = Match(rawValue: match)
    // Upstream's `SetListOptionsDefaults`: who begins with what is there hears where that ends.
    if isWatch, sendsInitialEvents == nil, version?.rawValue ?? 0 == 0 {
      sendsInitialEvents = true
    }
  }

  private static let matchPath = FieldPath("resourceVersionMatch")

  private func watchErrors(_ match: String) -> [FieldError] {
    let isNotOlder = match == Match.notOlderThan.rawValue
    var errors: [FieldError] = []
    if sendsInitialEvents != nil, !isNotOlder {
      errors.append(
        FieldError(
          Self.matchPath, .forbidden,
          detail: "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
    }
    if match.isEmpty { return errors }
    if sendsInitialEvents == nil {
      errors.append(
        FieldError(
          Self.matchPath, .forbidden,
          detail: "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
        ))
    }
    if !isNotOlder { errors.append(unsupported(match, #""NotOlderThan""#)) }
    return errors + continueErrors()
  }

  private func listErrors(_ match: String) -> [FieldError] {
    var errors: [FieldError] = []
    if !match.isEmpty {
      if version == nil {
        errors.append(
          FieldError(
            Self.matchPath, .forbidden,
            detail: "resourceVersionMatch is forbidden unless resourceVersion is provided"))
      }
      errors += continueErrors()
      if Match(rawValue: match) == nil {
        errors.append(unsupported(match, #""Exact", "NotOlderThan", """#))
      }
      if match == Match.exact.rawValue, version?.rawValue == 0 {
        errors.append(
          FieldError(
            Self.matchPath, .forbidden,
            detail: "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""))
      }
    }
    if sendsInitialEvents != nil {
      errors.append(
        FieldError(
          FieldPath("sendInitialEvents"), .forbidden,
          detail: "sendInitialEvents is forbidden for list"))
    }
    return errors
  }

  private func continueErrors() -> [FieldError] {
    continueToken.isEmpty
      ? []
      : [
        FieldError(
          Self.matchPath, .forbidden,
          detail: "resourceVersionMatch is forbidden when continue is provided")
      ]
  }

  private func unsupported(_ match: String, _ supported: String) -> FieldError {
    FieldError(
      Self.matchPath, .notSupported, value: .string(match), detail: "supported values: \(supported)"
    )
  }
}
