import Testing

@testable import Pods

@Suite struct PodStageTests {
  /// What a behavior does, as `begin activity restarts` of each stage up to a time.
  private func story(_ text: String, until end: Duration) throws -> [String] {
    let behavior = try #require(try PodScript(parsing: text).behavior(of: nil))
      .over(PodBehavior(readiness: .after(.zero)))
    var moment = Duration.zero
    var story: [String] = []
    while moment <= end {
      let stage = behavior.stage(at: moment)
      #expect(stage.begin == moment)
      story.append("\(stage.begin / .seconds(1)) \(Self.text(stage.activity)) \(stage.restarts)")
      guard let next = stage.end else { break }
      #expect(behavior.stage(at: next - .nanoseconds(1)) == stage)
      moment = next
    }
    return story
  }

  private static func text(_ activity: PodStage.Activity) -> String {
    switch activity {
    case .running(let isReady): isReady ? "ready" : "unready"
    case .backingOff(let wait): "waits \(wait.goText)"
    case .pulling(_, let wait): wait.map { "pulls after \($0.goText)" } ?? "cannot pull"
    case .ended(let exitCode): "exit \(exitCode)"
    }
  }

  @Test(arguments: [
    ("ready after 2s", ["0.0 unready 0", "2.0 ready 0"]),
    ("ready after 0s", ["0.0 ready 0"]),
    ("never ready", ["0.0 unready 0"]),
    (
      "ready after 1s, unready from 10s for 3s",
      ["0.0 unready 0", "1.0 ready 0", "10.0 unready 0", "13.0 ready 0"]
    ),
    ("unready from 5s", ["0.0 ready 0", "5.0 unready 0"]),
    // Times of readiness that meet are one.
    (
      "ready after 5s, unready from 3s for 4s",
      ["0.0 unready 0", "3.0 unready 0", "5.0 unready 0", "7.0 ready 0"]
    ),
    ("fail after 5s with 3", ["0.0 ready 0", "5.0 exit 3 0"]),
    ("ready after 9s, fail after 5s", ["0.0 unready 0", "5.0 exit 1 0"]),
    ("succeed", ["0.0 exit 0 0"]),
    (
      "image error",
      [
        "0.0 cannot pull 0", "2.0 pulls after 10s 0", "10.0 cannot pull 0",
        "12.0 pulls after 20s 0",
      ]
    ),
  ])
  func stages(_ text: String, _ expected: [String]) throws {
    #expect(try story(text, until: .seconds(20)) == expected)
  }

  /// Ten seconds, doubled up to five minutes; the first restart is at once.
  @Test func crashLoop() throws {
    #expect(
      try story("crash loop after 1s", until: .seconds(950)) == [
        "0.0 unready 0", "1.0 unready 1", "2.0 waits 10s 1", "12.0 unready 2", "13.0 waits 20s 2",
        "33.0 unready 3", "34.0 waits 40s 3", "74.0 unready 4", "75.0 waits 1m20s 4",
        "155.0 unready 5", "156.0 waits 2m40s 5", "316.0 unready 6", "317.0 waits 5m0s 6",
        "617.0 unready 7", "618.0 waits 5m0s 7", "918.0 unready 8", "919.0 waits 5m0s 8",
      ])
    #expect(
      try story("crash loop after 5s, ready after 2s", until: .seconds(20)) == [
        "0.0 unready 0", "2.0 ready 0", "5.0 unready 1", "7.0 ready 1", "10.0 waits 10s 1",
        "20.0 unready 2",
      ])
    #expect(try story("crash loop after 0s", until: .seconds(9)) == ["0.0 waits 10s 1"])
  }

  /// Who runs for long enough is restarted at once.
  @Test func longRuns() throws {
    #expect(
      try story("crash loop after 10m", until: .seconds(2000)) == [
        "0.0 unready 0", "600.0 unready 1", "1200.0 unready 2", "1800.0 unready 3",
      ])
  }

  /// After a long time off, the stage is found without going through all that were missed.
  @Test(arguments: ["crash loop", "crash loop after 20m", "image error"])
  func farAway(_ text: String) throws {
    let behavior = try #require(try PodScript(parsing: text).behavior(of: nil))
    let year = Duration.seconds(365 * 86400)
    let stage = behavior.stage(at: year)
    #expect(stage.begin <= year && (stage.end ?? .zero) > year)
    let next = behavior.stage(at: try #require(stage.end))
    #expect(next.begin == stage.end)
    #expect(next.restarts >= stage.restarts && next.restarts <= stage.restarts + 1)
  }

  @Test func earlierRuns() throws {
    let behavior = try #require(try PodScript(parsing: "crash loop after 1s").behavior(of: nil))
    let stage = behavior.stage(at: .seconds(33))
    #expect(stage.run == PodStage.Run(begin: .seconds(33), end: .seconds(34)))
    #expect(stage.earlierRun == PodStage.Run(begin: .seconds(12), end: .seconds(13)))
    #expect(behavior.stage(at: .zero).earlierRun == nil)
    #expect(behavior.stage(at: .seconds(-5)).begin == .zero)
  }
}
