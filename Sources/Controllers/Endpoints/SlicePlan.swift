import ObjectStore
import Objects

/// How endpoints are spread over the slices of one address family.
///
/// Endpoints stay where they are, in their order, new ones are appended to slices with room, and a
/// slice that has lost its purpose is used anew before another is made: few writes, steady names.
struct SlicePlan {
  private var kept: [Content] = []
  private var created: [EndpointGroup] = []
  private var unused: [EndpointSlice] = []

  /// A slice and what it is going to hold.
  private struct Content {
    var slice: EndpointSlice
    var group: EndpointGroup
    /// It only has its name from the slice that was there.
    var isNew = false

    var count: Int { group.endpoints.count }
    var isEmpty: Bool { group.endpoints.isEmpty }
    var isChanged: Bool { group.endpoints != slice.endpoints }

    mutating func take(_ arriving: inout ArraySlice<SliceEndpoint>, upTo limit: Int) {
      let room = max(0, limit - count)
      group.endpoints += arriving.prefix(room)
      arriving = arriving.dropFirst(room)
    }
  }

  /// - Parameters:
  ///   - existing: the slices of the family that are ours.
  ///   - limit: how many endpoints a slice takes.
  init(existing: [EndpointSlice], groups: [EndpointGroup], limit: Int) {
    var spare = existing
    for group in groups {
      let own = spare.filter { $0.ports == group.ports }
      spare.removeAll { $0.ports == group.ports }
      pack(group, into: own, limit)
    }
    unused += spare
    // A Service has at least one slice of each family, be it empty.
    if kept.isEmpty && created.isEmpty { created = [EndpointGroup(ports: [], endpoints: [])] }
    for group in created.reversed() where !unused.isEmpty {
      kept.append(Content(slice: unused.removeFirst(), group: group, isNew: true))
      created.removeLast()
    }
  }

  /// Spreads the endpoints of one group over the slices that have its ports, as upstream: slices that
  /// change anyway are filled, the fullest first; then new ones, until one that is there takes all
  /// the rest.
  private mutating func pack(_ group: EndpointGroup, into slices: [EndpointSlice], _ limit: Int) {
    var wanted = Dictionary(
      group.endpoints.map { (EndpointIdentity($0), $0) }, uniquingKeysWith: { first, _ in first })
    var contents = slices.map { slice in
      let staying = slice.endpoints.compactMap { endpoint in
        wanted.removeValue(forKey: EndpointIdentity(endpoint))
      }
      return Content(slice: slice, group: EndpointGroup(ports: group.ports, endpoints: staying))
    }
    var arriving = group.endpoints.filter { wanted[EndpointIdentity($0)] != nil }[...]
    let changing = contents.indices.filter { contents[$0].isChanged && !contents[$0].isEmpty }
    for index in changing.sorted(by: { contents[$0].count > contents[$1].count }) {
      contents[index].take(&arriving, upTo: limit)
    }
    let resting = contents.indices.filter { !contents[$0].isChanged && !contents[$0].isEmpty }
    while !arriving.isEmpty {
      let roomy = resting.filter { contents[$0].count + arriving.count <= limit }
      if let fullest = roomy.max(by: { contents[$0].count < contents[$1].count }) {
        contents[fullest].take(&arriving, upTo: limit)
        break
      }
      created.append(EndpointGroup(ports: group.ports, endpoints: Array(arriving.prefix(limit))))
      arriving = arriving.dropFirst(limit)
    }
    kept += contents.filter { !$0.isEmpty }
    unused += contents.filter(\.isEmpty).map(\.slice)
  }

  /// The writes that make it so; none for slices that are right already.
  ///
  /// - Parameter template: a new slice without endpoints, whose labels and owners all have.
  func writes(like template: EndpointSlice, trigger: Timestamp?) -> [Write] {
    var writes: [Write] = []
    for group in created {
      var slice = template
      slice.ports = group.ports
      slice.endpoints = group.endpoints
      slice.setTrigger(trigger)
      writes.append(.create(slice))
    }
    for content in kept {
      var slice = content.slice
      slice.ports = content.group.ports
      slice.endpoints = content.group.endpoints
      slice.metadata.labels = template.metadata.labels
      slice.metadata.ownerReferences = template.metadata.ownerReferences
      guard slice != content.slice else { continue }
      if content.isNew { slice.metadata.annotations = [:] }
      slice.setTrigger(trigger)
      writes.append(.update(slice))
    }
    return writes
      + unused.map { .delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: 0) }
  }
}

/// What makes two endpoints the same one, though its conditions changed.
private struct EndpointIdentity: Hashable {
  var addresses: [String]
  var hostname, namespace, name: String

  init(_ endpoint: SliceEndpoint) {
    addresses = endpoint.addresses
    hostname = endpoint.hostname
    namespace = endpoint.targetReference?.namespace ?? ""
    name = endpoint.targetReference?.name ?? ""
  }

  /// Two of the parts tell nearly all endpoints apart.
  func hash(into hasher: inout Hasher) {
    hasher.combine(addresses.first)
    hasher.combine(name)
  }
}
