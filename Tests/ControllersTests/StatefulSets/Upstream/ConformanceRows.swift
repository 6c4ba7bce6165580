import Objects

/// The end-to-end tests of claims and of ordinals.
enum ConformanceRows {
  private static let up = "pass: +0 0 +1 1 +2 2"

  private static func row(_ name: String, _ policy: RetentionPolicy, _ script: [String])
    -> ConformanceTests.Row
  {
    ConformanceTests.Row(stands: name, policy: policy, script: script)
  }

  static let claims: [ConformanceTests.Row] = [
    row(
      "should delete PVCs with a WhenDeleted policy", .setDeleteOnly,
      [
        up, "claims 0 1 2", "owners StatefulSet StatefulSet StatefulSet", "remove",
        "pass: -0 -1 -2 0. 1. 2.", "claims",
      ]),
    row(
      "should delete PVCs with a OnScaledown policy", .scaleDownOnly,
      [up, "claims 0 1 2", "owners - - -", "scale 1", "pass: -2 2. -1 1.", "claims 0"]),
    row(
      "should not delete PVC with OnScaledown policy if another controller owns the PVC", .unset,
      [
        up, "own 1 other", "policy scaleDownOnly", "owners - ConfigMap -", "scale 0",
        "pass: -2 2. -1 1. -0 0.", "claims 1", "own 1", "scale 2", "pass: +0 0 +1 1", "claims 0 1",
        "scale 1", "pass: -1 1.", "claims 0",
      ]),
    row(
      "should delete PVCs after adopting pod (WhenDeleted)", .setDeleteOnly,
      [up, "orphan 2", "remove", "pass: -0 -1 -2 0. 1. 2.", "claims"]),
    row(
      "should delete PVCs after adopting pod (WhenScaled)", .scaleDownOnly,
      [up, "orphan 2", "scale 1", "pass: -2 2. -1 1.", "claims 0"]),
    ConformanceTests.Row(
      stands: "should not delete PVCs when there is another controller", replicas: 4,
      policy: .unset,
      script: [
        "pass: +0 0 +1 1 +2 2 +3 3", "own 1 other!", "own 3 stale", "policy setDeleteOnly",
        "owners StatefulSet ConfigMap+StatefulSet StatefulSet StatefulSet", "own 0 set!",
        "policy delete", "controllers of claims web web web unknown", "remove",
        "pass: -0 -1 -2 -3 0. 1. 2. 3.", "claims 1 3",
      ]),
    ConformanceTests.Row(
      stands: "PVC should be recreated when pod is pending due to missing PVC", replicas: 1,
      policy: .unset,
      script: [
        "pass: +0 0", "cordon", "delete 0", "pass: -0 0. +0", "lose 0", "claims 0", "uncordon",
        "pass: 0", "claims 0", "counts 1 1 1 1 1",
      ]),
  ]

  private static func row(_ name: String, _ start: Int32?, _ script: [String])
    -> ConformanceTests.Row
  {
    ConformanceTests.Row(stands: name, replicas: 2, start: start, script: script)
  }

  static let ordinals: [ConformanceTests.Row] = [
    row(
      "Setting .start.ordinal", nil,
      [
        "pass: +0 0 +1 1", "scale 3", "start 2", "pass: +2 2 +3 3 +4 4 -1 1. -0 0.",
        "counts 3 3 3 3 3",
      ]),
    row(
      "Increasing .start.ordinal", 2,
      ["pass: +2 2 +3 3", "start 4", "pass: +4 4 +5 5 -3 3. -2 2.", "counts 2 2 2 2 2"]),
    row(
      "Decreasing .start.ordinal", 3,
      ["pass: +3 3 +4 4", "start 2", "pass: +2 2 -4 4.", "counts 2 2 2 2 2"]),
    row(
      "Removing .start.ordinal", 3,
      ["pass: +3 3 +4 4", "start none", "pass: +0 0 +1 1 -4 4. -3 3.", "counts 2 2 2 2 2"]),
  ]
}
