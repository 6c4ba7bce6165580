import ClusterNames
import Objects
import Testing

@testable import Pods

@Suite struct AddressPoolTests {
  private let now = Timestamp(seconds: 1000)

  private func pool(_ block: String, rest: Duration = .seconds(60)) throws -> AddressPool {
    AddressPool(block: try AddressBlock(block), rest: rest)
  }

  private func draw(_ pool: inout AddressPool, _ count: Int, at moment: Timestamp) -> [String] {
    (0..<count).map { _ in pool.draw(now: moment)?.description ?? "none" }
  }

  @Test(arguments: [
    ("10.244.0.0/16", ["10.244.0.6", "10.244.0.7"]),
    ("127.77.0.0/16", ["127.77.0.6", "127.77.0.7"]),
    ("fd00:10::/64", ["fd00:10::6", "fd00:10::7"]),
    ("fd00::/8", ["fd00::6", "fd00::7"]),
    ("0.0.0.0/0", ["0.0.0.6", "0.0.0.7"]),
    // Small blocks: neither the network nor the broadcast address, and around the end.
    ("10.0.0.8/29", ["10.0.0.14", "10.0.0.9", "10.0.0.10"]),
    ("10.0.0.4/30", ["10.0.0.5", "10.0.0.6", "none"]),
    ("10.0.0.4/31", ["10.0.0.4", "10.0.0.5", "none"]),
    ("10.0.0.4/32", ["10.0.0.4", "none"]),
    ("fd00::4/126", ["fd00::5", "fd00::6", "fd00::7", "none"]),
    ("fd00::4/127", ["fd00::4", "fd00::5", "none"]),
    ("fd00::4/128", ["fd00::4", "none"]),
  ])
  func first(_ block: String, _ expected: [String]) throws {
    var pool = try pool(block)
    #expect(draw(&pool, expected.count, at: now) == expected)
  }

  @Test func aWholeBlockIsGivenOutOnce() throws {
    var pool = try pool("10.0.0.0/22")
    let drawn = draw(&pool, 1022, at: now)
    #expect(Set(drawn).count == 1022)
    #expect(drawn.first == "10.0.0.6")
    #expect(drawn[1016] == "10.0.3.254")
    #expect(drawn[1017...] == ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"])
    #expect(pool.draw(now: now) == nil)
  }

  @Test func freedAddressesRest() throws {
    var pool = try pool("10.0.0.0/29")
    #expect(draw(&pool, 2, at: now) == ["10.0.0.6", "10.0.0.1"])
    pool.release(try IPAddress("10.0.0.6"), now: now)
    // It is not the next one even after its rest: the cursor goes round.
    #expect(draw(&pool, 3, at: now.adding(seconds: 120)) == ["10.0.0.2", "10.0.0.3", "10.0.0.4"])
    pool.release(try IPAddress("10.0.0.2"), now: now.adding(seconds: 120))
    #expect(draw(&pool, 1, at: now.adding(seconds: 130)) == ["10.0.0.5"])
    #expect(draw(&pool, 1, at: now.adding(seconds: 130)) == ["10.0.0.6"])
  }

  @Test func theLongestRestedGoesOutEarlyWhenAllElseIsTaken() throws {
    var pool = try pool("10.0.0.0/30")
    #expect(draw(&pool, 2, at: now) == ["10.0.0.1", "10.0.0.2"])
    pool.release(try IPAddress("10.0.0.2"), now: now)
    pool.release(try IPAddress("10.0.0.1"), now: now.adding(seconds: 1))
    #expect(draw(&pool, 3, at: now.adding(seconds: 2)) == ["10.0.0.2", "10.0.0.1", "none"])
  }

  @Test func aClaimedAddressIsPassedOver() throws {
    var pool = try pool("10.0.0.0/24")
    #expect(pool.claim(try IPAddress("10.0.0.7")))
    #expect(!pool.claim(try IPAddress("10.0.0.7")))
    #expect(draw(&pool, 2, at: now) == ["10.0.0.6", "10.0.0.8"])
    // Not of the pool: nothing that it could refuse.
    for text in ["10.0.1.7", "fd00::7", "10.0.0.0", "10.0.0.255"] {
      let address = try IPAddress(text)
      #expect(pool.claim(address) && pool.claim(address))
    }
    pool.release(try IPAddress("10.0.0.7"), now: now)
    #expect(pool.claim(try IPAddress("10.0.0.7")))
    pool.release(try IPAddress("10.0.0.7"), now: now.adding(seconds: 50))
    // The first rest was cut short; the second one counts.
    #expect(!draw(&pool, 251, at: now.adding(seconds: 61)).contains("10.0.0.7"))
  }

  @Test func releasingTwiceOrWhatIsFreeChangesNothing() throws {
    var pool = try pool("10.0.0.0/30")
    pool.release(try IPAddress("10.0.0.1"), now: now)
    #expect(draw(&pool, 1, at: now) == ["10.0.0.1"])
    pool.release(try IPAddress("10.0.0.1"), now: now)
    pool.release(try IPAddress("10.0.0.1"), now: now)
    #expect(draw(&pool, 3, at: now) == ["10.0.0.2", "10.0.0.1", "none"])
  }

  /// Against a model: a set of what is in use, and a list of what rests.
  @Test(arguments: UInt64(1)...20)
  func randomWalk(seed: UInt64) throws {
    var random = WalkGenerator(state: seed)
    var pool = try pool("10.0.0.0/26", rest: .seconds(10))
    var inUse = Set<IPAddress>()
    var freedAt: [IPAddress: Timestamp] = [:]
    var moment = now
    for step in 0..<600 {
      moment = moment.adding(seconds: Int64.random(in: 0...1, using: &random))
      if Int.random(in: 0..<5, using: &random) < 3 {
        let rested = freedAt.filter { $0.value.adding(seconds: 10) <= moment }.map(\.key)
        let drawn = pool.draw(now: moment)
        if let drawn {
          #expect(!inUse.contains(drawn), "seed \(seed), step \(step): given out twice")
          if let freed = freedAt[drawn], !rested.contains(drawn) {
            #expect(
              inUse.count + freedAt.count == 62 && rested.isEmpty
                && freed == freedAt.values.min(),
              "seed \(seed), step \(step): taken early")
          }
          freedAt[drawn] = nil
          inUse.insert(drawn)
        } else {
          #expect(inUse.count == 62, "seed \(seed), step \(step): there is one left")
        }
      } else if let address = inUse.sorted().randomElement(using: &random) {
        pool.release(address, now: moment)
        inUse.remove(address)
        freedAt[address] = moment
      }
    }
  }

  /// A later run goes on at the mark, and not at the addresses that are still in use.
  @Test func marks() throws {
    var first = try pool("10.0.0.0/29")
    #expect(!first.needsMark)
    #expect(draw(&first, 2, at: now) == ["10.0.0.6", "10.0.0.1"])
    #expect(first.needsMark)
    let mark = first.mark(ahead: 0, now: now)
    #expect(mark.next == [try IPAddress("10.0.0.2")])
    #expect(!first.needsMark)
    first.release(try IPAddress("10.0.0.1"), now: now)

    var second = try pool("10.0.0.0/29")
    _ = second.claim(try IPAddress("10.0.0.6"))
    second.resume(after: try IPAddress("10.0.0.6"))
    second.resume(at: mark)
    second.resume(after: try IPAddress("10.0.0.6"))
    #expect(draw(&second, 1, at: now) == ["10.0.0.2"])
  }

  private func resting(_ mark: AddressMark) -> [String] {
    mark.resting.map { "\($0.address)=\($0.since.seconds)" }
  }

  /// What was freed rests in a later run too, and comes again when its time is over.
  @Test func marksOfRest() throws {
    var first = try pool("10.0.0.0/29")
    _ = draw(&first, 3, at: now)
    _ = first.mark(ahead: 0, now: now)
    first.release(try IPAddress("10.0.0.2"), now: now.adding(seconds: 5))
    #expect(first.needsMark)
    first.release(try IPAddress("10.0.0.6"), now: now)
    let mark = first.mark(ahead: 0, now: now.adding(seconds: 6))
    #expect(resting(mark) == ["10.0.0.6=1000", "10.0.0.2=1005"])
    #expect(!first.needsMark)
    let later = first.mark(ahead: 0, now: now.adding(seconds: 62))
    #expect(resting(later) == ["10.0.0.2=1005"])

    var second = try pool("10.0.0.0/29")
    second.resume(at: mark)
    // 10.0.0.1 is still in use, whether that is told before or after the mark.
    #expect(second.claim(try IPAddress("10.0.0.1")))
    let drawn = draw(&second, 5, at: now.adding(seconds: 59))
    #expect(drawn == ["10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.2"])
    var third = try pool("10.0.0.0/29")
    third.resume(at: mark)
    let rested = draw(&third, 4, at: now.adding(seconds: 61))
    #expect(rested.last == "10.0.0.6")
  }

  /// A pod that is about to go is told of with its deletion, and not once more behind it.
  @Test func announcedRest() throws {
    var pool = try pool("10.0.0.0/29")
    _ = draw(&pool, 1, at: now)
    _ = pool.mark(ahead: 0, now: now)
    pool.announceRelease(try IPAddress("10.0.0.6"), now: now)
    #expect(pool.needsMark)
    let mark = pool.mark(ahead: 0, now: now)
    #expect(resting(mark) == ["10.0.0.6=1000"])
    pool.release(try IPAddress("10.0.0.6"), now: now)
    #expect(!pool.needsMark)
    let again = pool.mark(ahead: 0, now: now)
    #expect(resting(again) == ["10.0.0.6=1000"])
    pool.announceRelease(try IPAddress("10.0.0.5"), now: now)
    #expect(!pool.needsMark)
    pool.repeatMark()
    #expect(pool.needsMark)
  }

  /// In a large block what was freed lies behind the cursor: nobody comes there soon, and the mark
  /// stays small.
  @Test func farAddressesNeedNoMark() throws {
    var pool = try pool("10.0.0.0/16")
    let drawn = draw(&pool, 2000, at: now)
    _ = pool.mark(ahead: 0, now: now)
    for text in drawn { pool.release(try IPAddress(text), now: now) }
    #expect(!pool.needsMark)
    let mark = pool.mark(ahead: 0, now: now)
    #expect(mark.resting.isEmpty)
  }

  /// A mark that is set ahead covers what is drawn after it, around the end too.
  @Test(arguments: [(0, "10.0.0.14"), (1, "10.0.0.1"), (3, "10.0.0.3")])
  func marksAhead(_ ahead: UInt64, _ mark: String) throws {
    var pool = try pool("10.0.0.0/28")
    _ = draw(&pool, 8, at: now)
    let next = pool.mark(ahead: ahead, now: now).next
    #expect(next == [try IPAddress(mark)])
    for _ in 0..<ahead {
      _ = draw(&pool, 1, at: now)
      #expect(!pool.needsMark)
    }
    _ = draw(&pool, 1, at: now)
    #expect(pool.needsMark)
  }
}

/// SplitMix64.
struct WalkGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
