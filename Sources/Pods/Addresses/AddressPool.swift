package import ClusterNames
package import Objects

/// The addresses of one block, given out one after the other.
///
/// A new pod gets the next address that nobody has, so that names and addresses can be read off in
/// order. A freed address rests before it is given out again: clients that still hold it in a
/// cache must
/// not reach a stranger. Only when every other address is taken does the one that has rested
/// longest
/// go out early.
package struct AddressPool: Sendable {
  package let block: AddressBlock
  /// How many addresses it can give out.
  package let capacity: UInt64
  private let rest: Duration
  /// Places in the block.
  private let usable: ClosedRange<UInt64>
  /// Where the search for the next one begins.
  private var cursor: UInt64
  /// A bit an address, in words of 64: in use or at rest. Words without a set bit are left out.
  private var taken: [UInt64: UInt64] = [:]
  private var takenCount: UInt64 = 0
  private var resting = RestingAddresses()
  /// How many places from the cursor on a mark covers that was made for later runs.
  private var headroom: UInt64 = 0
  /// The cursor has left what the last mark covers.
  private var isBeyondMark = false
  /// Places are at rest, or will be at once, that no mark tells of.
  private var hasUntoldRest = false
  /// Places that are in use but about to be freed: a mark tells of them already.
  private var leaving: [UInt64: Timestamp] = [:]
  /// The cursor is an earlier run's, and not a guess by the addresses that are still in use.
  private var isResumed = false

  /// The place in the block of the first address: 10.244.0.6 of 10.244.0.0/16.
  private static let firstPlace: UInt64 = 6

  package init(block: AddressBlock, rest: Duration = .seconds(60)) {
    self.block = block
    self.rest = rest
    usable = block.usablePlaces
    capacity = usable.upperBound - usable.lowerBound + 1
    cursor = usable.contains(Self.firstPlace) ? Self.firstPlace : usable.lowerBound
  }

  /// The next unused address; nil when all are in use.
  package mutating func draw(now: Timestamp) -> IPAddress? {
    while let place = resting.popRested(by: now - rest) { free(place) }
    guard let place = nextFree() ?? resting.popOldest() else { return nil }
    take(place)
    moveCursor(behind: place)
    return block.address(at: place)
  }

  private mutating func moveCursor(behind place: UInt64) {
    let next = advanced(place, by: 1)
    let way = next >= cursor ? next - cursor : capacity - (cursor - next)
    isBeyondMark = isBeyondMark || way > headroom
    headroom = way > headroom ? 0 : headroom - way
    cursor = next
  }

  /// Behind the last place comes the first.
  private func advanced(_ place: UInt64, by count: UInt64) -> UInt64 {
    let left = usable.upperBound - place
    return count <= left ? place + count : usable.lowerBound + (count - left - 1) % capacity
  }

  /// Takes this very address, at rest or not; false when it is in use. Addresses of other blocks,
  /// and
  /// those that the pool never gives out, are nothing that it could refuse.
  package mutating func claim(_ address: IPAddress) -> Bool {
    guard let place = block.place(of: address), usable.contains(place) else { return true }
    guard !isTaken(place) || resting.remove(place) else { return false }
    take(place)
    return true
  }

  /// Goes on after an address that was given out by an earlier run, which left no mark.
  package mutating func resume(after address: IPAddress) {
    guard !isResumed, let place = block.place(of: address), usable.contains(place),
      place >= cursor
    else { return }
    cursor = advanced(place, by: 1)
  }

  /// Something changed that a later run must know.
  package var needsMark: Bool { isBeyondMark || hasUntoldRest }

  /// Where a later run is to go on, so that it gives out nothing that was in use just before it:
  /// also addresses that were freed by then have their rest, as long as the block has others.
  ///
  /// - Parameter ahead: how many more addresses the mark is to be good for.
  package mutating func mark(ahead: UInt64, now: Timestamp) -> AddressMark {
    if isBeyondMark { headroom = min(ahead, capacity - 1) }
    (isBeyondMark, hasUntoldRest) = (false, false)
    leaving = leaving.filter { $0.value > now - rest }
    let told =
      resting.places { isNear($0) }.filter { $0.1 > now - rest }
      + leaving.map { ($0.key, $0.value) }
    // A place of the block is an address of it.
    return AddressMark(
      next: [block.address(at: advanced(cursor, by: headroom))!],
      resting: told.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        .map { AddressMark.Resting(block.address(at: $0.0)!, since: $0.1) })
  }

  /// The last mark was lost. A pool that nobody has drawn from had nothing to tell.
  package mutating func repeatMark() {
    headroom = 0
    isBeyondMark = takenCount > 0
  }

  /// Goes on at the mark of an earlier run. What is in use by now does not rest.
  package mutating func resume(at mark: AddressMark) {
    for next in mark.next {
      guard let place = block.place(of: next), usable.contains(place) else { continue }
      cursor = place
      isResumed = true
    }
    for entry in mark.resting.sorted(by: { $0.since < $1.since }) {
      guard let place = block.place(of: entry.address), usable.contains(place), !isTaken(place)
      else { continue }
      take(place)
      resting.append(place, at: entry.since)
    }
  }

  /// How far ahead of the cursor a freed place is worth a note: with more draws than that between
  /// its end and a restart, it would have come up by itself.
  private static let nearby: UInt64 = 256

  /// A run that goes on at the mark would come to the place soon.
  private func isNear(_ place: UInt64) -> Bool {
    let way = place >= cursor ? place - cursor : capacity - (cursor - place)
    return way <= headroom + Self.nearby
  }

  /// An address is going to be freed with what is written next.
  package mutating func announceRelease(_ address: IPAddress, now: Timestamp) {
    guard let place = block.place(of: address), isTaken(place), !resting.contains(place),
      isNear(place)
    else { return }
    leaving[place] = now
    hasUntoldRest = true
  }

  /// Puts an address to rest.
  package mutating func release(_ address: IPAddress, now: Timestamp) {
    guard let place = block.place(of: address), isTaken(place), !resting.contains(place) else {
      return
    }
    resting.append(place, at: now)
    if leaving.removeValue(forKey: place) == nil, isNear(place) { hasUntoldRest = true }
  }

  /// Puts back an address that nobody has used.
  mutating func putBack(_ address: IPAddress) {
    if let place = block.place(of: address), isTaken(place) { free(place) }
  }

  private func isTaken(_ place: UInt64) -> Bool {
    (taken[place / 64] ?? 0) & (1 << (place % 64)) != 0
  }

  /// Idempotent.
  private mutating func take(_ place: UInt64) {
    if !isTaken(place) { takenCount += 1 }
    taken[place / 64, default: 0] |= 1 << (place % 64)
  }

  private mutating func free(_ place: UInt64) {
    let word = (taken[place / 64] ?? 0) & ~(1 << (place % 64))
    taken[place / 64] = word == 0 ? nil : word
    takenCount -= 1
  }

  /// From the cursor to the end, then from the beginning: 64 addresses a step.
  private func nextFree() -> UInt64? {
    guard takenCount < capacity else { return nil }
    return firstFree(in: cursor...usable.upperBound) ?? firstFree(in: usable.lowerBound...cursor)
  }

  private func firstFree(in places: ClosedRange<UInt64>) -> UInt64? {
    for word in places.lowerBound / 64...places.upperBound / 64 {
      var open = ~(taken[word] ?? 0)
      if word == places.lowerBound / 64 { open &= ~0 << (places.lowerBound % 64) }
      if word == places.upperBound / 64 { open &= ~0 >> (63 - places.upperBound % 64) }
      if open != 0 { return word * 64 + UInt64(open.trailingZeroBitCount) }
    }
    return nil
  }
}
