import ObjectStore
import Objects

/// A random story about one set: what it is like, and what happens to it.
///
/// Deeds name pods by their place among those there are, so that a story stays one when deeds are taken out.
struct Story: Sendable, CustomStringConvertible {
  enum Deed: Hashable, Sendable {
    case scale(Int32)
    case image(Int)
    case start(Int32)
    case partition(Int32)
    case minReady(Int32)
    case history(Int32)
    case retain(whenDeleted: Bool, whenScaled: Bool)
    case delete(Int)
    case force(Int)
    case fail(Int)
    case report(Int, isReady: Bool)
    /// The pod no longer matches, or matches again.
    case relabel(Int)
    case unname(Int)
    case deleteClaim(Int)
    /// So many writes of pods and claims are refused.
    case refuse(Int)
    case restart
    case wait(milliseconds: Int)
  }

  var seed: UInt64
  var isParallel: Bool
  var isOnDelete: Bool
  var readyAfter: Duration
  var endsAfter: Duration
  var deeds: [Deed]

  init(seed: UInt64, length: Int) {
    var random = SeededGenerator(seed: seed)
    self.seed = seed
    isParallel = Bool.random(using: &random)
    isOnDelete = Int.random(in: 0..<6, using: &random) == 0
    readyAfter = .milliseconds([0, 200, 1500].randomElement(using: &random) ?? 0)
    endsAfter = .milliseconds([0, 300, 5000].randomElement(using: &random) ?? 0)
    deeds = (0..<length).map { _ in Deed(using: &random) }
  }

  var description: String {
    let kind = "\(isParallel ? "Parallel" : "OrderedReady")\(isOnDelete ? ", OnDelete" : "")"
    let head = "seed \(seed): \(kind), ready after \(readyAfter), ends after \(endsAfter)"
    return ([head] + deeds.map { "  \($0)" }).joined(separator: "\n")
  }

  /// The same violation in fewer deeds: parts are taken out, ever smaller ones, as long as it still comes.
  func shrunk(_ isBroken: (Story) async throws -> Bool) async throws -> Story {
    var story = self
    var size = max(1, deeds.count / 2)
    while size > 0 {
      var start = 0
      while start < story.deeds.count {
        var shorter = story
        shorter.deeds.removeSubrange(start..<min(start + size, story.deeds.count))
        if try await isBroken(shorter) { story = shorter } else { start += size }
      }
      size /= 2
    }
    return story
  }
}

extension Story.Deed {
  init(using random: inout SeededGenerator) {
    let pod = Int.random(in: 0..<8, using: &random)
    switch Int.random(in: 0..<26, using: &random) {
    case 0...2: self = .scale(Int32.random(in: 0...6, using: &random))
    case 3, 4: self = .image(Int.random(in: 1...3, using: &random))
    case 5: self = .start(Int32.random(in: 0...4, using: &random))
    case 6: self = .partition(Int32.random(in: 0...4, using: &random))
    case 7: self = .minReady([0, 2].randomElement(using: &random) ?? 0)
    case 8: self = .history(Int32.random(in: -1...3, using: &random))
    case 9, 10:
      self = .retain(
        whenDeleted: Bool.random(using: &random), whenScaled: Bool.random(using: &random))
    case 11, 12: self = .delete(pod)
    case 13: self = .force(pod)
    case 14: self = .fail(pod)
    case 15: self = .report(pod, isReady: false)
    case 16: self = .report(pod, isReady: true)
    case 17: self = .relabel(pod)
    case 18: self = .unname(pod)
    case 19: self = .deleteClaim(pod)
    case 20: self = .refuse(Int.random(in: 1...5, using: &random))
    case 21: self = .restart
    default: self = .wait(milliseconds: [0, 100, 1000, 7000].randomElement(using: &random) ?? 0)
    }
  }
}
