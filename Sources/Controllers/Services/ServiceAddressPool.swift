import ClusterNames

/// The cluster addresses of one family: which are taken, and which comes next.
struct ServiceAddressPool: Sendable {
  enum State { case free, taken, reserved, outside }

  let block: AddressBlock
  private var taken = Set<IPAddress>()
  /// The offset after the address that was taken last.
  private var next: UInt64

  /// Usable offsets: not the network's own address, and not an IPv4 broadcast address.
  private let last: UInt64
  /// Offsets up to here are for addresses that people choose; they are drawn when all others are
  /// taken.
  private let chosen: UInt64

  init(block: AddressBlock) {
    self.block = block
    let hostBits = UInt64(block.base.bitWidth - block.prefixLength)
    let size = hostBits >= 63 ? UInt64.max >> 1 : 1 << hostBits
    last = size <= 2 ? size - 1 : block.base.bitWidth == 32 ? size - 2 : size - 1
    chosen = min(last, min(max(16, size / 16), 256))
    next = min(chosen + 1, last)
  }

  var family: String { block.base.bitWidth == 32 ? "IPv4" : "IPv6" }

  /// The address of the API's Service.
  var first: IPAddress? { block.address(at: 1) }

  /// The next free address after the last one taken; nil when there is none.
  var free: IPAddress? {
    guard last > chosen else { return firstFree(in: 2...max(2, last)) }
    return firstFree(in: next...last) ?? firstFree(in: chosen + 1...last)
      ?? firstFree(in: 2...chosen)
  }

  /// Looks at as many addresses as it takes to be sure.
  private func firstFree(in offsets: ClosedRange<UInt64>) -> IPAddress? {
    // One more than are taken must hold a free one.
    for offset in offsets.prefix(taken.count + 1) {
      if let address = block.address(at: offset), !taken.contains(address) { return address }
    }
    return nil
  }

  /// What a Service that asks for this very address is told.
  func state(of address: IPAddress) -> State {
    guard block.contains(address), address != block.base else { return .outside }
    if taken.contains(address) { return .taken }
    return address == first ? .reserved : .free
  }

  /// Addresses of other ranges are no concern of this one.
  mutating func take(_ address: IPAddress) {
    guard block.contains(address) else { return }
    taken.insert(address)
    if block.address(at: next) == address { next = next < last ? next + 1 : chosen + 1 }
  }

  mutating func release(_ address: IPAddress) { taken.remove(address) }

  mutating func releaseAll() { taken = [] }
}
