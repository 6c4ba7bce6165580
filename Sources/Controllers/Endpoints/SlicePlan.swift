import ObjectStore
import Objects

/// How endpoints are spread over the slices of one address family, as upstream does it: few writes,
/// steady names.
///
/// Endpoints stay where they are, in their order, new ones are appended to slices with room, and a
/// slice that has lost its purpose gives its name to another before one is made. A slice without
/// endpoints rests like any other; one that the Service does not own goes.
struct SlicePlan {
  private var contents: [Content] = []
  private var created: [EndpointGroup] = []
  private var leaving: [EndpointSlice] = []
  private let template: EndpointSlice
  private let limit: Int

  /// A slice and what it is going to hold.
  private struct Content {
    var slice: EndpointSlice
    var endpoints: [SliceEndpoint]
    /// To be written for what it has lost or for its labels, so it may be filled as well.
    var isChanging: Bool

    mutating func take(_ arriving: inout ArraySlice<SliceEndpoint>, upTo limit: Int) {
      let room = max(0, limit - endpoints.count)
      endpoints += arriving.prefix(room)
      arriving = arriving.dropFirst(room)
    }
  }

  /// - Parameters:
  ///   - existing: the slices of the family that are ours.
  ///   - template: a new slice without endpoints, whose labels and owners all have.
  ///   - limit: how many endpoints a slice takes.
  init(
    existing: [EndpointSlice], groups: [EndpointGroup], like template: EndpointSlice, limit: Int
  ) {
    self.template = template
    self.limit = limit
    var spare = existing.filter(isOwned)
    let foreign = existing.filter { !isOwned($0) }
    for group in groups {
      pack(group, into: spare.filter(group.isOf))
      spare.removeAll(where: group.isOf)
    }
    leaving += spare
    // A Service has at least one slice of each family, be it empty.
    if contents.isEmpty && created.isEmpty { created = [EndpointGroup(ports: [], endpoints: [])] }
    leaving += foreign
  }

  private func isOwned(_ slice: EndpointSlice) -> Bool {
    let uids = template.metadata.ownerReferences.map(\.uid)
    return slice.metadata.ownerReferences.contains {
      $0.kind == "Service" && $0.apiVersion == "v1" && uids.contains($0.uid)
    }
  }

  /// Spreads the endpoints of one group over the slices that have its ports: slices that change
  /// anyway are filled, the fullest first; then new ones, until one that rests takes all the rest.
  private mutating func pack(_ group: EndpointGroup, into slices: [EndpointSlice]) {
    var wanted = Dictionary(
      group.endpoints.map { (EndpointIdentity($0), $0) }, uniquingKeysWith: { first, _ in first })
    var contents: [Content] = []
    for slice in slices {
      let staying = slice.endpoints.compactMap { wanted.removeValue(forKey: EndpointIdentity($0)) }
      if staying.isEmpty && !slice.endpoints.isEmpty {
        leaving.append(slice)
      } else {
        let isChanging = staying != slice.endpoints || !hasLabels(slice)
        contents.append(Content(slice: slice, endpoints: staying, isChanging: isChanging))
      }
    }
    var arriving = group.endpoints.filter { wanted[EndpointIdentity($0)] != nil }[...]
    let changing = contents.indices.filter { contents[$0].isChanging }
    for index in changing.sorted(by: { contents[$0].endpoints.count > contents[$1].endpoints.count }
    ) {
      contents[index].take(&arriving, upTo: limit)
    }
    let resting = contents.indices.filter { !contents[$0].isChanging }
    while !arriving.isEmpty {
      let roomy = resting.filter { contents[$0].endpoints.count + arriving.count <= limit }
      if arriving.count < limit,
        let fullest = roomy.max(by: { contents[$0].endpoints.count < contents[$1].endpoints.count })
      {
        contents[fullest].take(&arriving, upTo: limit)
      } else {
        created.append(EndpointGroup(ports: group.ports, endpoints: Array(arriving.prefix(limit))))
        arriving = arriving.dropFirst(limit)
      }
    }
    self.contents += contents
  }

  /// Whether it bears the Service's labels. Those that the controllers themselves set are put right
  /// with the slice's next change only.
  private func hasLabels(_ slice: EndpointSlice) -> Bool {
    func own(_ slice: EndpointSlice) -> [String: String] {
      slice.metadata.labels.filter { !Service.reservedSliceLabels.contains($0.key) }
    }
    return own(slice) == own(template)
  }

  /// The writes that make it so; none for slices that are right already.
  func writes(trigger: Timestamp?) -> [Write] {
    var leaving = leaving
    var writes: [Write] = []
    for group in created.reversed() {
      var slice = template
      slice.ports = group.ports
      slice.endpoints = group.endpoints
      guard let index = leaving.firstIndex(where: isOwned) else {
        slice.setTrigger(trigger)
        writes.append(.create(slice))
        continue
      }
      // Only the name is that of the slice that was there.
      let old = leaving.remove(at: index)
      slice.takePlace(of: old)
      if slice.isPlaceholder(like: old) { continue }
      slice.setTrigger(trigger)
      writes.append(.update(slice))
    }
    for content in contents where content.isChanging || content.endpoints != content.slice.endpoints
    {
      var slice = content.slice
      slice.endpoints = content.endpoints
      slice.metadata.labels = template.metadata.labels
      slice.setTrigger(trigger)
      writes.append(.update(slice))
    }
    return writes
      + leaving.map { .delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: 0) }
  }
}

extension EndpointSlice {
  /// Neither has anything in it that would be a reason to write it.
  fileprivate func isPlaceholder(like old: EndpointSlice) -> Bool {
    endpoints.isEmpty && old.endpoints.isEmpty && ports == old.ports
      && metadata.labels == old.metadata.labels
      && metadata.ownerReferences == old.metadata.ownerReferences
  }
}

/// What makes two endpoints the same one, though its conditions changed.
struct EndpointIdentity: Hashable {
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
