import Glibc
import Testing

/// Random stories; one that breaks a rule is told again as short as it can be.
///
/// `ORDINAL_WALK_STEPS` raises the number of deeds: a million take a quarter of an hour in a release build.
/// `ORDINAL_WALK_SEED` is the seed of the first story; the others have the next ones.
@Suite struct StoryTests {
  private static let length = 60

  @Test func invariantsHold() async throws {
    let first = Self.setting("ORDINAL_WALK_SEED", or: 1)
    let steps = Self.setting("ORDINAL_WALK_STEPS", or: 3000)
    let seeds = first..<first &+ max(1, steps / UInt64(Self.length))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, seed) in seeds.enumerated() {
        if number > 1 { try await group.next() }
        if number > 0, number.isMultiple(of: 1000) { print("\(number * Self.length) deeds") }
        group.addTask { try await Self.tell(seed: seed) }
      }
      try await group.waitForAll()
    }
  }

  /// What was found once, as short as it was.
  @Test(arguments: Story.told)
  func toldStories(_ story: Story) async throws {
    let violation = try await StoryTeller.violation(in: story)
    #expect(violation == nil, "\(violation?.description ?? "")")
  }

  private static func setting(_ name: String, or usual: UInt64) -> UInt64 {
    unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { UInt64($0) } ?? usual
  }

  private static func tell(seed: UInt64) async throws {
    let story = Story(seed: seed, length: length)
    guard let violation = try await StoryTeller.violation(in: story) else { return }
    let short = try await story.shrunk {
      try await StoryTeller.violation(in: $0)?.rule == violation.rule
    }
    let last = try await StoryTeller.violation(in: short) ?? violation
    Issue.record("seed \(seed): \(violation)\nin short: \(last)\n\(short.description)")
  }
}

extension Story: CustomTestStringConvertible {
  var testDescription: String { "\(sets): \(deeds.map { "\($0)" }.joined(separator: ", "))" }

  static let told: [Story] = [
    // A slice without endpoints was written again by the next run of the server.
    Story(
      replicas: 1, isSimulated: true,
      deeds: [
        .removeNamespace, .refuse(1, isConflict: false), .create(of: 0, isParallel: true),
        .scale(of: 0, 0),
      ]),
    // Deleted in the foreground, and again with Orphan: it stayed for ever.
    Story(
      replicas: 1, endsAfter: 5000, deeds: [.remove(of: 0, "Foreground"), .remove(of: 0, "Orphan")]),
    // A set that goes in the foreground with a pod that has dependents of its own stayed for ever.
    Story(
      replicas: 1, claims: 1, isSimulated: true,
      deeds: [
        .image(of: 0, 0), .start(of: 0, 1), .image(of: 0, 2),
        .retain(of: 0, whenDeleted: true, whenScaled: false), .start(of: 0, 2),
        .remove(of: 0, "Foreground"),
      ]),
    // The claim ends while a pod that is not the set's has the name: nobody looked again.
    Story(
      replicas: 1, claims: 1,
      deeds: [
        .relabel(0), .succeed(0), .outage(1), .deleteClaim(0), .image(of: 0, 2),
        .wait(milliseconds: 5),
      ]),
    // The revision of an earlier set goes late, and the new one has used it.
    Story(
      sets: "P", replicas: 1,
      deeds: [
        .outage(1), .remove(of: 0, "Background"), .create(of: 0, isParallel: false),
        .scale(of: 0, 0),
      ]),
    Story(
      replicas: 1,
      deeds: [
        .outage(2), .remove(of: 0, "Background"), .force(0), .create(of: 0, isParallel: true),
      ]),
    // A commit of a pod's status is lost.
    Story(
      replicas: 1, readyAfter: 200, isSimulated: true,
      deeds: [.outage(1), .wait(milliseconds: 200)]),
    // Pod and claim, which go together, do not wait for each other.
    Story(
      replicas: 2, claims: 1, endsAfter: 300,
      deeds: [
        .retain(of: 0, whenDeleted: false, whenScaled: false), .scale(of: 0, 0),
        .remove(of: 0, "Foreground"),
      ]),
  ]
}
