import ClusterNames
import Objects

/// Which addresses a pod is to have, by the annotations of itself and its set.
struct AddressRequest: Sendable {
  /// Sorted by family; empty families come from the pools.
  var pins: [IPAddress] = []
  /// Pinned by `ordinal bind`: it counts at once, also for a pod that runs.
  var isBinding = false

  /// A binding wins over the template. A pod without a set takes the first entry of its own
  /// annotation.
  init(_ pod: Pod, in set: StatefulSet?, _ families: AddressFamilies) throws(AddressProblem) {
    let index = pod.metadata.labels["apps.kubernetes.io/pod-index"].flatMap { Int($0) }
    do throws(PinError) {
      if let set, let index,
        let bound = try set.boundAddresses(families)?.byOrdinal[index]
      {
        pins = bound
        isBinding = true
      } else if let text = pod.metadata.annotations[PinnedAddresses.annotation] {
        let entries = try PinnedAddresses(text, families: families).entries
        let place = (index ?? 0) - (set?.spec.ordinals.lowerBound ?? 0)
        if entries.indices.contains(place) { pins = entries[place] }
      }
    } catch {
      throw .pin(error)
    }
  }
}

extension StatefulSet {
  /// nil without the annotation.
  func boundAddresses(_ families: AddressFamilies) throws(PinError) -> BoundAddresses? {
    guard let text = metadata.annotations[BoundAddresses.annotation] else { return nil }
    return try BoundAddresses(text, families: families)
  }

  /// Every address that the set names for a pod; unreadable annotations name none.
  func pinnedAddresses(_ families: AddressFamilies) -> Set<IPAddress> {
    let pinned = spec.template.annotations[PinnedAddresses.annotation]
      .flatMap { try? PinnedAddresses($0, families: families) }
    let bound = try? boundAddresses(families)
    return Set((pinned?.entries ?? []).joined())
      .union((bound?.byOrdinal.values.map(\.self) ?? []).joined())
  }
}
