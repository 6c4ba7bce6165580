import Objects
import Testing

@testable import Controllers

/// One row a rule of the sync algorithm (statefulset behaviour §3.3).
@Suite struct StatefulSetPlanTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var set = SetSketch()
    var pods = ""
    var actions = ""
    var wait = ""
    var testDescription: String { name }
  }

  @Test(arguments: ordered + parallel + scaledDown + updated + revised)
  func plan(_ row: Row) {
    let plan = row.set.plan(row.pods)
    #expect(plan.story == row.actions)
    #expect(plan.waitStory == row.wait)
  }

  static let ordered: [Row] = [
    Row(name: "the first pod alone", actions: "create 0@new", wait: "creation 0"),
    Row(
      name: "the next when the one before is Ready", pods: "0", actions: "create 1@new",
      wait: "creation 1"),
    Row(name: "a gap is filled first", pods: "0 2", actions: "create 1@new", wait: "creation 1"),
    Row(name: "at rest", pods: "0 1 2"),
    Row(name: "Pending holds", pods: "0:pending", wait: "readiness 0"),
    Row(name: "Running and not Ready holds", pods: "0 1:unready", wait: "readiness 1"),
    Row(name: "a terminating pod holds, Ready or not", pods: "0 1:ending", wait: "termination 1"),
    Row(
      name: "Ready and not available holds", set: SetSketch(minReadySeconds: 4), pods: "0:fresh",
      wait: "availability 0"),
    Row(
      name: "available from the second on", set: SetSketch(minReadySeconds: 2), pods: "0:fresh",
      actions: "create 1@new", wait: "creation 1"),
    Row(
      name: "Ready since nobody knows when is never available", set: SetSketch(minReadySeconds: 1),
      pods: "0:timeless", wait: "availability 0"),
    Row(
      name: "without minReadySeconds Ready is available", pods: "0:timeless",
      actions: "create 1@new", wait: "creation 1"),
    Row(
      name: "Failed is deleted, nothing else", pods: "0:failed", actions: "delete 0 ended",
      wait: "termination 0"),
    Row(
      name: "Succeeded too", pods: "0 1:succeeded 2", actions: "delete 1 ended",
      wait: "termination 1"),
    Row(name: "but not twice", pods: "0:ended", wait: "termination 0"),
    Row(name: "a missing name label is put back", pods: "0:nameless 1 2", actions: "repair 0"),
    Row(
      name: "and the sync goes on", pods: "0:nameless", actions: "repair 0, create 1@new",
      wait: "creation 1"),
    Row(
      name: "ordinals.start", set: SetSketch(start: 5), pods: "5", actions: "create 6@new",
      wait: "creation 6"),
    Row(name: "no replicas", set: SetSketch(replicas: 0)),
    Row(
      name: "a set that is being deleted only counts", set: SetSketch(isDeleting: true),
      pods: "0:failed 4"),
  ]

  static let parallel: [Row] = [
    Row(
      name: "all at once", set: SetSketch(isParallel: true),
      actions: "create 0@new, create 1@new, create 2@new"),
    Row(
      name: "an unready pod holds nobody", set: SetSketch(isParallel: true),
      pods: "0:unready 1:pending", actions: "create 2@new", wait: ""),
    Row(
      name: "Failed ones are deleted beside", set: SetSketch(isParallel: true),
      pods: "0:failed 1:ending", actions: "delete 0 ended, create 2@new"),
    Row(
      name: "all excess pods go, the highest first", set: SetSketch(replicas: 1, isParallel: true),
      pods: "0:unready 1 2:unready 3",
      actions: "delete 3 scaledDown, delete 2 scaledDown, delete 1 scaledDown"),
    Row(
      name: "those that go already do not go again", set: SetSketch(replicas: 0, isParallel: true),
      pods: "0 1:ending", actions: "delete 0 scaledDown"),
    Row(
      name: "updates are one at a time", set: SetSketch(isParallel: true, current: "old"),
      pods: "0@old 1@old 2@old", actions: "delete 2 outdated"),
    Row(
      name: "and wait for the new one", set: SetSketch(isParallel: true, current: "old"),
      pods: "0@old 1@old 2:unready", wait: "readiness 2"),
    Row(
      name: "a stuck old pod is replaced although it is unready",
      set: SetSketch(isParallel: true, current: "old"), pods: "0@old 1@old 2:unready@old",
      actions: "delete 2 outdated"),
    Row(
      name: "a pod that is just made holds updates",
      set: SetSketch(isParallel: true, current: "old"), pods: "0@old 1@old", actions: "create 2@new"
    ),
    Row(
      name: "a Failed old pod is deleted once", set: SetSketch(isParallel: true, current: "old"),
      pods: "0@old 1@old 2:failed@old", actions: "delete 2 ended", wait: "readiness 2"),
  ]

  static let scaledDown: [Row] = [
    Row(
      name: "the highest first, one a sync", set: SetSketch(replicas: 1), pods: "0 1 2",
      actions: "delete 2 scaledDown"),
    Row(
      name: "a terminating one is waited for", set: SetSketch(replicas: 1), pods: "0 1 2:ending",
      wait: "termination 2"),
    Row(
      name: "an unready replica holds all", set: SetSketch(replicas: 1), pods: "0:unready 1 2",
      wait: "readiness 0"),
    Row(
      name: "the unready highest goes", set: SetSketch(replicas: 1), pods: "0 1 2:unready",
      actions: "delete 2 scaledDown"),
    Row(
      name: "the unready highest waits for an unready one before it", set: SetSketch(replicas: 1),
      pods: "0 1:unready 2:unready", wait: "readiness 2"),
    Row(
      name: "a healthy one goes before an unready one", set: SetSketch(replicas: 1),
      pods: "0 1:unready 2", actions: "delete 2 scaledDown"),
    Row(
      name: "and before a terminating one", set: SetSketch(replicas: 1), pods: "0 1:ending 2",
      actions: "delete 2 scaledDown"),
    Row(
      name: "an unavailable highest goes if it alone is",
      set: SetSketch(replicas: 1, minReadySeconds: 4), pods: "0 1 2:fresh",
      actions: "delete 2 scaledDown"),
    Row(
      name: "an unavailable replica holds", set: SetSketch(replicas: 1, minReadySeconds: 4),
      pods: "0:fresh 1 2", wait: "availability 0"),
    Row(
      name: "pods below the start go as well, after those above", set: SetSketch(start: 2),
      pods: "0 1 2 3 4 5", actions: "delete 5 scaledDown"),
    Row(
      name: "raised start: the new top first", set: SetSketch(start: 2), pods: "0 1 2",
      actions: "create 3@new", wait: "creation 3"),
    Row(
      name: "raised start: then the low ones, highest first", set: SetSketch(start: 2),
      pods: "0 1 2 3 4", actions: "delete 1 scaledDown"),
    Row(
      name: "lowered start: the low ones first", set: SetSketch(start: 1), pods: "2 3 4",
      actions: "create 1@new", wait: "creation 1"),
    Row(
      name: "before updates", set: SetSketch(replicas: 2, current: "old"),
      pods: "0@old 1@old 2@old", actions: "delete 2 scaledDown"),
    Row(
      name: "a Failed excess pod goes", set: SetSketch(replicas: 1), pods: "0 1:failed",
      actions: "delete 1 scaledDown"),
  ]

  static let updated: [Row] = [
    Row(
      name: "a pod that has ended is the one whose turn it is",
      set: SetSketch(isParallel: true, current: "old"), pods: "0@old 1@old 2:dead@old",
      actions: "delete 2 ended", wait: "readiness 2"),
    Row(
      name: "from the top", set: SetSketch(current: "old"), pods: "0@old 1@old 2@old",
      actions: "delete 2 outdated"),
    Row(
      name: "the next when the new one is Ready", set: SetSketch(current: "old"),
      pods: "0@old 1@old 2", actions: "delete 1 outdated"),
    Row(
      name: "not before it is available", set: SetSketch(minReadySeconds: 4, current: "old"),
      pods: "0@old 1@old 2:fresh", wait: "availability 2"),
    Row(
      name: "a broken new pod holds, also after the template went back",
      set: SetSketch(current: "new"), pods: "0 1 2:unready@bad", wait: "readiness 2"),
    Row(
      name: "partition", set: SetSketch(partition: 2, current: "old"), pods: "0@old 1@old 2@old",
      actions: "delete 2 outdated"),
    Row(
      name: "partition reached", set: SetSketch(partition: 2, current: "old"), pods: "0@old 1@old 2"
    ),
    Row(
      name: "partition above replicas", set: SetSketch(partition: 10, current: "old"),
      pods: "0@old 1@old 2@old"),
    Row(
      name: "partition counts places, not ordinals",
      set: SetSketch(start: 2, partition: 3, current: "old"), pods: "2@old 3@old 4@old"),
    Row(
      name: "a later place of a set with a start",
      set: SetSketch(start: 2, partition: 2, current: "old"), pods: "2@old 3@old 4@old",
      actions: "delete 4 outdated"),
    Row(
      name: "a third revision above the partition", set: SetSketch(current: "old"),
      pods: "0@old 1@old 2@older", actions: "delete 2 outdated"),
    Row(
      name: "OnDelete deletes nothing", set: SetSketch(isOnDelete: true, current: "old"),
      pods: "0@old 1@old 2@old"),
  ]

  static let revised: [Row] = [
    Row(
      name: "below the partition the current revision",
      set: SetSketch(partition: 2, current: "old"), pods: "0@old 2", actions: "create 1@old",
      wait: "creation 1"),
    Row(
      name: "above it the update revision", set: SetSketch(partition: 2, current: "old"),
      pods: "0@old 1@old", actions: "create 2@new", wait: "creation 2"),
    Row(
      name: "counted from the start", set: SetSketch(start: 4, partition: 1, current: "old"),
      pods: "5 6", actions: "create 4@old", wait: "creation 4"),
    Row(
      name: "a rollout without partition makes new ones", set: SetSketch(current: "old"),
      pods: "0@old 2", actions: "create 1@new", wait: "creation 1"),
    Row(
      name: "OnDelete makes new ones", set: SetSketch(isOnDelete: true, current: "old"),
      pods: "0@old 2@old", actions: "create 1@new", wait: "creation 1"),
  ]

  @Test func looksAgainWhenTheNextPodBecomesAvailable() {
    let plan = SetSketch(minReadySeconds: 4).plan("0:fresh")
    #expect(plan.nextLook == SetSketch.now.adding(seconds: 2))
    #expect(SetSketch(minReadySeconds: 2).plan("0:fresh 1 2").nextLook == nil)
    #expect(SetSketch().plan("0:pending").nextLook == nil)
  }

  @Test func podsOfOtherNamesAreNotTouched() {
    let sketch = SetSketch(replicas: 1)
    var pods = sketch.pods("0 1 2 3")
    for (place, name) in ["web-01", "web-4294967296", "web-1-2"].enumerated() {
      pods[place + 1].metadata.name = name
    }
    let plan = StatefulSetPlan.plan(
      set: sketch.set, pods: pods, revisions: sketch.revisions, now: SetSketch.now)
    #expect(plan.story == "")
  }

  @Test func createdPodsHaveTheTemplateOfTheirRevision() {
    let plan = SetSketch(partition: 1, current: "old").plan("")
    guard case .createPod(let pod) = plan.actions.first else {
      Issue.record("no pod is created")
      return
    }
    #expect(pod.spec.containers.map(\.image) == ["old"])
  }
}
