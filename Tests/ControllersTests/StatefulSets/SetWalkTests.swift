import Testing

@Suite struct SetWalkTests {
  @Test(arguments: UInt64(1)...20)
  func invariantsHold(seed: UInt64) async throws {
    let walk = try await SetWalk(seed: seed)
    for _ in 0..<80 where walk.violations.isEmpty { try await walk.step() }
    if walk.violations.isEmpty { try await walk.finish() }
    #expect(
      walk.violations.isEmpty,
      "seed \(seed): \(walk.violations.first ?? "")\n\(walk.trail.joined(separator: "\n"))")
  }
}
