/// What differs from the recordings, and is meant to.
struct ScenarioDifference: Sendable {
  var scenario: String
  /// Beginnings of the differences as the tests tell them.
  var lines: [String]
  /// How many of them there may be at most.
  var limit: Int
  /// Whether there may be none of them.
  var isChance = false
  var reason: String

  static let all: [ScenarioDifference] = [
    ScenarioDifference(
      scenario: "s5-delete-pod",
      lines: [
        "theirs alone: Warning FailedCreate: Create Pod web-2 in StatefulSet web failed error: "
          + "pvc www-web-2 is being deleted",
        "ours alone: Warning FailedCreate: Create Pod web-2 in StatefulSet web failed error: "
          + "pvc www-web-2 is being deleted",
        "theirs alone: Warning FailedCreate x", "ours alone: Warning FailedCreate x",
      ], limit: 4, isChance: true,
      reason: """
        A claim that is going away: both controllers try again with back-off until it is gone, ours at its end as \
        well. How often depends on how long the claim takes.
        """),
    ScenarioDifference(
      scenario: "s6-delete-retain",
      lines: [
        "theirs alone: Warning FailedUpdate",
        "ours alone: Normal SuccessfulCreate: Create Pod web-",
        "ours alone: Normal SuccessfulCreate x",
      ], limit: 14,
      reason: """
        The binder writes to a new claim while the recorded controller, with a claim of its cache, gives it an \
        owner: a conflict, told in place of the pod's creation. Ours looks at the claim as it is.
        """),
    ScenarioDifference(
      scenario: "s8-foreground", lines: ["ControllerRevision web-7bb444d689#"], limit: 3,
      isChance: true,
      reason: """
        While a set is deleted in the foreground its controller makes the revision again that the garbage \
        collector deletes. How often depends on which of the two is faster.
        """),
  ]

  /// Those of the differences that are not meant, and what is said to differ and does not.
  static func unexcused(_ differences: [String], in scenario: String) -> [String] {
    var rest = differences
    for excuse in all where excuse.scenario == scenario {
      let excused = rest.indices.filter { index in
        excuse.lines.contains { rest[index].hasPrefix($0) }
      }
      if excused.isEmpty, !excuse.isChance { rest.append("not needed any more: \(excuse.reason)") }
      for index in excused.prefix(excuse.limit).reversed() { rest.remove(at: index) }
    }
    return rest
  }
}
