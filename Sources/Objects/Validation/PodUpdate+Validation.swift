/// What of a pod's spec may change, in the order of upstream's `ValidatePodUpdate`.
extension PodSpec {
  private static let mutableFields =
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
    + "`spec.tolerations` (only additions to existing tolerations),"
    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"

  func validateUpdate(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    if self == old { return [] }
    var errors: [FieldError] = []
    let lists = [
      ("containers", containers, old.containers),
      ("initContainers", initContainers, old.initContainers),
    ]
    for (field, new, former) in lists {
      guard new.count == former.count else {
        return errors + [
          .forbidden(path.field(field), "pod updates may not add or remove containers")
        ]
      }
      for (index, container) in new.enumerated() {
        errors += container.validateImageUpdate(at: path.field(field).index(index).field("image"))
      }
    }
    let (deadlineErrors, isFinal) = validateDeadline(
      from: old, at: path.field("activeDeadlineSeconds"))
    errors += deadlineErrors
    if isFinal { return errors }
    errors += validateTolerations(from: old, at: path.field("tolerations"))
    errors += validateGates(from: old, at: path.field("schedulingGates"))
    return errors + validateRest(from: old, at: path)
  }

  /// Whether anything else is worth saying.
  private func validateDeadline(from old: PodSpec, at path: FieldPath)
    -> (errors: [FieldError], isFinal: Bool)
  {
    let former = old.rest["activeDeadlineSeconds"]?.integer
    guard let deadline = rest["activeDeadlineSeconds"]?.integer else {
      let isLost = former != nil
      return (
        isLost
          ? [.invalid(path, .null, "must not update from a positive integer to nil value")] : [],
        false
      )
    }
    guard (0...Int64(Int32.max)).contains(deadline) else {
      return ([.invalid(path, deadline, "must be between 0 and 2147483647, inclusive")], true)
    }
    if let former, former < deadline {
      return ([.invalid(path, deadline, "must be less than or equal to previous value")], true)
    }
    return ([], false)
  }

  /// Where a pod may run it can only be told more; for how long may change.
  private func validateTolerations(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    func lasting(_ spec: PodSpec) -> [GoStruct] {
      (spec.rest["tolerations"]?.array ?? []).map { toleration in
        var fields = toleration.object ?? [:]
        fields["tolerationSeconds"] = nil
        return GoStruct(.object(fields), type: "Toleration")
      }
    }
    let new = lasting(self)
    guard lasting(old).allSatisfy(new.contains) else {
      return [
        .forbidden(path, "existing toleration can not be modified except its tolerationSeconds")
      ]
    }
    return validateTolerations(at: path)
  }

  /// Whoever holds a pod back says so when it is made; later gates can only go (KEP-3521).
  private func validateGates(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    let names = old.schedulingGates
    return schedulingGates.enumerated().filter { !names.contains($0.element) }.map {
      .forbidden(
        path.index($0.offset).field("name"),
        "only deletion is allowed, but found new scheduling gate '\($0.element)'")
    }
  }

  /// Of all else there may be no difference, and upstream shows the one that there is.
  private func validateRest(from old: PodSpec, at path: FieldPath) -> [FieldError] {
    var (new, errors) = (keepingMutableFields(of: old), [FieldError]())
    if !old.schedulingGates.isEmpty { errors += new.takeBackPlacement(of: old, at: path) }
    let (printed, former) = (new.printed, old.printed)
    if printed != former {
      errors.append(
        .forbidden(
          path,
          "pod updates may not change fields other than \(Self.mutableFields)\n"
            + LineDifference.text(from: former.lines, to: printed.lines)))
    }
    return errors
  }

  private func keepingMutableFields(of old: PodSpec) -> PodSpec {
    var spec = self
    for (index, container) in old.containers.enumerated() {
      spec.containers[index].image = container.image
    }
    if !initContainers.isEmpty {
      spec.rest["initContainers"] = .array(
        zip(initContainers, old.initContainers).map { container, former in
          var container = container
          container.image = former.image
          return container.value
        })
    }
    for field in ["activeDeadlineSeconds", "schedulingGates", "tolerations"] {
      spec.rest[field] = old.rest[field]
    }
    if let former = old.terminationGracePeriodSeconds, former < 0,
      terminationGracePeriodSeconds == 1
    {
      spec.terminationGracePeriodSeconds = former
    }
    return spec
  }

  /// Upstream's internal form has the node's namespaces in the security context.
  private var printed: GoStruct {
    var fields = value.object ?? [:]
    var context = fields["securityContext"]?.object ?? [:]
    for field in ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"] {
      context[field] = fields[field]
    }
    fields["securityContext"] = .object(context)
    if (fields["serviceAccountName"]?.string ?? "").isEmpty {
      fields["serviceAccountName"] = fields["serviceAccount"]
    }
    return GoStruct(.object(fields), type: "PodSpec")
  }

  var schedulingGates: [String] {
    (rest["schedulingGates"]?.array ?? []).map { $0["name"]?.string ?? "" }
  }
}

extension Container {
  fileprivate func validateImageUpdate(at path: FieldPath) -> [FieldError] {
    (image.isEmpty ? [.required(path)] : []) + validateImage(at: path)
  }
}
