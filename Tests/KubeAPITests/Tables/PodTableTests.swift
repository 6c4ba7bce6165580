import KubeAPI
import Objects
import Testing

/// What upstream's printPod makes of containers, conditions and reasons.
struct PodTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let ready: String
    let status: String
    var restarts = "0"
    /// The pod without what all have, as JSON.
    let pod: String
    var testDescription: String { name }
  }

  static let running = #"{"ready":true,"restartCount":0,"state":{"running":{}}}"#
  static let waiting =
    #"{"ready":false,"restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}"#

  /// Containers a and b; init containers i and j.
  static func pod(
    phase: String = "Running", status: String = "", containers: [String] = [running],
    inits: [String] = [], sidecars: Bool = false, meta: String = ""
  ) -> String {
    let policy = sidecars ? #","restartPolicy":"Always""# : ""
    let initNames = ["i", "j"].prefix(inits.count)
    let names = ["a", "b"].prefix(max(containers.count, 1))
    func named(_ statuses: [String], _ names: ArraySlice<String>) -> String {
      zip(statuses, names).map { #"{"name":"\#($1)","image":"x","imageID":"","# + $0.dropFirst() }
        .joined(separator: ",")
    }
    let specs = names.map { #"{"name":"\#($0)","image":"x"}"# }.joined(separator: ",")
    return """
      {"apiVersion":"v1","kind":"Pod",
       "metadata":{"name":"p","namespace":"n","creationTimestamp":"2026-01-01T00:00:00Z"\(meta)},
       "spec":{"containers":[\(specs)],
        "initContainers":[\(initNames.map { #"{"name":"\#($0)","image":"x"\#(policy)}"# }
          .joined(separator: ","))]},
       "status":{"phase":"\(phase)"\(status),
        "initContainerStatuses":[\(named(inits, initNames))],
        "containerStatuses":[\(named(containers, names))]}}
      """
  }

  static func waits(_ reason: String, restarts: Int = 0, last: String = "") -> String {
    """
    {"ready":false,"restartCount":\(restarts),"state":{"waiting":{"reason":"\(reason)"}}\(last)}
    """
  }

  static func ended(_ fields: String) -> String {
    #"{"ready":false,"restartCount":0,"state":{"terminated":{\#(fields)}}}"#
  }

  static let lastEnd =
    #","lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-01-01T00:55:00Z"}}"#
  static let deleted = #","deletionTimestamp":"2026-01-01T00:10:00Z""#
  static let initialized = #","conditions":[{"type":"Initialized","status":"True"}]"#
  static let isReady = #","conditions":[{"type":"Ready","status":"True"}]"#

  static let rows = [
    Row(name: "runs", ready: "1/1", status: "Running", pod: pod()),
    Row(
      name: "one of two is ready", ready: "1/2", status: "Running",
      pod: pod(containers: [running, #"{"ready":false,"restartCount":0,"state":{"running":{}}}"#])),
    Row(
      name: "waits for a node", ready: "0/1", status: "Pending",
      pod: pod(phase: "Pending", containers: [])),
    Row(
      name: "crash loop", ready: "0/1", status: "CrashLoopBackOff", restarts: "3 (5m ago)",
      pod: pod(containers: [waits("CrashLoopBackOff", restarts: 3, last: lastEnd)])),
    Row(
      name: "restarts without a date", ready: "0/1", status: "CrashLoopBackOff", restarts: "3",
      pod: pod(containers: [waits("CrashLoopBackOff", restarts: 3)])),
    Row(
      name: "a trouble of the first container goes first", ready: "0/2", status: "ErrImagePull",
      pod: pod(containers: [waits("ErrImagePull"), waits("CrashLoopBackOff")])),
    Row(
      name: "has succeeded", ready: "0/1", status: "Completed",
      pod: pod(phase: "Succeeded", containers: [ended(#""exitCode":0,"reason":"Completed""#)])),
    Row(
      name: "ended by a signal", ready: "0/1", status: "Signal:9",
      pod: pod(phase: "Failed", containers: [ended(#""exitCode":137,"signal":9"#)])),
    Row(
      name: "ended without a reason", ready: "0/1", status: "ExitCode:2",
      pod: pod(phase: "Failed", containers: [ended(#""exitCode":2"#)])),
    Row(
      name: "evicted", ready: "0/1", status: "Evicted",
      pod: pod(phase: "Failed", status: #","reason":"Evicted""#, containers: [])),
    Row(
      name: "one has ended, one runs, not ready", ready: "1/2", status: "NotReady",
      pod: pod(containers: [ended(#""exitCode":0,"reason":"Completed""#), running])),
    Row(
      name: "one has ended, one runs, ready", ready: "1/2", status: "Running",
      pod: pod(
        status: isReady,
        containers: [ended(#""exitCode":0,"reason":"Completed""#), running])),
    Row(name: "is being deleted", ready: "1/1", status: "Terminating", pod: pod(meta: deleted)),
    Row(
      name: "its node is lost", ready: "1/1", status: "Unknown",
      pod: pod(status: #","reason":"NodeLost""#, meta: deleted)),
    Row(
      name: "has ended and is being deleted", ready: "0/1", status: "Completed",
      pod: pod(
        phase: "Succeeded", containers: [ended(#""exitCode":0,"reason":"Completed""#)],
        meta: deleted)),
    Row(
      name: "gated", ready: "0/1", status: "SchedulingGated",
      pod: pod(
        phase: "Pending",
        status:
          #","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]"#,
        containers: [])),
    Row(
      name: "the first init container runs", ready: "0/1", status: "Init:0/2",
      pod: pod(phase: "Pending", containers: [waiting], inits: [running, waiting])),
    Row(
      name: "the second init container waits", ready: "0/1", status: "Init:1/2",
      pod: pod(
        phase: "Pending", containers: [waiting],
        inits: [ended(#""exitCode":0"#), waiting])),
    Row(
      name: "an init container fails", ready: "0/1", status: "Init:Error",
      pod: pod(
        phase: "Pending", containers: [waiting],
        inits: [ended(#""exitCode":1,"reason":"Error""#)])),
    Row(
      name: "an init container fails without a reason", ready: "0/1", status: "Init:ExitCode:1",
      pod: pod(phase: "Pending", containers: [waiting], inits: [ended(#""exitCode":1"#)])),
    Row(
      name: "an init container is killed", ready: "0/1", status: "Init:Signal:9",
      pod: pod(
        phase: "Pending", containers: [waiting],
        inits: [ended(#""exitCode":137,"signal":9"#)])),
    Row(
      name: "an init container loops", ready: "0/1", status: "Init:CrashLoopBackOff",
      restarts: "4 (5m ago)",
      pod: pod(
        phase: "Pending", containers: [waiting],
        inits: [waits("CrashLoopBackOff", restarts: 4, last: lastEnd)])),
    Row(
      name: "restarts of init containers are forgotten", ready: "1/1", status: "Running",
      pod: pod(inits: [
        #"{"ready":true,"restartCount":4,"state":{"terminated":{"exitCode":0}}\#(lastEnd)}"#
      ])),
    Row(
      name: "a sidecar counts", ready: "2/2", status: "Running", restarts: "2 (5m ago)",
      pod: pod(
        inits: [
          #"{"ready":true,"started":true,"restartCount":2,"state":{"running":{}}\#(lastEnd)}"#
        ], sidecars: true)),
    Row(
      name: "a sidecar has not started", ready: "0/2", status: "Init:0/1",
      pod: pod(
        phase: "Pending", containers: [waiting],
        inits: [#"{"ready":false,"started":false,"restartCount":0,"state":{"running":{}}}"#],
        sidecars: true)),
    Row(
      name: "the condition lets containers count", ready: "1/1", status: "Init:0/1",
      pod: pod(status: initialized, inits: [running])),
  ]

  /// An hour after the pods were made.
  static func table(_ json: String) throws -> Value {
    let object = try Resource.object(from: Value.parse(json: json))
    return Table.render(
      [object], of: Pod.resource, listMetadata: ["resourceVersion": "7"],
      now: try #require(Timestamp(text: "2026-01-01T01:00:00Z")))
  }

  @Test(arguments: rows)
  func cells(row: Row) throws {
    let cells = try #require(try Self.table(row.pod)["rows"]?[0]?["cells"]?.array)
    #expect(cells[1].string == row.ready)
    #expect(cells[2].string == row.status)
    #expect(cells[3].string == row.restarts)
    #expect(cells[4] == "60m")
  }

  @Test(arguments: [("Succeeded", "Succeeded"), ("Failed", "Failed"), ("Running", nil)])
  func endedPodsAreMarked(phase: String, reason: String?) throws {
    let row = try #require(try Self.table(Self.pod(phase: phase))["rows"]?[0])
    #expect(row["conditions"]?[0]?["reason"]?.string == reason)
    #expect(row["conditions"]?[0]?["type"]?.string == reason.map { _ in "Completed" })
  }

  @Test func readinessGates() throws {
    let json = Self.pod(
      status: #","conditions":[{"type":"x/a","status":"True"},{"type":"x/b","status":"False"}]"#
    ).replacing(
      #""spec":{"#,
      with: #""spec":{"readinessGates":[{"conditionType":"x/a"},{"conditionType":"x/b"}],"#)
    #expect(try Self.table(json)["rows"]?[0]?["cells"]?[8] == "1/2")
  }
}
