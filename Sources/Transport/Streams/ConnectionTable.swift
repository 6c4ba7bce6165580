/// The connections of a worker, in slots that are used again, and in the order of their last
/// progress: all have the same idle time, so the one that ends next is always the first.
struct ConnectionTable {
  /// A place in the table, linked to its neighbors in the order of progress by their numbers.
  private struct Slot {
    var connection: Connection?
    var tenancy: UInt32 = 0
    var previous = -1
    var next = -1
  }

  private var slots: [Slot] = []
  private var free: [Int] = []
  private var newest = -1
  /// The slot of the connection whose last progress is longest ago; -1 where there is none.
  private(set) var oldest = -1
  private(set) var count = 0

  /// Takes a slot for an accepted socket.
  mutating func insert(_ number: Int32, isIPv6: Bool, now: Int64) -> Int {
    let slot = free.popLast() ?? slots.count
    if slot == slots.count { slots.append(Slot()) }
    slots[slot].tenancy = (slots[slot].tenancy + 1) & Token.tenancyMask
    slots[slot].connection = Connection(
      number: number, isIPv6: isIPv6, tenancy: slots[slot].tenancy, lastProgress: now)
    count += 1
    link(slot)
    return slot
  }

  /// Forgets a connection, whose socket the caller closes; its memory is free for the next.
  mutating func remove(_ slot: Int) {
    unlink(slot)
    slots[slot].connection = nil
    free.append(slot)
    count -= 1
  }

  /// The connection of a slot in use.
  subscript(_ slot: Int) -> Connection {
    _read { yield slots[slot].connection! }
    _modify { yield &slots[slot].connection! }
  }

  /// True where the slot has the tenant that the event was for.
  func holds(_ slot: Int, tenancy: UInt32) -> Bool {
    slots.indices.contains(slot) && slots[slot].connection != nil && slots[slot].tenancy == tenancy
  }

  /// The slots in use.
  var occupied: [Int] {
    slots.indices.filter { slots[$0].connection != nil }
  }

  /// Something happened on a connection: it is the newest now.
  mutating func progressed(_ slot: Int, now: Int64) {
    self[slot].lastProgress = now
    guard slot != newest else { return }
    unlink(slot)
    link(slot)
  }

  /// Appends a slot as the newest.
  private mutating func link(_ slot: Int) {
    slots[slot].previous = newest
    slots[slot].next = -1
    if newest >= 0 { slots[newest].next = slot } else { oldest = slot }
    newest = slot
  }

  /// Takes a slot out of the order.
  private mutating func unlink(_ slot: Int) {
    let (previous, next) = (slots[slot].previous, slots[slot].next)
    if previous >= 0 { slots[previous].next = next } else { oldest = next }
    if next >= 0 { slots[next].previous = previous } else { newest = previous }
  }
}
