/// What differs from the recordings, and is meant to.
struct RecordedDifference: Sendable {
  var scenarios: [String]
  /// Beginnings of the differences as ``RecordedCluster/differences()`` tells them.
  var lines: [String]
  /// How many of them there may be at most in one scenario.
  var limit: Int
  var reason: String

  static let all: [RecordedDifference] = [
    RecordedDifference(
      scenarios: [
        "s4-ondelete", "s4-maxunavailable-gate-on-parallel", "s5-delete-pod",
        "s5-delete-pod-parallel",
      ],
      lines: ["StatefulSet web#1 has"], limit: 2,
      reason: """
        Two pods are deleted at once, by one command or one step of an update, and end within 20 ms of each \
        other. In that time the recorded controller was writing; ours has seen both, and so counts pods as they \
        are after that.
        """),
    RecordedDifference(
      scenarios: ["s6-delete-retain"],
      lines: [
        "theirs alone: Warning FailedUpdate: Update Pod web-",
        "ours alone: Normal SuccessfulCreate: Create Pod web-",
      ], limit: 7,
      reason: """
        The binder writes to a new claim while the recorded controller, with a claim of its cache, gives it an \
        owner: a conflict, told in place of the pod's creation. Ours looks at the claim as it is.
        """),
    RecordedDifference(
      scenarios: ["s5-delete-pod"],
      lines: [
        "theirs alone: Warning FailedCreate: Create Pod web-2 in StatefulSet web failed error: "
          + "pvc www-web-2 is being deleted"
      ], limit: 2,
      reason: """
        A claim that is going away: the recorded controller tries again every few milliseconds until it is gone; \
        ours waits for its end.
        """),
    RecordedDifference(
      scenarios: ["s8-foreground"],
      lines: [
        "ControllerRevision web-7bb444d689#3 ends", "ControllerRevision web-7bb444d689#4 ends",
      ],
      limit: 2,
      reason: """
        While a set is deleted in the foreground its controller makes the revision again that the garbage \
        collector deletes. How often depends on which of the two is faster.
        """),
  ]
}
