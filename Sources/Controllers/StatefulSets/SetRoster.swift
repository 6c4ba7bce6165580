import Objects

/// The pods of one set, in the order of their ordinals, kept from sync to sync.
///
/// A set of a thousand pods is synced thousands of times while they are replaced one by one: so a
/// sync reads anew only those that were marked since the last one, and all of them when the set's
/// spec changed.
struct SetRoster: Sendable {
  /// The pods that carry the set's reference and match.
  private(set) var members: [SetMember] = []
  /// Those that carry it and do not match: they are to be released.
  private(set) var strays: [String: Pod] = [:]
  private var marked = Set<String>()
  private var generation: Int64?

  /// The pod of this name, or one of its claims, is not as it was.
  mutating func mark(_ podName: String) { marked.insert(podName) }

  /// - Parameters:
  ///   - pod: the pods of the set's namespace by name.
  ///   - claim: its claims by name.
  mutating func refresh(
    _ set: StatefulSet, pod: (String) -> Pod?, claim: (String) -> GenericObject?
  ) {
    if generation != set.metadata.generation {
      generation = set.metadata.generation
      marked.formUnion(members.map(\.name))
      marked.formUnion(strays.keys)
    }
    guard !marked.isEmpty else { return }
    let names = marked
    marked.removeAll(keepingCapacity: true)
    let retention = ClaimRetention(set)
    // One by one while they are few; else all at once.
    if names.count > 16 { members.removeAll { names.contains($0.name) } }
    var added: [SetMember] = []
    for name in names {
      strays[name] = nil
      if names.count <= 16 { remove(name, of: set) }
      guard let pod = pod(name), pod.metadata.controller?.uid == set.metadata.uid else { continue }
      guard let ordinal = set.ordinal(ofPodNamed: name),
        set.spec.selector.matches(pod.metadata.labels)
      else {
        strays[name] = pod
        continue
      }
      added.append(SetMember(pod, ordinal: ordinal, of: set, retention: retention, claim: claim))
    }
    if names.count > 16 {
      members = (members + added).sorted { $0.ordinal < $1.ordinal }
    } else {
      for member in added { members.insert(member, at: place(of: member.ordinal)) }
    }
  }

  private mutating func remove(_ name: String, of set: StatefulSet) {
    guard let ordinal = set.ordinal(ofPodNamed: name) else { return }
    let place = place(of: ordinal)
    if place < members.count, members[place].ordinal == ordinal { members.remove(at: place) }
  }

  /// Where the ordinal is, or where it belongs.
  private func place(of ordinal: Int) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
