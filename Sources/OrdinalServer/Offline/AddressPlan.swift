import ClusterNames
import Objects
import Pods

/// The addresses that a fresh server gives the pods of sets, which it makes one after the other.
struct AddressPlan {
  /// By set, then by pod: one address a family.
  private(set) var addresses: [[[IPAddress]]] = []

  init(_ sets: [NamedSet], blocks: [AddressBlock]) throws(OrdinalError) {
    var book = AddressBook(blocks: blocks)
    let pins = try sets.map { (set) throws(OrdinalError) in
      try Self.pins(of: set, book.families)
    }
    for (set, pins) in zip(sets, pins) { book.reserve(Set(pins.joined()), for: set.title) }
    for (set, pins) in zip(sets, pins) {
      var given: [[IPAddress]] = []
      for (place, pod) in set.names.enumerated() {
        let holder = AddressBook.Holder(uid: "\(set.title)/\(pod.pod)", name: "\(pod.pod)")
        do {
          given.append(
            try book.assign(
              pins.indices.contains(place) ? pins[place] : [], to: holder, now: Self.begin))
        } catch {
          throw OrdinalError("\(set.title): \(error)")
        }
      }
      addresses.append(given)
    }
  }

  /// No time passes here.
  private static let begin = Timestamp(seconds: 0)

  private static func pins(
    of set: NamedSet, _ families: AddressFamilies
  ) throws(OrdinalError) -> [[IPAddress]] {
    do {
      return try PinnedAddresses(set.pinnedAddresses, families: families).entries
    } catch {
      throw OrdinalError("\(set.title): \(error)")
    }
  }
}

extension NamedSet {
  fileprivate var title: String {
    "StatefulSet \(names.service.namespace)/\(names.set)"
  }
}
