import Testing

/// A controller that is broken on purpose is found out, and the story that tells it is a short one.
@Suite struct StoryShrinkingTests {
  @Test(arguments: StoryFlaw.allCases)
  func flawsAreFound(_ flaw: StoryFlaw) async throws {
    var found: (story: Story, violation: Violation)?
    for seed in UInt64(1)...60 where found == nil {
      let story = Story(seed: seed, length: 40)
      if let violation = try await StoryTeller.violation(in: story, flaw: flaw) {
        found = (story, violation)
      }
    }
    let (story, violation) = try #require(found, "nobody noticed")
    let short = try await story.shrunk {
      try await StoryTeller.violation(in: $0, flaw: flaw)?.rule == violation.rule
    }
    #expect(short.deeds.count <= 4, "\(violation)\n\(short.description)")
    #expect(try await StoryTeller.violation(in: short) == nil, "the flaw alone breaks the rule")
  }

  @Test func partsAndNumbersShrink() async throws {
    let story = Story(
      seed: 9, sets: "OPO", replicas: 4, claims: 2, readyAfter: 200,
      deeds: [.restart, .scale(of: 2, 6), .fail(5), .restart, .wait(milliseconds: 7000)])
    let short = try await story.shrunk { story in
      story.deeds.contains { if case .scale(_, 3...) = $0 { true } else { false } }
        && story.claims > 0
    }
    #expect(short == Story(sets: "O", replicas: 1, claims: 1, deeds: [.scale(of: 0, 3)]))
  }

  @Test func storiesAreSwift() {
    let story = Story(deeds: [
      .scale(of: 0, 2), .retain(of: 1, whenDeleted: true, whenScaled: false),
    ])
    #expect(
      "\(story)".hasSuffix(
        """
          deeds: [
            .scale(of: 0, 2),
            .retain(of: 1, whenDeleted: true, whenScaled: false),
          ])
        """))
  }
}
