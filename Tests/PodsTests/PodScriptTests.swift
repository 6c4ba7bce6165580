import Objects
import Testing

@testable import Pods

@Suite struct PodScriptTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var ordinal: Int?
    var expected: PodBehavior?
    var testDescription: String { "\(text) of \(ordinal.map(String.init) ?? "a lone pod")" }

    init(_ text: String, _ ordinal: Int?, _ expected: PodBehavior?) {
      (self.text, self.ordinal, self.expected) = (text, ordinal, expected)
    }
  }

  private static let mixed = """
    0: ready after 2s; 1: never ready; 2-4: fail after 5s; *: unready from 10s for 3s
    """

  static let rows = [
    Row(mixed, 0, PodBehavior(readiness: .after(.seconds(2)))),
    Row(mixed, 1, PodBehavior(readiness: .never)),
    Row(mixed, 2, PodBehavior(course: .fail(after: .seconds(5), exitCode: 1))),
    Row(mixed, 4, PodBehavior(course: .fail(after: .seconds(5), exitCode: 1))),
    Row(mixed, 5, PodBehavior(interruptions: [.init(begin: .seconds(10), end: .seconds(13))])),
    Row(mixed, nil, PodBehavior(interruptions: [.init(begin: .seconds(10), end: .seconds(13))])),
    Row("0: never ready", 1, nil),
    Row("ready after 1.5s", 0, PodBehavior(readiness: .after(.milliseconds(1500)))),
    Row("never ready", 7, PodBehavior(readiness: .never)),
    Row("never ready", nil, PodBehavior(readiness: .never)),
    Row("  0 :never  ready ;; ", 0, PodBehavior(readiness: .never)),
    Row("0: never ready\n1: ready after 1m30s\n", 1, PodBehavior(readiness: .after(.seconds(90)))),
    Row(
      "unready from 1s for 500ms, unready from 5s", 0,
      PodBehavior(interruptions: [
        .init(begin: .seconds(1), end: .milliseconds(1500)), .init(begin: .seconds(5)),
      ])),
    Row("fail", 0, PodBehavior(course: .fail(after: .zero, exitCode: 1))),
    Row("fail with 3", 0, PodBehavior(course: .fail(after: .zero, exitCode: 3))),
    Row(
      "fail after 2h with 255", 0, PodBehavior(course: .fail(after: .seconds(7200), exitCode: 255))),
    Row("succeed", 0, PodBehavior(course: .succeed(after: .zero))),
    Row("succeed after 1s", 0, PodBehavior(course: .succeed(after: .seconds(1)))),
    Row("crash loop", 0, PodBehavior(course: .crashLoop(run: .seconds(1), exitCode: 1))),
    Row(
      "crash loop after 3s with 2", 0,
      PodBehavior(course: .crashLoop(run: .seconds(3), exitCode: 2))),
    Row("image error", 0, PodBehavior(course: .imageError(of: ""))),
    Row("image error of nosuch:1", 0, PodBehavior(course: .imageError(of: "nosuch:1"))),
    Row("*: image error of reg:5000/a:1", 0, PodBehavior(course: .imageError(of: "reg:5000/a:1"))),
    Row(
      "ready after 1s, terminate after 20s", 0,
      PodBehavior(readiness: .after(.seconds(1)), termination: .after(.seconds(20)))),
    Row("never terminate", 0, PodBehavior(termination: .never)),
  ]

  @Test(arguments: rows) func parse(_ row: Row) throws {
    #expect(try PodScript(parsing: row.text).behavior(of: row.ordinal) == row.expected)
  }

  private static let choices =
    "must be one of: ready after 2s, never ready, unready from 10s for 3s, fail after 5s with 1, "
    + "succeed after 5s, crash loop after 1s, image error of NAME, terminate after 10s, "
    + "never terminate"

  static let mistakes: [(String, Int, String, String)] = [
    ("", 1, "", "must say how the pod behaves, as in \"0: ready after 2s\""),
    (" ; ", 1, "", "must say how the pod behaves, as in \"0: ready after 2s\""),
    ("0:", 1, "0:", "must say how the pod behaves, as in \"0: ready after 2s\""),
    ("0: fail,", 1, "0: fail,", "must say how the pod behaves, as in \"0: ready after 2s\""),
    ("0: nevr ready", 1, "0: nevr ready", choices),
    ("0: ready", 1, "0: ready", choices),
    ("never ready; 1: never ready soon", 2, "1: never ready soon", choices),
    ("0: ready after", 1, "0: ready after", choices),
    ("0: image error of", 1, "0: image error of", choices),
    ("0: ready after 2", 1, "0: ready after 2", "\"2\" must be a time like 500ms, 2s, 1m30s or 1h"),
    ("ready after -2s", 1, "ready after -2s", "\"-2s\" must be a time like 500ms, 2s, 1m30s or 1h"),
    (
      "ready after 1.5.5s", 1, "ready after 1.5.5s",
      "\"1.5.5s\" must be a time like 500ms, 2s, 1m30s or 1h"
    ),
    (
      "ready after 99999999999999999999s", 1, "ready after 99999999999999999999s",
      "\"99999999999999999999s\" must be a time like 500ms, 2s, 1m30s or 1h"
    ),
    ("fail with 0", 1, "fail with 0", "\"0\" must be an exit code from 1 to 255"),
    ("fail with 256", 1, "fail with 256", "\"256\" must be an exit code from 1 to 255"),
    (
      "web-0: fail", 1, "web-0: fail", "before the colon must be an ordinal, a range like 2-4, or *"
    ),
    ("4-2: fail", 1, "4-2: fail", "before the colon must be an ordinal, a range like 2-4, or *"),
    (": fail", 1, ": fail", "before the colon must be an ordinal, a range like 2-4, or *"),
    (
      "99999999999: fail", 1, "99999999999: fail",
      "before the colon must be an ordinal, a range like 2-4, or *"
    ),
    ("0-3: fail; 2: succeed", 2, "2: succeed", "an earlier entry is for the same pods"),
    ("fail; *: succeed", 2, "*: succeed", "an earlier entry is for the same pods"),
    (
      "0: never ready, ready after 2s", 1, "0: never ready, ready after 2s",
      "an earlier part says otherwise: \"never ready\""
    ),
    (
      "0: fail after 2s, crash loop", 1, "0: fail after 2s, crash loop",
      "an earlier part says otherwise: \"fail after 2s\""
    ),
  ]

  @Test(arguments: mistakes)
  func errors(_ text: String, _ entry: Int, _ found: String, _ allowed: String) {
    let error = #expect(throws: PodScriptError.self) { try PodScript(parsing: text) }
    #expect(
      error?.description
        == "annotation ordinal.internal/script, entry \(entry) \"\(found)\": \(allowed)")
  }

  /// The set's own annotation wins over the template's, and both over the server's options.
  @Test func whoKnowsMoreWins() throws {
    let others = PodScript(readyAfter: .seconds(9), terminatesAfter: .seconds(8))
    var book = ScriptBook(others: others)
    var pod = Pod(metadata: ObjectMetadata(labels: ["apps.kubernetes.io/pod-index": "1"]))
    var set = StatefulSet(
      metadata: ObjectMetadata(),
      spec: StatefulSetSpec(selector: LabelSelector(), template: PodTemplate(spec: PodSpec())))
    #expect(
      try book.behavior(of: pod, in: set).get()
        == PodBehavior(readiness: .after(.seconds(9)), termination: .after(.seconds(8))))
    pod.metadata.annotations[PodScript.annotation] = "1: ready after 2s, unready from 5s"
    set.metadata.annotations[PodScript.annotation] = "0: fail; 1: never ready"
    #expect(
      try book.behavior(of: pod, in: set).get()
        == PodBehavior(
          readiness: .never, interruptions: [.init(begin: .seconds(5))],
          termination: .after(.seconds(8))))
    set.metadata.annotations[PodScript.annotation] = "crash loop"
    pod.metadata.annotations = [:]
    #expect(try book.behavior(of: pod, in: set).get().readiness == .never)
    set.metadata.annotations[PodScript.annotation] = "crash lop"
    #expect(throws: PodScriptError.self) { try book.behavior(of: pod, in: set).get() }
  }
}
