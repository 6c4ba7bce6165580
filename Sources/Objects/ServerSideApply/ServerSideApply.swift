/// `PATCH` with `application/apply-patch+yaml`: the client says which fields it wants and owns
/// (KEP-555). Who owns what stands in `metadata.managedFields`.
package enum ServerSideApply {
  /// The object after the request, neither defaulted nor validated.
  ///
  /// - Parameters:
  ///   - stored: nil creates the object.
  ///   - manager: from the request's `fieldManager`.
  ///   - subresource: `status`, or empty for the object itself, which takes no status.
  ///   - force: takes fields from other managers instead of failing.
  ///   - writer: whose all of it is that stands in nobody's books.
  package static func apply(
    _ wanted: Value, to stored: Value?, of resource: Resource, manager: String,
    subresource: String = "", force: Bool, now: Timestamp, writer: String = "before-first-apply"
  ) throws(ApplyConflict) -> Value {
    let shape = shape(of: resource)
    let name = FieldManagers.Name(
      manager: manager, operation: "Apply", apiVersion: "", subresource: subresource)
    let config = withoutForeignParts(wanted, shape, subresource)
    var managers = FieldManagers(stored?["metadata"]?["managedFields"])
    if let stored, managers.entries.isEmpty {
      // Nobody kept books until now.
      let first = recordUpdate(
        stored.with(managers), from: nil, of: resource, manager: writer,
        subresource: subresource, now: now)
      managers = FieldManagers(first["metadata"]?["managedFields"])
    }
    let fields = OwnedFields.set(of: config, shape)
    let last = managers.entries[name]?.fields ?? FieldSet()
    var object = OwnedFields.merge(config, into: stored, shape)
    var kept = fields.union(managers.fields(except: name))
    kept[.field("metadata")].isMember = true
    object = OwnedFields.prune(object, last, keeping: kept, shape)
    let comparison = FieldComparison(
      from: stored ?? FieldComparison.zero(of: resource), to: object, shape)
    let changed = comparison.modified.union(comparison.added)
    if !force {
      let noted = lastApplied(to: stored, by: manager, of: resource, shape)
      let conflicts = managers.entries.filter { $0.key != name }
        .map {
          ($0.key.description, $0.value.fields.intersection(changed).subtracting(noted).paths)
        }
        .filter { !$0.1.isEmpty }
      if !conflicts.isEmpty { throw ApplyConflict(conflicts) }
    }
    let former = managers
    managers.take(changed.union(comparison.removed), except: name)
    managers.set(name, fields, apiVersion: resource.apiVersion, at: nil)
    let isNews = managers.entries != former.entries || !isSettled(object, stored, of: resource)
    if !changed.union(comparison.removed).isEmpty, isNews {
      managers.set(name, fields, apiVersion: resource.apiVersion, at: now)
    }
    return note(wanted, in: object, by: manager).with(managers)
  }

  /// Whether defaults make the object what is stored: what a client leaves out of an atomic list looks
  /// like a change before.
  private static func isSettled(_ object: Value, _ stored: Value?, of resource: Resource) -> Bool {
    guard let stored, let new = try? Resource.object(from: object).applyingDefaults(),
      let old = try? Resource.object(from: stored)
    else { return false }
    return new.value == old.value
  }

  /// kubectl may apply in the old way again later: its note of what it applied last is kept in step,
  /// where there is one and kubectl itself applies (upstream's `lastAppliedUpdater`).
  private static func note(_ wanted: Value, in object: Value, by manager: String) -> Value {
    guard manager == "kubectl", object["metadata"]?["annotations"]?[noteKey] != nil else {
      return object
    }
    let note = wanted.json(escapingHTML: true) + "\n"
    return object.merging(["metadata": ["annotations": [noteKey: .string(note)]]])
  }

  private static let noteKey = "kubectl.kubernetes.io/last-applied-configuration"

  /// What kubectl applied in the old way, and what is still so, it may change without a conflict:
  /// that is how objects come over to the new way (upstream's `lastAppliedManager`).
  private static func lastApplied(
    to stored: Value?, by manager: String, of resource: Resource, _ shape: OwnedShape
  ) -> FieldSet {
    guard manager == "kubectl", let note = stored?["metadata"]?["annotations"]?[noteKey]?.string,
      let last = try? Value.parse(json: note), last["apiVersion"]?.string == resource.apiVersion
    else { return FieldSet() }
    let comparison = FieldComparison(from: last, to: stored, shape)
    return OwnedFields.set(of: last, shape).subtracting(comparison.modified)
      .subtracting(comparison.added).subtracting(comparison.removed)
  }

  /// An object that a client wrote in another way than by applying, with the books kept: what it
  /// changed is its own now. Objects that nobody has kept books of stay without.
  ///
  /// - Parameters:
  ///   - object: with defaults, as upstream counts these to whoever writes.
  ///   - stored: nil for a new object.
  package static func recordUpdate(
    _ object: Value, from stored: Value?, of resource: Resource, manager: String,
    subresource: String = "", now: Timestamp
  ) -> Value {
    let shape = shape(of: resource)
    var managers = FieldManagers(
      given: object["metadata"]?["managedFields"],
      stored: stored?["metadata"]?["managedFields"], isSubresource: !subresource.isEmpty)
    if stored != nil, managers.entries.isEmpty { return object.with(managers) }
    let name = FieldManagers.Name(
      manager: manager, operation: "Update", apiVersion: resource.apiVersion,
      subresource: subresource)
    let comparison = FieldComparison(
      from: withoutForeignParts(
        stored ?? FieldComparison.zero(of: resource), shape, subresource),
      to: withoutForeignParts(object, shape, subresource), shape)
    let changed = comparison.modified.union(comparison.added)
    managers.take(changed.union(comparison.removed), except: name)
    let fields = (managers.entries[name]?.fields ?? FieldSet()).subtracting(comparison.removed)
      .union(changed)
    let isChange = !FieldManagers.strippingIdentity(changed).isEmpty
    managers.set(name, fields, apiVersion: resource.apiVersion, at: isChange ? now : nil)
    managers.mergeOldestUpdates()
    return object.with(managers)
  }

  /// Kinds without an embedded schema are owned as a whole.
  private static func shape(of resource: Resource) -> OwnedShape {
    Schema.typeName(of: resource).map(OwnedShape.structure) ?? .leaf(nil)
  }

  /// A status is written through its own subresource, and nothing else is there.
  private static func withoutForeignParts(
    _ value: Value, _ shape: OwnedShape, _ subresource: String
  ) -> Value {
    guard var fields = value.object, shape.below("status") != nil else { return value }
    if subresource == "status" {
      let identity = ["apiVersion", "kind", "metadata", "status"]
      fields = fields.filter { identity.contains($0.key) }
    } else {
      fields["status"] = nil
    }
    return .object(fields)
  }
}

/// Fields that somebody else manages, and has given other values.
package struct ApplyConflict: Error, Hashable, Sendable, CustomStringConvertible {
  /// For a Status' causes, all of reason `FieldManagerConflict`.
  package struct Cause: Hashable, Sendable {
    /// `conflict with "kubectl-edit" using apps/v1`.
    package var message: String
    /// `.spec.replicas`.
    package var field: String

    package init(message: String, field: String) { (self.message, self.field) = (message, field) }
  }

  package var causes: [Cause] = []
  /// As upstream's Status says it, one line a field when there are several.
  package var description: String

  /// As one that meets the same fields under another version tells it.
  package func telling(_ version: String, inPlaceOf other: String) -> ApplyConflict {
    var conflict = self
    let (old, new) = (" using \(other)", " using \(version)")
    conflict.description = description.replacing(old, with: new)
    for index in causes.indices {
      conflict.causes[index].message = causes[index].message.replacing(old, with: new)
    }
    return conflict
  }

  init(_ conflicts: [(manager: String, paths: [String])]) {
    let conflicts = conflicts.sorted { $0.manager < $1.manager }
    for (manager, paths) in conflicts {
      causes += paths.map { Cause(message: "conflict with \(manager)", field: $0) }
    }
    if causes.count == 1 {
      description = "Apply failed with 1 conflict: \(causes[0].message): \(causes[0].field)"
      return
    }
    let lines = conflicts.flatMap { manager, paths in
      ["conflicts with \(manager):"] + paths.map { "- \($0)" }
    }
    description =
      "Apply failed with \(causes.count) conflicts: \(lines.joined(separator: "\n"))"
  }
}

extension Value {
  fileprivate func with(_ managers: FieldManagers) -> Value {
    guard var fields = object else { return self }
    var metadata = fields["metadata"]?.object ?? [:]
    metadata["managedFields"] = managers.value
    fields["metadata"] = .object(metadata)
    return .object(fields)
  }
}
