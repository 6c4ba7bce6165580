import Glibc
import Testing

/// Random stories; one that breaks a rule is told again as short as it can be.
///
/// `ORDINAL_WALK_STEPS` raises the number of deeds: a million take some minutes in a release build.
@Suite struct StoryTests {
  private static let length = 60

  private static var count: UInt64 {
    let steps = unsafe getenv("ORDINAL_WALK_STEPS").map { unsafe String(cString: $0) }
    return UInt64(max(1, (steps.flatMap(Int.init) ?? 3000) / length))
  }

  @Test func invariantsHold() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for seed in 1...Self.count {
        if seed > 2 { try await group.next() }
        group.addTask { try await Self.tell(seed: seed) }
      }
      try await group.waitForAll()
    }
  }

  private static func tell(seed: UInt64) async throws {
    let story = Story(seed: seed, length: length)
    guard let violation = try await StoryTeller.violation(in: story) else { return }
    let short = try await story.shrunk { try await StoryTeller.violation(in: $0) != nil }
    let rest = try await StoryTeller.violation(in: short) ?? violation
    Issue.record("\(rest)\n\(short)")
  }
}
