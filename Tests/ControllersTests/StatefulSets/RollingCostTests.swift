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
    let stage = try await ConformanceStage(
      .web(replicas: Self.replicas, isParallel: true),
      lives: PodLives(readyAfter: .zero, endsAfter: .zero))
    await stage.manager.settle()
    try await stage.change { $0.image = "httpd:2" }
    let elapsed = await ContinuousClock().measure { await stage.manager.settle() }
    print("replaced \(Self.replicas) pods one by one in \(elapsed)")
    let counts = try await stage.set().counts
    #expect(counts == Array(repeating: Self.replicas, count: 5))
  }
}
