package import ClusterNames
package import Objects

/// Who has which address. No address belongs to two pods at a time, wherever it came from.
package struct AddressBook: Sendable {
  package let families: AddressFamilies
  /// In the order of the pod CIDRs.
  private var pools: [AddressPool]
  private var holders: [IPAddress: Holder] = [:]
  /// By the uid of the pod, in the order of the pools.
  private var addresses: [String: [IPAddress]] = [:]
  /// Pinned by sets, whether their pods exist yet or not: the pools do not give these out.
  private var reserved: [String: Set<IPAddress>] = [:]

  /// A pod, and how messages call it.
  package struct Holder: Hashable, Sendable {
    package var uid: String
    /// `NAMESPACE/NAME`, for messages.
    package var name: String
    /// The uid of its set; empty for a pod without one.
    package var set: String

    package init(uid: String, name: String, set: String = "") {
      self.uid = uid
      self.name = name
      self.set = set
    }
  }

  package init(blocks: [AddressBlock], rest: Duration = .seconds(60)) {
    families = AddressFamilies(blocks: blocks)
    pools = blocks.map { AddressPool(block: $0, rest: rest) }
  }

  /// Empty for a pod that has none yet.
  package func addresses(of uid: String) -> [IPAddress] { addresses[uid] ?? [] }

  package func holder(of address: IPAddress) -> Holder? { holders[address] }

  /// Keeps addresses out of the pools for a set; an empty list gives them free.
  package mutating func reserve(_ addresses: Set<IPAddress>, for set: String) {
    reserved[set] = addresses.isEmpty ? nil : addresses
  }

  /// Gives a pod one address a family: the pinned one, else the one it has, else the next of the
  /// pool.
  /// What it had and does not keep goes to rest. On an error nothing changes.
  package mutating func assign(_ pinned: [IPAddress], to holder: Holder, now: Timestamp)
    throws(AddressProblem) -> [IPAddress]
  {
    for address in pinned {
      if let other = holders[address], other.uid != holder.uid {
        throw .inUse(address, by: other)
      }
    }
    let before = addresses(of: holder.uid)
    var given: [IPAddress] = []
    for index in pools.indices {
      let width = pools[index].block.base.bitWidth
      if let kept = (pinned + before).first(where: { $0.bitWidth == width }) {
        given.append(kept)
      } else if let drawn = draw(from: index, now: now) {
        given.append(drawn)
      } else {
        for (pool, address) in zip(pools.indices, given) where !(pinned + before).contains(address)
        {
          pools[pool].putBack(address)
        }
        throw .exhausted(pools[index].block, capacity: pools[index].capacity)
      }
    }
    for address in before where !given.contains(address) { free(address, now: now) }
    hold(given, holder)
    return given
  }

  /// What an earlier run gave. An address that another pod has by now is left to that one.
  package mutating func restore(_ kept: [IPAddress], to holder: Holder) {
    let own = kept.filter { holders[$0] == nil }
    guard !own.isEmpty, addresses[holder.uid] == nil else { return }
    hold(own, holder)
    for index in pools.indices { for address in own { pools[index].resume(after: address) } }
  }

  /// Some pool has given out what no mark covers, or freed what none tells of.
  package var needsMark: Bool { pools.contains(where: \.needsMark) }

  /// See ``AddressPool/mark(ahead:now:)``; of all pools, in their order.
  package mutating func mark(ahead: UInt64, now: Timestamp) -> AddressMark {
    var whole = AddressMark()
    for index in pools.indices {
      let part = pools[index].mark(ahead: ahead, now: now)
      whole.next += part.next
      whole.resting += part.resting
    }
    return whole
  }

  /// The last mark was lost.
  package mutating func repeatMark() {
    for index in pools.indices { pools[index].repeatMark() }
  }

  /// Goes on at the mark of an earlier run; addresses of blocks that are no more mean nothing.
  package mutating func resume(at mark: AddressMark) {
    for index in pools.indices { pools[index].resume(at: mark) }
  }

  /// The pod is going to be removed with what is written next: then its addresses rest.
  package mutating func announceRelease(_ uid: String, now: Timestamp) {
    for address in addresses(of: uid) {
      for index in pools.indices { pools[index].announceRelease(address, now: now) }
    }
  }

  /// The pod is gone: its addresses rest.
  package mutating func release(_ uid: String, now: Timestamp) {
    for address in addresses.removeValue(forKey: uid) ?? [] { free(address, now: now) }
  }

  /// Pools hear of pinned addresses of their block, or they would give them out.
  private mutating func hold(_ given: [IPAddress], _ holder: Holder) {
    addresses[holder.uid] = given
    for address in given where holders[address] == nil {
      holders[address] = holder
      for index in pools.indices { _ = pools[index].claim(address) }
    }
  }

  private mutating func free(_ address: IPAddress, now: Timestamp) {
    holders[address] = nil
    for index in pools.indices { pools[index].release(address, now: now) }
  }

  /// Passes over what sets have reserved.
  private mutating func draw(from index: Int, now: Timestamp) -> IPAddress? {
    var passed: [IPAddress] = []
    defer { for address in passed { pools[index].putBack(address) } }
    while let address = pools[index].draw(now: now) {
      guard reserved.values.contains(where: { $0.contains(address) }) else { return address }
      passed.append(address)
    }
    return nil
  }
}

/// Why a pod gets no address.
package enum AddressProblem: Error, Hashable, Sendable {
  /// Not even an address at rest is left.
  case exhausted(AddressBlock, capacity: UInt64)
  /// Pinned, but another pod has it.
  case inUse(IPAddress, by: AddressBook.Holder)
  /// An annotation cannot be read.
  case pin(PinError)
}

extension AddressProblem: CustomStringConvertible {
  /// The reason of the pod's condition.
  package var reason: String {
    switch self {
    case .exhausted: "AddressesExhausted"
    case .inUse: "AddressInUse"
    case .pin: "InvalidAddresses"
    }
  }

  package var description: String {
    switch self {
    case .exhausted(let block, let capacity):
      "all \(capacity) addresses of \(block) are in use; delete pods or serve with a larger --pod-cidr"
    case .inUse(let address, let holder): "address \(address) belongs to pod \(holder.name)"
    case .pin(let error): error.description
    }
  }
}
