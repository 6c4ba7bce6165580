import ObjectStore

extension Story {
  init(seed: UInt64, length: Int) {
    var random = SeededGenerator(seed: seed)
    self.seed = seed
    sets = ["O", "P", "O", "P", "OP", "PO", "OPO"].randomElement(using: &random) ?? "O"
    replicas = Int32.random(in: 1...4, using: &random)
    claims = Int.random(in: 0...2, using: &random)
    readyAfter = [0, 200, 1500].randomElement(using: &random) ?? 0
    endsAfter = [0, 300, 5000].randomElement(using: &random) ?? 0
    isGateOn = Int.random(in: 0..<3, using: &random) == 0
    isSimulated = Int.random(in: 0..<4, using: &random) == 0
    deeds = (0..<length).map { _ in Deed(using: &random) }
  }
}

extension Story.Deed {
  /// Each kind as often as its weight says.
  private static let weights = [
    (scale, 9), (image, 8), (spec, 14), (life, 3), (people, 12), (node, 8), (labels, 6),
    (claim, 4), (fault, 9), (time, 18),
  ]
  private static let total = weights.reduce(0) { $0 + $1.1 }

  init(using random: inout SeededGenerator) {
    var draw = Int.random(in: 0..<Self.total, using: &random)
    for (make, weight) in Self.weights {
      if draw < weight {
        self = make(&random)
        return
      }
      draw -= weight
    }
    preconditionFailure("the weights do not add up")
  }

  private static func below(_ limit: Int, _ random: inout SeededGenerator) -> Int {
    Int.random(in: 0..<limit, using: &random)
  }

  private static func scale(_ random: inout SeededGenerator) -> Self {
    .scale(of: below(3, &random), Int32(below(7, &random)))
  }

  private static func image(_ random: inout SeededGenerator) -> Self {
    let image = below(6, &random)
    return .image(of: below(3, &random), image == 0 ? 0 : (image - 1) % 3 + 1)
  }

  private static func spec(_ random: inout SeededGenerator) -> Self {
    let set = below(3, &random)
    switch below(9, &random) {
    case 0, 1: return .start(of: set, Int32(below(5, &random)))
    case 2, 3: return .partition(of: set, Int32(below(5, &random)))
    case 4: return .onDelete(of: set, Bool.random(using: &random))
    case 5: return .maxUnavailable(of: set, [1, 2, 3, -20, -50, -100][below(6, &random)])
    case 6: return .minReady(of: set, Int32(below(3, &random) * 2))
    case 7: return .history(of: set, Int32(below(5, &random) - 1))
    default:
      let (first, second) = (Bool.random(using: &random), Bool.random(using: &random))
      return .retain(of: set, whenDeleted: first, whenScaled: second)
    }
  }

  private static func life(_ random: inout SeededGenerator) -> Self {
    let set = below(3, &random)
    switch below(12, &random) {
    case 0...3: return .remove(of: set, ["Background", "Foreground", "Orphan"][below(3, &random)])
    case 4: return .removeNamespace
    case 5, 6: return .script(of: set, below(Story.scripts.count, &random))
    default: return .create(of: set, isParallel: Bool.random(using: &random))
    }
  }

  private static func people(_ random: inout SeededGenerator) -> Self {
    let pod = below(8, &random)
    switch below(6, &random) {
    case 0...2: return .delete(pod)
    case 3, 4: return .force(pod)
    default: return .stray(of: below(3, &random), pod, isWhole: Bool.random(using: &random))
    }
  }

  private static func node(_ random: inout SeededGenerator) -> Self {
    let pod = below(8, &random)
    switch below(7, &random) {
    case 0, 1: return .fail(pod)
    case 2: return .succeed(pod)
    case 3, 4: return .report(pod, isReady: false)
    default: return .report(pod, isReady: true)
    }
  }

  private static func labels(_ random: inout SeededGenerator) -> Self {
    let pod = below(8, &random)
    switch below(3, &random) {
    case 0: return .relabel(pod)
    case 1: return .unname(pod)
    default: return .disown(pod)
    }
  }

  private static func claim(_ random: inout SeededGenerator) -> Self {
    below(4, &random) == 0 ? .seizeClaim(below(8, &random)) : .deleteClaim(below(8, &random))
  }

  private static func fault(_ random: inout SeededGenerator) -> Self {
    let count = below(5, &random) + 1
    switch below(8, &random) {
    case 0: return .refuse(count, isConflict: Bool.random(using: &random))
    case 1: return .outage(count)
    case 2: return .hold(count)
    case 3: return .rival(count)
    case 4: return .deleteRevision(count)
    case 5: return .collide(of: below(3, &random), below(3, &random) + 1)
    default: return .restart
    }
  }

  private static func time(_ random: inout SeededGenerator) -> Self {
    .wait(milliseconds: [0, 100, 300, 1000, 2000, 7000, 65_000][below(7, &random)])
  }
}
