import Controllers
import Objects
import Testing

struct WorkQueueTests {
  private let start = Timestamp(seconds: 1000)

  private func drain(_ queue: inout WorkQueue<String>, at now: Timestamp) -> [String] {
    var taken: [String] = []
    while let key = queue.take(now: now) {
      taken.append(key)
      queue.done(key)
    }
    return taken
  }

  @Test func keysComeOnceInTheOrderOfTheirArrival() {
    var queue = WorkQueue<String>()
    for key in ["c", "a", "b", "a", "c"] { queue.add(key) }
    #expect(drain(&queue, at: start) == ["c", "a", "b"])
    #expect(drain(&queue, at: start) == [])
  }

  @Test func aKeyAddedWhileItIsWorkedOnComesAgain() {
    var queue = WorkQueue<String>()
    queue.add("a")
    #expect(queue.take(now: start) == "a")
    queue.add("a")
    queue.add("a")
    #expect(queue.take(now: start) == nil)
    queue.done("a")
    #expect(drain(&queue, at: start) == ["a"])
  }

  @Test func delayedKeysWaitForTheirTime() {
    var queue = WorkQueue<String>()
    queue.add("late", at: start + .seconds(2))
    queue.add("soon", at: start + .seconds(1))
    queue.add("same", at: start + .seconds(1))
    #expect(queue.nextDeadline() == start + .seconds(1))
    #expect(drain(&queue, at: start) == [])
    #expect(drain(&queue, at: start + .seconds(1)) == ["soon", "same"])
    #expect(queue.nextDeadline() == start + .seconds(2))
    #expect(queue.hasDue(now: start + .seconds(1)) == false)
    #expect(queue.hasDue(now: start + .seconds(3)) == true)
    #expect(drain(&queue, at: start + .seconds(3)) == ["late"])
    #expect(queue.nextDeadline() == nil)
  }

  /// What happens meanwhile must not push a retry away.
  @Test func aDelayOutlastsItsKeysOtherTurnsAndTheEarliestCounts() {
    var queue = WorkQueue<String>()
    queue.add("a", at: start + .seconds(5))
    queue.add("a")
    #expect(drain(&queue, at: start) == ["a"])
    queue.add("a", at: start + .seconds(9))
    #expect(queue.nextDeadline() == start + .seconds(5))
    queue.add("a", at: start + .seconds(3))
    #expect(drain(&queue, at: start + .seconds(2)) == [])
    #expect(drain(&queue, at: start + .seconds(4)) == ["a"])
    #expect(queue.nextDeadline() == nil)
    #expect(drain(&queue, at: start + .seconds(9)) == [])
  }

  @Test func failuresDoubleTheWaitUpToALimit() {
    var queue = WorkQueue<String>()
    var waits: [Duration] = []
    for _ in 0..<20 {
      queue.addWithBackOff("a", now: start)
      let deadline = queue.nextDeadline()!
      waits.append(deadline - start)
      #expect(drain(&queue, at: deadline) == ["a"])
    }
    #expect(
      waits.prefix(4) == [
        .milliseconds(5), .milliseconds(10), .milliseconds(20), .milliseconds(40),
      ])
    #expect(waits.suffix(2) == [.seconds(1000), .seconds(1000)])
    queue.forget("a")
    queue.addWithBackOff("a", now: start)
    #expect(queue.nextDeadline() == start + .milliseconds(5))
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func aRandomWalkAgreesWithAPlainModel(seed: UInt64) {
    var random = SeededWalk(seed: seed)
    var queue = WorkQueue<Int>()
    var now = start
    var ready = Set<Int>()
    var delayed: [Int: Timestamp] = [:]
    for step in 0..<2000 {
      let key = random.below(10)
      switch random.below(4) {
      case 0:
        queue.add(key)
        ready.insert(key)
      case 1:
        let deadline = now + .seconds(random.below(5))
        queue.add(key, at: deadline)
        delayed[key] = min(deadline, delayed[key] ?? deadline)
      case 2:
        now = now + .seconds(random.below(3))
      default:
        for (key, deadline) in delayed where deadline <= now {
          ready.insert(key)
          delayed[key] = nil
        }
        var taken = Set<Int>()
        while let key = queue.take(now: now) {
          #expect(taken.insert(key).inserted, "seed \(seed), step \(step): twice")
          queue.done(key)
        }
        #expect(taken == ready, "seed \(seed), step \(step)")
        ready = []
        #expect(queue.nextDeadline() == delayed.values.min(), "seed \(seed), step \(step)")
      }
    }
  }
}
