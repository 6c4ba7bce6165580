import Testing

@testable import Manifests

/// Scans at moments (in milliseconds), and what is told at each.
@Suite struct FileTrackerTests {
  struct Step: Sendable {
    var milliseconds: Int
    /// By file name: its stamp's number; a minus sign for unreadable.
    var files: [String: Int]
    var failure: String? = nil
    var isForced = false
    var told: [String]
  }

  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var steps: [Step]
    var testDescription: String { name }
  }

  static let rows = [
    Row(
      name: "all at once at the start",
      steps: [
        Step(
          milliseconds: 0, files: ["b": 1, "a": 1, "c": -1], told: ["read a", "read b", "bad c"])
      ]),
    Row(
      name: "nothing new, nothing told",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 5000, files: ["a": 1], told: []),
      ]),
    Row(
      name: "a change counts when at rest",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: ["a": 2], told: []),
        Step(milliseconds: 1099, files: ["a": 2], told: []),
        Step(milliseconds: 1100, files: ["a": 2], told: ["read a"]),
        Step(milliseconds: 2000, files: ["a": 2], told: []),
      ]),
    Row(
      name: "truncated, then written",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: ["a": 2], told: []),
        Step(milliseconds: 1090, files: ["a": 3], told: []),
        Step(milliseconds: 1180, files: ["a": 3], told: []),
        Step(milliseconds: 1190, files: ["a": 3], told: ["read a"]),
      ]),
    Row(
      name: "renamed away and created anew (Vim)",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: [:], told: []),
        Step(milliseconds: 1050, files: ["a": 2], told: []),
        Step(milliseconds: 1150, files: ["a": 2], told: ["read a"]),
      ]),
    Row(
      name: "away and back as it was",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: [:], told: []),
        Step(milliseconds: 1050, files: ["a": 1], told: []),
        Step(milliseconds: 1500, files: ["a": 1], told: []),
      ]),
    Row(
      name: "removed",
      steps: [
        Step(milliseconds: 0, files: ["a": 1, "b": 1], told: ["read a", "read b"]),
        Step(milliseconds: 1000, files: ["b": 1], told: []),
        Step(milliseconds: 1100, files: ["b": 1], told: ["removed a"]),
        Step(milliseconds: 9000, files: ["b": 1], told: []),
      ]),
    Row(
      name: "renamed",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: ["b": 1], told: []),
        Step(milliseconds: 1100, files: ["b": 1], told: ["removed a", "read b"]),
      ]),
    Row(
      name: "created and removed before it was at rest",
      steps: [
        Step(milliseconds: 0, files: [:], told: []),
        Step(milliseconds: 1000, files: ["a": 1], told: []),
        Step(milliseconds: 1050, files: [:], told: []),
        Step(milliseconds: 2000, files: [:], told: []),
      ]),
    Row(
      name: "never at rest: after a second all the same",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: ["a": 2], told: []),
        Step(milliseconds: 1450, files: ["a": 3], told: []),
        Step(milliseconds: 1950, files: ["a": 4], told: []),
        Step(milliseconds: 2000, files: ["a": 5], told: ["read a"]),
      ]),
    Row(
      name: "unreadable and readable again",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: ["a": -1], told: []),
        Step(milliseconds: 1100, files: ["a": -1], told: ["bad a"]),
        Step(milliseconds: 2000, files: ["a": 1], told: []),
        Step(milliseconds: 2100, files: ["a": 1], told: ["read a"]),
      ]),
    Row(
      name: "the folder is gone: no file was removed",
      steps: [
        Step(milliseconds: 0, files: ["a": 1], told: ["read a"]),
        Step(milliseconds: 1000, files: [:], failure: "gone", told: ["failure gone"]),
        Step(milliseconds: 9000, files: [:], failure: "gone", told: []),
        Step(milliseconds: 9500, files: ["a": 1], told: []),
        Step(milliseconds: 9600, files: [:], failure: "gone", told: ["failure gone"]),
      ]),
    Row(
      name: "SIGHUP: all, without waiting",
      steps: [
        Step(milliseconds: 0, files: ["a": 1, "b": 1], told: ["read a", "read b"]),
        Step(
          milliseconds: 1000, files: ["a": 1, "c": 1], isForced: true,
          told: ["read a", "removed b", "read c"]),
        Step(milliseconds: 2000, files: ["a": 1, "c": 1], told: []),
      ]),
  ]

  @Test(arguments: rows) func tracks(_ row: Row) {
    var tracker = FileTracker(settle: .milliseconds(100), patience: .seconds(1))
    let start = ContinuousClock.now
    for step in row.steps {
      var scan = FileScan()
      for (name, number) in step.files {
        scan.files[FileKey(path: "p", name: name, isInFolder: true)] =
          number < 0
          ? .unreadable("bad")
          : .present(FileStamp(inode: 1, size: 1, modified: Int64(number)))
      }
      scan.failures = step.failure.map { ["p": $0] } ?? [:]
      let now = start.advanced(by: .milliseconds(step.milliseconds))
      let changes = tracker.observe(scan, at: now, isForced: step.isForced)
      #expect(changes.map(Self.describe) == step.told, "at \(step.milliseconds)")
      // Whoever waits for the deadline sees the change.
      #expect(tracker.deadline.map { $0 > now } ?? true)
    }
  }

  @Test func asksToBeCalledAgain() {
    var tracker = FileTracker(settle: .milliseconds(100))
    let key = FileKey(path: "p", name: "a", isInFolder: true)
    let start = ContinuousClock.now
    _ = tracker.observe(FileScan(), at: start)
    #expect(tracker.deadline == nil)
    let scan = FileScan(files: [key: .unreadable("x")])
    _ = tracker.observe(scan, at: start)
    #expect(tracker.deadline == start.advanced(by: .milliseconds(100)))
    _ = tracker.observe(scan, at: start.advanced(by: .milliseconds(100)))
    #expect(tracker.deadline == nil)
  }

  private static func describe(_ change: FileTracker.Change) -> String {
    switch change {
    case .read(let key): "read \(key.name)"
    case .unreadable(let key, _): "bad \(key.name)"
    case .removed(let key): "removed \(key.name)"
    case .failure(_, let text): "failure \(text)"
    }
  }
}
