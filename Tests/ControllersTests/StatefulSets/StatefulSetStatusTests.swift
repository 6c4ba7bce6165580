import Objects
import Testing

@testable import Controllers

/// What a sync reports (statefulset behaviour §3.4), as `replicas ready available current updated`.
@Suite struct StatefulSetStatusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var set = SetSketch()
    var pods = ""
    var counts: [Int32]
    var current = "new"
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(name: "no pod", counts: [0, 0, 0, 0, 0]),
    Row(name: "a pod that is being made is not counted yet", pods: "0", counts: [1, 1, 1, 1, 1]),
    Row(name: "Pending", pods: "0:pending", counts: [1, 0, 0, 1, 1]),
    Row(
      name: "a terminating pod is Ready, and of no revision", pods: "0 1:ending 2",
      counts: [3, 3, 3, 2, 2]),
    Row(
      name: "available trails", set: SetSketch(minReadySeconds: 4), pods: "0 1:fresh",
      counts: [2, 2, 1, 2, 2]),
    Row(
      name: "a rollout's first delete is in its write", set: SetSketch(current: "old"),
      pods: "0@old 1@old 2@old", counts: [3, 3, 3, 2, 0], current: "old"),
    Row(
      name: "half way", set: SetSketch(current: "old"), pods: "0@old 1@old 2:unready",
      counts: [3, 2, 2, 2, 1], current: "old"),
    Row(name: "complete", set: SetSketch(current: "old"), pods: "0 1 2", counts: [3, 3, 3, 3, 3]),
    Row(
      name: "complete before it is available", set: SetSketch(minReadySeconds: 4, current: "old"),
      pods: "0:fresh 1:fresh 2:fresh", counts: [3, 3, 0, 3, 3]),
    Row(
      name: "excess pods are counted, and keep it from completing",
      set: SetSketch(replicas: 2, current: "old"), pods: "0 1 2@old", counts: [3, 3, 3, 1, 2],
      current: "old"),
    Row(
      name: "partition does not complete", set: SetSketch(partition: 1, current: "old"),
      pods: "0@old 1 2", counts: [3, 3, 3, 1, 2], current: "old"),
    Row(
      name: "OnDelete never completes", set: SetSketch(isOnDelete: true, current: "old"),
      pods: "0 1 2", counts: [3, 3, 3, 0, 3], current: "old"),
    Row(
      name: "pods of a third revision are of neither", set: SetSketch(current: "old"),
      pods: "0@old 1@old 2:unready@bad", counts: [3, 2, 2, 2, 0], current: "old"),
    Row(
      name: "no replicas complete at once", set: SetSketch(replicas: 0, current: "old"),
      counts: [0, 0, 0, 0, 0]),
    Row(
      name: "a set that is being deleted", set: SetSketch(isDeleting: true), pods: "0 1:ending",
      counts: [2, 2, 2, 1, 1]),
  ])
  func counts(_ row: Row) {
    let status = row.set.plan(row.pods).status
    #expect(
      [
        status.replicas, status.readyReplicas, status.availableReplicas, status.currentReplicas,
        status.updatedReplicas,
      ] == row.counts)
    #expect(status.currentRevision == row.current)
    #expect(status.updateRevision == "new")
    #expect(status.observedGeneration == 4)
    #expect(status.collisionCount == 0)
  }

  /// A status is made from nothing, as upstream's; yet it is not written for that alone.
  @Test func conditionsOfOthersGoWithTheNextNews() {
    var set = SetSketch().set
    set.status = SetSketch().plan("0 1 2").status
    set.status.rest["conditions"] = [["type": "Mine", "status": "True"]]
    let plan = StatefulSetPlan.plan(
      set: set, pods: SetSketch().pods("0 1 2"), revisions: SetSketch().revisions,
      now: SetSketch.now)
    #expect(plan.status.rest.isEmpty)
    #expect(!plan.status.isNews(to: set.status))
    set.status.observedGeneration -= 1
    #expect(plan.status.isNews(to: set.status))
  }
}
