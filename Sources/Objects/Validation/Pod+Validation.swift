/// Rules of pods, in the order of upstream's validation.
extension Pod {
  private static let path = FieldPath("spec")

  package func validate() -> [FieldError] {
    var errors = validateContents()
    if !spec.ephemeralContainers.isEmpty {
      errors.append(
        .forbidden(Self.path.field("ephemeralContainers"), "cannot be set on create"))
    }
    if !spec.nodeName.isEmpty, !spec.schedulingGates.isEmpty {
      errors.append(
        .forbidden(
          Self.path.field("nodeName"),
          "cannot be set until all schedulingGates have been cleared"))
    }
    return errors + ProfileAnnotations.compare(metadata.annotations, with: spec, at: Self.path)
  }

  package func validateUpdate(from old: Pod) -> [FieldError] {
    metadata.validateUpdateTwice(from: old.metadata) + validateContents(replacing: old.spec)
      + validateAnnotationUpdate(from: old) + spec.validateUpdate(from: old.spec, at: Self.path)
  }

  /// What new pods and updates have in common; templates have no such images.
  func validateContents(replacing old: PodSpec? = nil) -> [FieldError] {
    var errors = metadata.validate(NameRules.subdomain) + validateAnnotations()
    errors += spec.validate(at: Self.path, of: metadata, replacing: old)
    errors += spec.validateTokens(at: Self.path.field("volumes"))
    let lists = [("containers", spec.containers), ("initContainers", spec.initContainers)]
    for (field, containers) in lists {
      for (index, container) in containers.enumerated() {
        errors += container.validateImage(
          at: Self.path.field(field).index(index).field("image"))
      }
    }
    return errors
  }
}

extension PodSpec {
  /// A token is of an account.
  fileprivate func validateTokens(at path: FieldPath) -> [FieldError] {
    guard (rest["serviceAccountName"]?.string ?? "").isEmpty,
      (rest["serviceAccount"]?.string ?? "").isEmpty
    else { return [] }
    var errors: [FieldError] = []
    for (index, volume) in volumes.enumerated() {
      let path = path.index(index).field("projected", "sources")
      for (index, source) in (volume["projected"]?["sources"]?.array ?? []).enumerated()
      where source["serviceAccountToken"]?.object != nil {
        errors.append(
          .forbidden(
            path.index(index).field("serviceAccountToken"),
            "must not be specified when serviceAccountName is not set"))
      }
    }
    return errors
  }

  /// Of pods and of templates; defaults are applied.
  ///
  /// - Parameters:
  ///   - pod: whose spec it is; nil for templates, which may leave some things to the pods.
  ///   - old: what was there before an update, which may go on.
  func validate(
    at path: FieldPath, of pod: ObjectMetadata? = nil, replacing old: PodSpec? = nil
  ) -> [FieldError] {
    let found = VolumeRules.validate(volumes, at: path.field("volumes"), of: pod)
    var errors = found.errors
    errors += validateClaims(
      at: path.field("resourceClaims"), isStatic: pod?.annotations[Self.mirror] != nil)
    let terms = ContainerTerms(self, volumes: found.names)
    errors += validateContainers(at: path.field("containers"), terms)
    errors += validateInitContainers(at: path.field("initContainers"), terms)
    errors += validateEphemeralContainers(at: path.field("ephemeralContainers"), terms)
    errors += validateResources(at: path.field("resources"))
    errors += validateHostNetwork(at: path)
    errors.checkOneOf(
      ["Always", "OnFailure", "Never"], terms.restartPolicy, at: path.field("restartPolicy"))
    let policy = rest["dnsPolicy"]?.string ?? ""
    errors.checkOneOf(
      ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], policy,
      at: path.field("dnsPolicy"))
    let nodeLabels = (rest["nodeSelector"]?.object ?? [:]).compactMapValues(\.string)
    errors += ObjectMetadata.validate(labels: nodeLabels, at: path.field("nodeSelector"))
    errors += validateSecurity(at: path.field("securityContext"), replacing: old)
    errors += validateAffinity(at: path.field("affinity"))
    errors += validateDNS(policy, at: path.field("dnsConfig"))
    for (index, gate) in readinessGates.enumerated() {
      errors.check(
        gate, at: path.field("readinessGates").index(index).field("conditionType"),
        NameRules.qualifiedName)
    }
    errors += validateSchedulingGates(at: path.field("schedulingGates"))
    errors += validateSpread(at: path.field("topologySpreadConstraints"))
    errors += validateHostProcesses(at: path)
    errors += validateHostUsers(at: path)
    errors += validateHostname(at: path)
    errors += validateNames(at: path)
    errors += validateTolerations(at: path.field("tolerations"))
    errors += validateHostAliases(at: path.field("hostAliases"))
    errors += validatePriority(at: path)
    if let overhead = rest["overhead"] {
      errors += ResourceAmounts(overhead: overhead)
        .validate(at: path.field("overhead"), claims: [])
    }
    return errors + validateSystem(at: path) + validateVariableFiles(at: path)
  }

  /// Of the pod itself, of what it runs as, and of where.
  private func validateNames(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let account = rest["serviceAccountName"]?.string ?? ""
    for (field, name) in [("serviceAccountName", account), ("nodeName", nodeName)]
    where !name.isEmpty {
      errors.check(name, at: path.field(field), NameRules.subdomain)
    }
    if let deadline = rest["activeDeadlineSeconds"]?.integer,
      !(1...Int64(Int32.max)).contains(deadline)
    {
      errors.append(
        .invalid(
          path.field("activeDeadlineSeconds"), deadline,
          "must be between 1 and 2147483647, inclusive"))
    }
    for (field, name) in [("hostname", hostname), ("subdomain", subdomain)] where !name.isEmpty {
      errors.check(name, at: path.field(field), NameRules.label)
    }
    return errors
  }
}
