extension Story {
  /// The same violation in fewer deeds, with fewer sets and smaller numbers, as long as it still comes.
  ///
  /// - Parameter tries: how many stories may be told for it.
  func shrunk(
    tries: Int = 3000, _ isBroken: (Story) async throws -> Bool
  ) async throws -> Story {
    var story = self
    var left = tries
    func isShorter(_ other: Story) async throws -> Bool {
      guard left > 0, other != story else { return false }
      left -= 1
      guard try await isBroken(other) else { return false }
      story = other
      return true
    }
    var last: Story?
    while last != story, left > 0 {
      last = story
      // Parts are taken out, ever smaller ones.
      var size = max(1, story.deeds.count / 2)
      while size > 0 {
        var start = 0
        while start < story.deeds.count {
          var shorter = story
          shorter.deeds.removeSubrange(start..<min(start + size, story.deeds.count))
          if try await !isShorter(shorter) { start += size }
        }
        size /= 2
      }
      for simpler in story.simplerScenes { _ = try await isShorter(simpler(story)) }
      for place in story.deeds.indices {
        for deed in story.deeds[place].simpler {
          var simpler = story
          simpler.deeds[place] = deed
          if try await isShorter(simpler) { break }
        }
      }
    }
    return story
  }

  /// Each makes one thing simpler about the sets.
  private var simplerScenes: [(Story) -> Story] {
    func with(_ change: @escaping (inout Story) -> Void) -> (Story) -> Story {
      { story in
        var story = story
        change(&story)
        return story
      }
    }
    return [
      with { $0.sets = String($0.sets.prefix(1)) }, with { $0.sets = String($0.sets.suffix(1)) },
      with { $0.sets = String($0.sets.prefix(2)) },
      with { $0.isSimulated = false }, with { $0.isGateOn = false },
      with { $0.claims = 0 }, with { $0.claims = min($0.claims, 1) },
      with { $0.readyAfter = 0 }, with { $0.endsAfter = 0 }, with { $0.seed = 1 },
      with { $0.replicas = 1 }, with { $0.replicas = min($0.replicas, 2) },
    ]
  }
}

extension Story.Deed {
  /// The same with smaller numbers, the simplest first.
  var simpler: [Self] {
    switch self {
    case .scale(let set, let count):
      Self.smaller(set).map { .scale(of: $0, count) }
        + Self.smaller(Int(count)).map { .scale(of: set, Int32($0)) }
    case .image(let set, let number): Self.smaller(set).map { .image(of: $0, number) }
    case .start(let set, let ordinal):
      Self.smaller(set).map { .start(of: $0, ordinal) }
        + Self.smaller(Int(ordinal)).map { .start(of: set, Int32($0)) }
    case .partition(let set, let index):
      Self.smaller(set).map { .partition(of: $0, index) }
        + Self.smaller(Int(index)).map { .partition(of: set, Int32($0)) }
    case .onDelete(let set, let value): Self.smaller(set).map { .onDelete(of: $0, value) }
    case .maxUnavailable(let set, let number):
      Self.smaller(set).map { .maxUnavailable(of: $0, number) }
        + Self.smaller(number).filter { $0 > 0 }.map { .maxUnavailable(of: set, $0) }
    case .minReady(let set, let seconds): Self.smaller(set).map { .minReady(of: $0, seconds) }
    case .history(let set, let limit): Self.smaller(set).map { .history(of: $0, limit) }
    case .retain(let set, let whenDeleted, let whenScaled):
      Self.smaller(set).map {
        .retain(of: $0, whenDeleted: whenDeleted, whenScaled: whenScaled)
      }
    case .script(let set, let line): Self.smaller(set).map { .script(of: $0, line) }
    case .create(let set, let isParallel):
      Self.smaller(set).map { .create(of: $0, isParallel: isParallel) }
    case .remove(let set, let end): Self.smaller(set).map { .remove(of: $0, end) }
    case .delete(let place): Self.smaller(place).map { .delete($0) }
    case .force(let place): Self.smaller(place).map { .force($0) }
    case .stray(let set, let ordinal, let isWhole):
      Self.smaller(set).map { .stray(of: $0, ordinal, isWhole: isWhole) }
        + Self.smaller(ordinal).map { .stray(of: set, $0, isWhole: isWhole) }
    case .fail(let place): Self.smaller(place).map { .fail($0) }
    case .succeed(let place): Self.smaller(place).map { .succeed($0) }
    case .report(let place, let isReady):
      Self.smaller(place).map { .report($0, isReady: isReady) }
    case .relabel(let place): Self.smaller(place).map { .relabel($0) }
    case .unname(let place): Self.smaller(place).map { .unname($0) }
    case .disown(let place): Self.smaller(place).map { .disown($0) }
    case .deleteClaim(let place): Self.smaller(place).map { .deleteClaim($0) }
    case .seizeClaim(let place): Self.smaller(place).map { .seizeClaim($0) }
    case .refuse(let count, let isConflict):
      Self.smaller(count).map { .refuse($0, isConflict: isConflict) }
    case .deleteRevision(let place): Self.smaller(place).map { .deleteRevision($0) }
    case .collide(let set, let image): Self.smaller(set).map { .collide(of: $0, image) }
    case .rival(let count): Self.smaller(count).map { .rival($0) }
    case .outage(let count): Self.smaller(count).map { .outage($0) }
    case .hold(let count): Self.smaller(count).map { .hold($0) }
    case .wait(let milliseconds): Self.smaller(milliseconds).map { .wait(milliseconds: $0) }
    case .removeNamespace, .restart: []
    }
  }

  private static func smaller(_ number: Int) -> [Int] {
    Set([0, number / 2, number - 1]).filter { $0 >= 0 && $0 < number }.sorted()
  }
}
