import Testing

@testable import Transport

struct ConnectionTableTests {
  @Test func `the oldest is the one without progress for longest`() {
    var table = ConnectionTable()
    let slots = (0..<4).map { table.insert(Int32($0), isIPv6: false, now: Int64($0)) }
    #expect(table.oldest == slots[0])
    table.progressed(slots[0], now: 10)
    #expect(table.oldest == slots[1])
    table.remove(slots[2])
    table.remove(slots[1])
    #expect(table.oldest == slots[3])
    table.progressed(slots[3], now: 11)
    #expect(table.oldest == slots[0])
    table.remove(slots[0])
    table.remove(slots[3])
    #expect(table.oldest == -1)
    #expect(table.count == 0)
  }

  @Test func `a slot's next tenant is told from the one before`() {
    var table = ConnectionTable()
    let slot = table.insert(7, isIPv6: false, now: 0)
    let tenancy = table[slot].tenancy
    #expect(table.holds(slot, tenancy: tenancy))
    table.remove(slot)
    #expect(!table.holds(slot, tenancy: tenancy))
    #expect(table.insert(8, isIPv6: false, now: 0) == slot)
    #expect(!table.holds(slot, tenancy: tenancy))
    #expect(!table.holds(slot + 1, tenancy: tenancy))
  }

  /// Random inserts, removals and progress beside a plain array in the same order.
  @Test func `keeps the order of progress over a random walk`() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SplitMix(state: seed)
    var table = ConnectionTable()
    var order: [Int] = []
    for step in 0..<5000 {
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: order.append(table.insert(Int32(step), isIPv6: false, now: Int64(step)))
      case 1 where !order.isEmpty:
        let slot = order.remove(at: Int.random(in: order.indices, using: &generator))
        table.remove(slot)
      case 2 where !order.isEmpty:
        let slot = order.remove(at: Int.random(in: order.indices, using: &generator))
        order.append(slot)
        table.progressed(slot, now: Int64(step))
      default: break
      }
      guard table.oldest == order.first ?? -1, table.count == order.count,
        table.occupied == order.sorted()
      else {
        Issue.record("step \(step) of seed \(seed): \(table.oldest), expected \(order)")
        return
      }
    }
  }
}

/// A generator that a seed reproduces.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
