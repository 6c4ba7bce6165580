import Objects

/// A pod's state in few words, as upstream's printer finds it: the containers know more than the
/// phase tells.
struct PodSummary {
  private(set) var ready = 0
  /// What the pod runs: its containers and the init containers that go on beside them.
  private(set) var containers: Int
  /// `Running`, `CrashLoopBackOff`, `Init:0/2`, `Terminating`.
  private(set) var reason: String
  private var restarts = Restarts()

  /// How often containers were started again, and when last.
  private struct Restarts {
    var count: Int64 = 0
    var last: Timestamp?

    mutating func add(_ container: Value) {
      count += container["restartCount"]?.integer ?? 0
      let ended = container["lastState"]?["terminated"]?["finishedAt"]?.string
      guard let ended = ended.flatMap(Timestamp.init(text:)) else { return }
      last = max(last ?? ended, ended)
    }
  }

  init(_ source: TableSource) {
    let sidecars = Set(
      (source.spec["initContainers"]?.array ?? [])
        .filter { $0["restartPolicy"]?.string == "Always" }.compactMap { $0["name"]?.string })
    containers = (source.spec["containers"]?.array?.count ?? 0) + sidecars.count
    let phase = source.status["phase"]?.string ?? ""
    let stated = source.status["reason"]?.string ?? ""
    reason = stated.isEmpty ? phase : stated
    let conditions = source.status["conditions"]?.array ?? []
    let isGated = conditions.contains {
      $0["type"]?.string == "PodScheduled" && $0["reason"]?.string == "SchedulingGated"
    }
    if isGated { reason = "SchedulingGated" }

    var ofSidecars = Restarts()
    let isInitializing = readInitContainers(source, sidecars: sidecars, restarts: &ofSidecars)
    if !isInitializing || source.podCondition("Initialized") == "True" {
      // Restarts during initialization are of no interest once it is over.
      restarts = ofSidecars
      readContainers(source)
    }
    guard source.metadata.deletionTimestamp != nil else { return }
    if stated == "NodeLost" {
      reason = "Unknown"
    } else if phase != "Succeeded", phase != "Failed" {
      reason = "Terminating"
    }
  }

  /// `3 (5m ago)`.
  func restartText(_ source: TableSource) -> String {
    guard restarts.count != 0, let last = restarts.last else { return "\(restarts.count)" }
    return "\(restarts.count) (\(source.since(last)) ago)"
  }

  /// Init containers run one after the other: the first that has not ended well is what the pod
  /// waits for. False when there is none.
  private mutating func readInitContainers(
    _ source: TableSource, sidecars: Set<String>, restarts ofSidecars: inout Restarts
  ) -> Bool {
    let statuses = source.status["initContainerStatuses"]?.array ?? []
    for (index, container) in statuses.enumerated() {
      restarts.add(container)
      let isSidecar = container["name"]?.string.map(sidecars.contains) ?? false
      if isSidecar { ofSidecars.add(container) }
      let state = container["state"]
      if let end = state?["terminated"], end["exitCode"]?.integer ?? 0 == 0 { continue }
      if isSidecar, container["started"]?.bool == true {
        if container["ready"]?.bool == true { ready += 1 }
        continue
      }
      let waiting = state?["waiting"]?["reason"]?.string ?? ""
      if let end = state?["terminated"] {
        reason = "Init:" + Self.endReason(end)
      } else if !waiting.isEmpty, waiting != "PodInitializing" {
        reason = "Init:" + waiting
      } else {
        reason = "Init:\(index)/\(source.spec["initContainers"]?.array?.count ?? 0)"
      }
      return true
    }
    return false
  }

  /// From the last to the first, so that the first container's trouble is the one that is shown.
  private mutating func readContainers(_ source: TableSource) {
    var isOneRunning = false
    for container in (source.status["containerStatuses"]?.array ?? []).reversed() {
      restarts.add(container)
      let state = container["state"]
      if let waiting = state?["waiting"]?["reason"]?.string, !waiting.isEmpty {
        reason = waiting
      } else if let end = state?["terminated"] {
        reason = Self.endReason(end)
      } else if container["ready"]?.bool == true, state?["running"] != nil {
        isOneRunning = true
        ready += 1
      }
    }
    if reason == "Completed", isOneRunning {
      reason = source.podCondition("Ready") == "True" ? "Running" : "NotReady"
    }
  }

  /// `OOMKilled`, `Signal:9`, `ExitCode:1`.
  private static func endReason(_ end: Value) -> String {
    if let reason = end["reason"]?.string, !reason.isEmpty { return reason }
    if let signal = end["signal"]?.integer, signal != 0 { return "Signal:\(signal)" }
    return "ExitCode:\(end["exitCode"]?.integer ?? 0)"
  }
}
