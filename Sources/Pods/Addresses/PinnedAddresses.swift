package import ClusterNames

/// What annotation `ordinal.internal/addresses` of a template says: an entry a pod, from the first
/// ordinal on.
///
/// `172.20.0.11,172.20.0.12`; in a dual-stack cluster an entry may name both addresses,
/// `172.20.0.11/fd00::11`.
package struct PinnedAddresses: Hashable, Sendable {
  package static let annotation = "ordinal.internal/addresses"
  /// One or two addresses of different families an entry.
  package var entries: [[IPAddress]]

  package init(_ text: String, families: AddressFamilies) throws(PinError) {
    entries = []
    guard !text.allSatisfy({ $0 == " " }) else { return }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    for (place, part) in parts.enumerated() {
      let source = PinError.Source(
        annotation: Self.annotation, entry: place + 1, found: String(part))
      let addresses = try families.parsePin(part, source)
      for address in addresses where entries.joined().contains(address) {
        throw PinError(source, .repeated(address))
      }
      entries.append(addresses)
    }
  }
}

/// What annotation `ordinal.internal/bound-addresses` of a set says: which pods `ordinal bind` has
/// pinned.
///
/// `0=172.20.0.11,3=172.20.0.14/fd00::14`. It is on the set and not on its template, so that it
/// outlives
/// pods and starts no rollout.
package struct BoundAddresses: Hashable, Sendable, CustomStringConvertible {
  package static let annotation = "ordinal.internal/bound-addresses"
  package private(set) var byOrdinal: [Int: [IPAddress]] = [:]

  package init() {}

  package init(_ text: String, families: AddressFamilies) throws(PinError) {
    guard !text.allSatisfy({ $0 == " " }) else { return }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    for (place, part) in parts.enumerated() {
      let source = PinError.Source(
        annotation: Self.annotation, entry: place + 1, found: String(part))
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let ordinal = Int32(sides[0].trimmingSpaces), ordinal >= 0 else {
        throw PinError(source, .notBinding)
      }
      guard byOrdinal[Int(ordinal)] == nil else { throw PinError(source, .ordinalRepeated) }
      let addresses = try families.parsePin(sides[1], source)
      for address in addresses where byOrdinal.values.joined().contains(address) {
        throw PinError(source, .repeated(address))
      }
      byOrdinal[Int(ordinal)] = addresses
    }
  }

  /// Binds a pod, `172.20.0.14` or `172.20.0.14/fd00::14`, in place of what it was bound to.
  package mutating func bind(_ ordinal: Int, to text: String, families: AddressFamilies)
    throws(PinError)
  {
    var others = self
    others.byOrdinal[ordinal] = nil
    let source = PinError.Source(annotation: Self.annotation, entry: 1, found: text)
    let addresses = try families.parsePin(Substring(text), source)
    for address in addresses where others.byOrdinal.values.joined().contains(address) {
      throw PinError(source, .repeated(address))
    }
    byOrdinal[ordinal] = addresses
  }

  /// A pod that runs keeps the address; the next one of its name takes one from the pool.
  package mutating func unbind(_ ordinal: Int) { byOrdinal[ordinal] = nil }

  package var description: String {
    byOrdinal.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.map(\.description).joined(separator: "/"))" }
      .joined(separator: ",")
  }
}

/// The families of the pod CIDRs, in their order: the first is that of `podIP`.
package struct AddressFamilies: Hashable, Sendable {
  let blocks: [AddressBlock]

  package init(blocks: [AddressBlock]) {
    self.blocks = blocks
  }

  /// The node is this machine, so it has the loopback address of each family.
  var nodeAddresses: [IPAddress] {
    blocks.map {
      $0.base.bitWidth == 32
        ? .v4(IPv4Address(rawValue: 127 << 24 | 1)) : .v6(IPv6Address(high: 0, low: 1))
    }
  }

  /// One address, or one of each family with a slash between them; sorted as the families are.
  func parsePin(_ text: Substring, _ source: PinError.Source) throws(PinError) -> [IPAddress] {
    var pinned: [Int: IPAddress] = [:]
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard let address = try? IPAddress(part.trimmingSpaces) else {
        throw PinError(source, .notAddress(self))
      }
      guard let family = blocks.firstIndex(where: { $0.base.bitWidth == address.bitWidth }) else {
        throw PinError(source, .foreignFamily(address, self))
      }
      guard address.canBePinned else { throw PinError(source, .special(address)) }
      guard pinned[family] == nil else { throw PinError(source, .notAddress(self)) }
      pinned[family] = address
    }
    return pinned.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension IPAddress {
  /// A pod can have it: as for the API's endpoints, but loopback addresses may be pinned.
  fileprivate var canBePinned: Bool {
    switch self {
    case .v4(let address):
      let first = address.rawValue >> 24
      let isLinkLocal = address.rawValue >> 16 == 169 << 8 | 254
      return first != 0 && first < 224 && !isLinkLocal
    case .v6(let address):
      let isLinkLocal = address.high >> 54 == 0xFE80 >> 6
      return !isUnspecified && address.high >> 56 != 0xFF && !isLinkLocal
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
