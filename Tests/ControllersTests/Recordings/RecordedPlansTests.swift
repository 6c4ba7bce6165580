import Objects
import Testing

/// Scenarios of a real Kubernetes 1.36 control plane, against the pure plan.
@Suite struct RecordedPlansTests {
  static let scenarios = [
    "s1-walkthrough", "s1-walkthrough-kubectl132", "s2-interrupt", "s2-ordered", "s2-parallel",
    "s3-notready-ordered",
    "s3-notready-ordered-publish", "s3-notready-parallel", "s4-broken-image", "s4-history-limit",
    "s4-maxunavailable-gate-off",
    "s4-maxunavailable-gate-on-ordered", "s4-maxunavailable-gate-on-parallel", "s4-ondelete",
    "s4-parallel", "s4-partition0", "s4-partition2", "s4-template-labels",
    "s5-delete-pod-parallel", "s5-delete-pod", "s5-terminating-slow", "s6-delete-delete",
    "s6-delete-retain", "s6-retain-delete", "s6-retain-retain", "s7-minready-parallel",
    "s7-minready", "s7-ordinals", "s8-background", "s8-foreground", "s8-orphan-adopt",
  ]

  @Test(arguments: scenarios)
  func `the next write is what the plan says`(_ scenario: String) throws {
    let gates = FeatureGates(maxUnavailableStatefulSet: scenario.contains("gate-on"))
    let plans = try RecordedPlans(scenario, gates: gates)
    #expect(plans.differences() == [])
  }
}
