import ObjectStore
import Objects
import Testing

@testable import Controllers

/// A sync of a large set must not read all of it anew.
@Suite struct RollingCostTests {
  #if DEBUG
    static let replicas: Int32 = 100
  #else
    static let replicas: Int32 = 1000
  #endif

  /// Printed, not judged: machines differ. What is judged is that it ends as it should.
  @Test func aRollingUpdateOfALargeSet() async throws {
    var story = Story(seed: 1, length: 0)
    (story.readyAfter, story.endsAfter) = (.zero, .zero)
    let stage = try await StoryStage(story)
    try await stage.commit(.create(StatefulSet.web(replicas: Self.replicas, isParallel: true)))
    await stage.settle()
    var set = try await stage.set()
    set.image = "httpd:2"
    try await stage.commit(.update(set))
    let elapsed = await ContinuousClock().measure { await stage.settle() }
    print("replaced \(Self.replicas) pods one by one in \(elapsed)")
    let counts = try await stage.set().counts
    #expect(counts == Array(repeating: Self.replicas, count: 5))
  }
}
