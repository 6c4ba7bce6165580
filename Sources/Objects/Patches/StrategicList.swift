/// A list whose members merge: objects by a key, other values by themselves.
struct StrategicList {
  var field: SchemaField
  /// Of the members.
  var place: StrategicMerge.Place

  /// The list after the patch, in the order that upstream gives it: what the patch names in the
  /// patch's order, what it does not name where it stood.
  func merge(_ patch: [Value], into original: [Value]) throws(PatchError) -> [Value] {
    try checkMembers(original + patch)
    guard let key = field.mergeKey else {
      var known = Set(original)
      let merged = original + patch.filter { known.insert($0).inserted }
      return try order(merged, by: patch, before: original)
    }
    let (kept, changes, replaces) = try applyDirectives(of: patch, to: original, key)
    if replaces { return try changes.map { change throws(PatchError) in try added(change) } }
    var merged = kept
    var known: [Value: [Int]] = [:]
    for (index, member) in kept.enumerated() {
      if let name = member[key] { known[name, default: []].append(index) }
    }
    for change in changes {
      let name = try name(of: change, key)
      guard let index = index(of: change, among: known[name] ?? [], of: merged) else {
        known[name, default: []].append(merged.count)
        merged.append(try added(change))
        continue
      }
      merged[index] = .object(
        try StrategicMerge.merge(
          change.object ?? [:], into: merged[index].object ?? [:], at: place))
    }
    return try order(merged, by: changes, before: original)
  }

  private func added(_ change: Value) throws(PatchError) -> Value {
    .object(try StrategicMerge.merge(change.object ?? [:], into: [:], at: place))
  }

  /// Members that are not changes but directives: `$patch: delete` with a key, `$patch: replace`.
  private func applyDirectives(of patch: [Value], to original: [Value], _ key: String)
    throws(PatchError) -> (kept: [Value], changes: [Value], replaces: Bool)
  {
    var (kept, changes, replaces) = (original, [Value](), false)
    for change in patch {
      guard let directive = change[StrategicMerge.directive] else {
        changes.append(change)
        continue
      }
      switch directive {
      case "delete":
        let name = try name(of: change, key)
        kept.removeAll { $0[key] == name }
      case "replace": replaces = true
      case "merge": throw .failed("merging lists cannot yet be specified in the patch")
      default: throw StrategicMerge.badDirective(directive, change.object ?? [:])
      }
    }
    return (kept, changes, replaces)
  }

  /// Of several members with the same merge key (a Service's port 53 over UDP and TCP) the one that
  /// agrees in the list's other keys; upstream takes the first.
  private func index(of change: Value, among same: [Int], of members: [Value]) -> Int? {
    let exact = same.first { index in
      field.listMapKeys.allSatisfy { change[$0] == nil || change[$0] == members[index][$0] }
    }
    return exact ?? same.first
  }

  private func name(of member: Value, _ key: String) throws(PatchError) -> Value {
    guard let name = member[key] else {
      throw .failed("map: \(member.goText) does not contain declared merge key: \(key)")
    }
    return name
  }

  private func checkMembers(_ members: [Value]) throws(PatchError) {
    if members.contains(where: { $0.array != nil }) {
      throw .inapplicable("lists of lists are not supported")
    }
    let objects = members.count { $0.object != nil }
    guard objects == (field.mergeKey == nil ? 0 : members.count) else {
      throw .failed("list element types are not identical: \(Value.array(members).goText)")
    }
  }
}

/// `$setElementOrder/FIELD`: the whole order that the client wants, as keys.
extension StrategicList {
  /// What tells a member from others; objects in an order hold no more than their keys.
  private func identity(_ member: Value) -> Value? {
    guard let key = field.mergeKey else { return member }
    return member[key]
  }

  /// A patch's members stand in the order that it gives.
  func check(_ patch: [Value], follow order: [Value]) throws(PatchError) {
    var rest = patch.filter { $0[StrategicMerge.directive] == nil }[...]
    if rest.isEmpty || order.isEmpty { return }
    for member in order where identity(member) == rest.first.flatMap(identity) {
      rest.removeFirst()
      if rest.isEmpty { return }
    }
    throw .failed(
      "the order in patch list:\n\(Value.array(patch).goText)\n doesn't match $setElementOrder "
        + "list:\n\(Value.array(order).goText)")
  }

  /// Members that `order` names come in its order; the others stay in front of those that they
  /// stood in front of.
  func order(_ members: [Value], by order: [Value], before: [Value]) throws(PatchError) -> [Value] {
    if let key = field.mergeKey {
      for member in members + order { _ = try name(of: member, key) }
    }
    let wanted = places(order)
    let former = places(before)
    let place = { (member: Value, places: [Value: Int]) in
      identity(member).flatMap { places[$0] }
    }
    // Equal keys stay in their order: sort is stable.
    var named = members.filter { place($0, wanted) != nil }
      .sorted { place($0, wanted) ?? 0 < place($1, wanted) ?? 0 }[...]
    var others = members.filter { place($0, wanted) == nil }
      .sorted { place($0, former) ?? 0 < place($1, former) ?? 0 }[...]
    var result: [Value] = []
    while let left = others.first, let right = named.first {
      if let i = place(left, former), let j = place(right, former), i < j {
        result.append(others.removeFirst())
      } else {
        result.append(named.removeFirst())
      }
    }
    return result + named + others
  }

  private func places(_ members: [Value]) -> [Value: Int] {
    var places: [Value: Int] = [:]
    for (index, member) in members.enumerated() {
      guard let identity = identity(member), places[identity] == nil else { continue }
      places[identity] = index
    }
    return places
  }
}
