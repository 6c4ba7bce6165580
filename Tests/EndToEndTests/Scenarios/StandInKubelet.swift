import Foundation

/// One thing that the recorded kubelet did to a pod.
struct KubeletDeed {
  enum State: String { case creating, ready, unready, unpullable, failed, completed, gone }

  let pod: String
  let state: State
  let address: String?

  init(_ line: [String: Any]) {
    pod = line["pod"] as? String ?? ""
    state = State(rawValue: line["state"] as? String ?? "") ?? .gone
    address = line["address"] as? String
  }

  var name: String { String(pod.prefix { $0 != "#" }) }
}

/// Does to pods, over the API, what a recorded kubelet did: it patches their status, and deletes with a grace period
/// of 0 those that have ended.
struct StandInKubelet {
  let cluster: Cluster

  /// Does all of it over one connection, one after the other.
  ///
  /// - Parameter pods: the pods as they are.
  func perform(_ deeds: [KubeletDeed], on pods: [String: [String: Any]]) async throws {
    var words = try cluster.curlWords()
    for (index, deed) in deeds.enumerated() {
      if index > 0 { words += ["--next"] + (try cluster.curlWords().dropFirst()) }
      let pod = pods[deed.pod] ?? [:]
      let path = "/api/v1/namespaces/sandbox/pods/\(deed.name)"
      let isGone = deed.state == .gone
      words += ["-w", "\n%{http_code}\n", "-X", isGone ? "DELETE" : "PATCH"]
      words += ["-H", "Content-Type: application/\(isGone ? "" : "merge-patch+")json", "-d"]
      if isGone {
        let uid = pod.dictionary("metadata")["uid"] ?? ""
        words.append(try text(["gracePeriodSeconds": 0, "preconditions": ["uid": uid]]))
      } else {
        words.append(try text(["status": status(deed, of: pod)]))
      }
      words.append(cluster.url(isGone ? path : path + "/status"))
    }
    let finished = try await Command.run(words, inside: cluster.server.namespace)
    let codes = finished.lines.filter { $0.wholeMatch(of: /\d{3}/) != nil }
    guard finished.status == 0, codes == deeds.map({ _ in "200" }) else {
      throw Failure("the kubelet's \(deeds): \(finished)")
    }
  }

  private func text(_ value: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }

  private func status(_ deed: KubeletDeed, of pod: [String: Any]) -> [String: Any] {
    let now = ISO8601DateFormatter().string(from: Date())
    let status = pod.dictionary("status")
    let generation = pod.dictionary("metadata")["generation"] as? Int ?? 1
    let start = status["startTime"] as? String ?? now
    let container = pod.dictionary("spec").list("containers").first ?? [:]
    let isEnded = deed.state == .completed || deed.state == .failed
    let reason = deed.state == .completed ? "PodCompleted" : "ContainersNotReady"
    let unready: [String: Any] =
      deed.state == .completed
      ? ["reason": reason]
      : [
        "reason": reason, "message": "containers with unready status: [\(container["name"] ?? "")]",
      ]
    func condition(_ type: String, _ isTrue: Bool, _ more: [String: Any] = [:]) -> [String: Any] {
      let old = status.list("conditions").first { $0["type"] as? String == type }
      let value = isTrue ? "True" : "False"
      let isSame = old?["status"] as? String == value
      let since = isSame ? old?["lastTransitionTime"] as? String ?? now : now
      return [
        "type": type, "status": value, "lastTransitionTime": since,
        "observedGeneration": generation,
      ].merging(more) { $1 }
    }
    let isReady = deed.state == .ready
    let hasRun = deed.state != .creating && deed.state != .unpullable
    var result: [String: Any] = [
      "phase": deed.phase, "hostIP": "127.0.0.1", "hostIPs": [["ip": "127.0.0.1"]],
      "startTime": start, "observedGeneration": generation,
      "conditions": [
        condition("PodReadyToStartContainers", !isEnded && deed.state != .creating),
        condition("Initialized", true, deed.state == .completed ? ["reason": reason] : [:]),
        condition("Ready", isReady, isReady ? [:] : unready),
        condition("ContainersReady", isReady, isReady ? [:] : unready),
        condition("PodScheduled", true),
      ],
      "containerStatuses": [
        [
          "name": container["name"] ?? "", "image": container["image"] ?? "",
          "imageID": hasRun ? "sha256:0" : "", "containerID": hasRun ? "containerd://0" : nil,
          "restartCount": 0, "ready": isReady, "started": deed.phase == "Running",
          "lastState": [String: Any](), "state": deed.containerState(since: start, now: now),
        ].compactMapValues(\.self)
      ],
    ]
    if let address = deed.address {
      result["podIP"] = address
      result["podIPs"] = [["ip": address]]
    }
    return result
  }
}

extension KubeletDeed {
  fileprivate var phase: String {
    switch state {
    case .creating, .unpullable: "Pending"
    case .ready, .unready: "Running"
    case .failed: "Failed"
    case .completed, .gone: "Succeeded"
    }
  }

  fileprivate func containerState(since start: String, now: String) -> [String: Any] {
    switch state {
    case .creating: ["waiting": ["reason": "ContainerCreating"]]
    case .unpullable:
      [
        "waiting": [
          "reason": "ErrImagePull",
          "message":
            "failed to pull and unpack image \"docker.io/library/nosuch:1\": not found",
        ]
      ]
    case .ready, .unready: ["running": ["startedAt": start]]
    case .failed, .completed, .gone:
      [
        "terminated": [
          "exitCode": state == .failed ? 1 : 0, "reason": state == .failed ? "Error" : "Completed",
          "startedAt": start, "finishedAt": now,
        ] as [String: Any]
      ]
    }
  }
}
