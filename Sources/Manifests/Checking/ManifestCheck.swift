package import Objects

/// Finds what is wrong with manifests without serving them (`ordinal check`).
package struct ManifestCheck: Sendable {
  /// Sorted by file and position; of zone files only that they cannot be read.
  package private(set) var diagnostics: [Diagnostic] = []
  /// For the caller, who knows how to parse them.
  package private(set) var zoneFiles: [(key: FileKey, octets: [UInt8])] = []
  /// What could be read, with defaults: sets and Services among others.
  package private(set) var objects: [CheckedObject] = []
  private let gates: FeatureGates

  private init(gates: FeatureGates) { self.gates = gates }

  /// Reads all files of the PATHs. Blocks.
  ///
  /// - Parameters:
  ///   - pinProblem: what is wrong with the text of an annotation `ordinal.internal/addresses`; the
  ///     rules are those of whoever gives pods their addresses.
  ///   - scriptProblem: the same of an annotation `ordinal.internal/script`.
  ///   - allocationProblems: why a Service of the files, which come in order, cannot have of the cluster
  ///     what it asks for.
  package static func check(
    paths: [String], gates: FeatureGates = FeatureGates(), pinProblem: (String) -> String?,
    scriptProblem: (String) -> String? = { _ in nil },
    allocationProblems: (Service) -> [EarlyProblem] = { _ in [] }
  ) -> ManifestCheck {
    check(
      FileSystem.load(paths), gates: gates, pinProblem: pinProblem, scriptProblem: scriptProblem,
      allocationProblems: allocationProblems)
  }

  /// As ``check(paths:gates:pinProblem:scriptProblem:allocationProblems:)``, of files that were read
  /// already.
  package static func check(
    _ batch: FileBatch, gates: FeatureGates = FeatureGates(), pinProblem: (String) -> String?,
    scriptProblem: (String) -> String? = { _ in nil },
    allocationProblems: (Service) -> [EarlyProblem] = { _ in [] }
  ) -> ManifestCheck {
    var check = ManifestCheck(gates: gates)
    for (path, reason) in batch.failures {
      check.diagnostics.append(.error("cannot be read: \(reason)", file: path))
    }
    var claims: [ObjectKey: Claim] = [:]
    for (key, update) in batch.manifests {
      for claim in check.read(key, update) {
        if let first = claims[claim.key] {
          check.diagnostics.append(claim.object.duplicate(of: first.object, .warning))
        } else {
          claims[claim.key] = claim
          check.add(claim, allocationProblems)
        }
      }
    }
    for (key, update) in batch.zones {
      if let octets = check.octets(key, update) { check.zoneFiles.append((key, octets)) }
    }
    withoutActuallyEscaping(pinProblem) { problem in
      let cross = CrossCheck(objects: check.objects, pins: PinnedAddressCheck(problem: problem))
      check.diagnostics += cross.diagnostics()
    }
    withoutActuallyEscaping(scriptProblem) { problem in
      let scripts = ScriptCheck(problem: problem)
      check.diagnostics += check.objects.flatMap(scripts.diagnostics)
    }
    check.diagnostics += check.objects.flatMap(GatedFieldCheck(gates: gates).diagnostics)
    check.diagnostics += check.objects.flatMap(AdmissionCheck().diagnostics)
    let claimCheck = ClaimCheck(sets: check.statefulSets)
    check.diagnostics += check.objects.flatMap(claimCheck.diagnostics)
    check.diagnostics.sort()
    return check
  }

  /// Adds what does not go together with what exists already where the files are to be applied.
  package mutating func compare(with existing: ExistingObjects) {
    let sets = ExistingSetCheck(existing: existing, gates: gates)
    let others = ExistingObjectCheck(existing: existing)
    for checked in objects {
      if let set = checked.object as? StatefulSet {
        diagnostics += sets.diagnostics(of: set, checked)
      } else {
        diagnostics += others.diagnostics(of: checked)
      }
    }
    diagnostics.sort()
  }

  /// The contents of a file, or nil and a line that says why there are none.
  private mutating func octets(_ key: FileKey, _ update: FileUpdate) -> [UInt8]? {
    switch update {
    case .contents(let octets): return octets
    case .removed: return nil
    case .unreadable(let reason):
      diagnostics.append(.error("cannot be read: \(reason)", file: key.location))
      return nil
    }
  }

  /// The objects of a file of kinds that are served.
  private mutating func read(_ key: FileKey, _ update: FileUpdate) -> [Claim] {
    guard let octets = octets(key, update) else { return [] }
    let manifest = Manifest.parse(octets, file: key.location)
    diagnostics += manifest.diagnostics
    if manifest.objects.isEmpty, manifest.isWhole {
      diagnostics.append(.warning("the file holds no objects", file: key.location))
    }
    return manifest.objects.compactMap { object in
      do throws(Diagnostic) { return try Claim(object, in: key) } catch {
        diagnostics.append(error)
        return nil
      }
    }
  }

  /// All that the API would refuse, in one pass: first the schema, then the rules of the kind. A pod
  /// that is not let in, and a Service that cannot have what it asks for, are judged by nothing else,
  /// as the API does it.
  private mutating func add(
    _ claim: Claim, _ allocationProblems: (Service) -> [EarlyProblem]
  ) {
    var errors = Schema.check(claim.value, of: claim.key.resource)
    do throws(FieldErrors) {
      let checked = CheckedObject(claim: claim, object: try completed(claim))
      objects.append(checked)
      var problems: [EarlyProblem] = []
      switch checked.object {
      case let pod as Pod: problems = pod.refusals
      // Families depend on the cluster, which the defaults above know nothing of.
      case is Service: problems = allocationProblems(try Service(value: claim.value))
      default: break
      }
      diagnostics += problems.map { checked.error($0.text, at: $0.path) }
      if problems.isEmpty { errors += broken(checked.object) }
      // The API warns of what it takes.
      let refused = Set(errors.map(\.path))
      var told = Set<String>()
      diagnostics += checked.object.warnings
        .filter { !refused.contains($0.path) && told.insert($0.text).inserted }
        .map { checked.warning($0.text, at: $0.path) }
    } catch {
      // Values of wrong types, which the schema's check has told already.
      errors += error.errors
    }
    // Upstream tells some errors twice, which a person has no use for.
    var seen = Set<FieldError>()
    diagnostics += errors.filter { seen.insert($0).inserted }.map(claim.object.error)
  }

  private func broken(_ object: any KubernetesObject) -> [FieldError] {
    (object as? StatefulSet)?.validate(gates: gates) ?? object.validate()
  }

  private func completed(_ claim: Claim) throws(FieldErrors) -> any KubernetesObject {
    let object = try Resource.object(from: claim.value)
    return (object as? StatefulSet)?.applyingDefaults(gates: gates) ?? object.applyingDefaults()
  }
}

/// An object of a file that could be read into its type, valid or not.
package struct CheckedObject: Sendable {
  package var claim: Claim
  package var object: any KubernetesObject

  func warning(_ text: String, at path: FieldPath) -> Diagnostic {
    claim.object.warning(text, at: path)
  }

  func error(_ text: String, at path: FieldPath) -> Diagnostic {
    let object = claim.object
    return .error(
      "\(object.title): \(text)", file: object.file, at: object.positions.position(of: path))
  }
}

extension ManifestCheck {
  /// The sets of the files, in the order in which they stand there (`ordinal names -f`).
  package var statefulSets: [StatefulSet] { objects.compactMap { $0.object as? StatefulSet } }
  /// Of everything in the files.
  package var keys: [ObjectKey] { objects.map(\.claim.key) }
  package var services: [Service] { objects.compactMap { $0.object as? Service } }

  /// The Service that a set's pods have their names from, if the files hold it.
  package func governingService(of set: StatefulSet) -> Service? {
    services.first {
      $0.metadata.namespace == set.metadata.namespace && $0.metadata.name == set.spec.serviceName
    }
  }
}
