import ObjectStore
import Objects
import Testing

struct ClockTests {
  @Test func aManualClockWakesItsSleepersInOrder() async throws {
    let clock = ManualClock(now: Timestamp(seconds: 100))
    let sleepers = [30, 10, 20].map { seconds in
      Task { try await clock.sleep(until: Timestamp(seconds: 100 + seconds)) }
    }
    while clock.sleeperCount < 3 { await Task.yield() }
    clock.advance(by: .seconds(20))
    try await sleepers[1].value
    try await sleepers[2].value
    #expect(clock.sleeperCount == 1)
    sleepers[0].cancel()
    await #expect(throws: CancellationError.self) { try await sleepers[0].value }
    #expect(clock.sleeperCount == 0)
  }

  @Test func timeDoesNotRunBackwards() async throws {
    let clock = ManualClock(now: Timestamp(seconds: 100))
    clock.advance(to: Timestamp(seconds: 50))
    #expect(clock.now() == Timestamp(seconds: 100))
    try await clock.sleep(until: Timestamp(seconds: 100))
  }

  @Test func theSystemsClockIsInThisCentury() async throws {
    let clock = SystemClock()
    #expect(clock.now() > Timestamp(seconds: 1_700_000_000))
    try await clock.sleep(until: Timestamp(seconds: 0))
  }
}

struct IdentifierTests {
  @Test(arguments: [RandomIdentifiers() as any IdentifierSource, SeededIdentifiers(seed: 7)])
  func identifiersHaveTheirForm(source: any IdentifierSource) {
    var seen = Set<String>()
    for _ in 0..<200 {
      let uid = source.uid()
      #expect(
        uid.wholeMatch(
          of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil,
        "\(uid)")
      #expect(seen.insert(uid).inserted)
      let suffix = source.nameSuffix()
      #expect(suffix.wholeMatch(of: /[bcdfghjklmnpqrstvwxz2456789]{5}/) != nil, "\(suffix)")
    }
  }

  @Test func aSeedRepeatsItself() {
    let sources = (
      SeededIdentifiers(seed: 3), SeededIdentifiers(seed: 3), SeededIdentifiers(seed: 4)
    )
    let (first, second, other) = (sources.0.uid(), sources.1.uid(), sources.2.uid())
    #expect(first == second)
    #expect(first != other)
    #expect(sources.0.nameSuffix() == sources.1.nameSuffix())
  }
}
