import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Lines of scripts: something that happens (`pods 0:failed`, `scale 4`), or something that must be
/// so (`counts 3 3 3 3 3`).
extension ScriptedSet {
  func happen(_ words: [String], _ place: Comment) async throws {
    let (verb, rest) = (words[0], Array(words.dropFirst()))
    switch verb {
    case "pods", "gone", "delete", "ends", "orphan", "unname", "unmatch", "match", "hold", "free":
      for word in rest { try await touch(verb, word) }
    case "squat", "adopt", "lose", "forget", "claim", "leaving":
      for word in rest { try await putAside(verb, "web-\(word)") }
    case "ready": try await putAll("ready")
    case "undo": try await undo()
    case "leave": try await leave()
    case "remove": try await commit(.delete(try await set().key, Deletion()))
    case "scale", "image", "start", "partition", "minReady", "limit", "policy":
      try await change { set in
        switch verb {
        case "image": set.image = rest[0]
        case "policy": RetentionPolicy(rawValue: rest[0])?.apply(to: &set)
        default: set.spec.put(verb, Int32(rest[0]))
        }
      }
    default: try await expect(verb, rest, place)
    }
  }

  private func expect(_ verb: String, _ words: [String], _ place: Comment) async throws {
    let numbers = words.compactMap(Int64.init)
    switch verb {
    case "counts": #expect(try await set().counts.map(Int64.init) == numbers, place)
    case "generation": #expect(try await set().status.observedGeneration == numbers[0], place)
    case "images": #expect(await pods().map { $0.spec.containers[0].image } == words, place)
    case "claims":
      let names = words.map { "www-web-\($0)" }
      #expect(await claims().map(\.metadata.name) == names, place)
    case "owners":
      let owners = await claims().map { claim in
        claim.metadata.ownerReferences.map(\.kind).joined(separator: "+")
      }
      #expect(owners.map { $0.isEmpty ? "-" : $0 } == words, place)
    case "revisions": #expect(await revisions().map(\.revisionNumber) == numbers, place)
    case "current", "update":
      let status = try await set().status
      let name = verb == "current" ? status.currentRevision : status.updateRevision
      let revision = await revisions().first { $0.metadata.name == name }
      #expect(revision?.revisionNumber == numbers[0], place)
    default: preconditionFailure("no such line: \(verb) \(words)")
    }
  }

  /// Pods, by ordinal: a state (`pods 0:failed`), deletion, or a change of what ties them to their
  /// set.
  private func touch(_ verb: String, _ word: String) async throws {
    let parts = word.split(separator: ":")
    var pod = try await pod("web-\(parts[0])")
    switch verb {
    case "pods": return try await put(pod.metadata.name, String(parts[1]))
    case "gone": try await commit(.delete(pod.key, Deletion(gracePeriodSeconds: 0)))
    case "delete": try await commit(.delete(pod.key, Deletion()))
    case "ends":
      try await commit(.bind(pod.key, uid: nil, node: "node-1"))
      try await commit(.delete(pod.key, Deletion()))
    default:
      switch verb {
      case "orphan": pod.metadata.ownerReferences = []
      case "unname": pod.metadata.labels[StatefulSetLabel.podName] = nil
      case "unmatch": pod.metadata.labels["app"] = "none"
      case "match": pod.metadata.labels["app"] = "httpd"
      case "hold": pod.metadata.finalizers = ["example.com/hold"]
      default: pod.metadata.finalizers = []
      }
      try await commit(.update(pod))
    }
  }

  /// Somebody else's pod of a name, or one to adopt; the claims of a pod: lost, there before it, or
  /// on their way out.
  private func putAside(_ verb: String, _ name: String) async throws {
    let set = try await set()
    switch verb {
    case "squat": try await commit(.create(Make.pod(name, labels: ["app": "squatter"])))
    case "adopt":
      try await commit(.create(Make.pod(name)))
      try await put(name, "ready")
    case "claim":
      for template in set.claimTemplates {
        try await commit(.create(set.makeClaim(of: template, podName: name)))
      }
    default:
      for var claim in await claims() where claim.metadata.name.hasSuffix(name) {
        if verb != "forget" {
          claim.metadata.finalizers = verb == "leaving" ? ["example.com/hold"] : []
          try await commit(.update(claim))
        }
        try await commit(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
      }
    }
  }

  func putAll(_ state: String) async throws {
    for pod in await pods() where !pod.isTerminating { try await put(pod.metadata.name, state) }
  }

  func put(_ name: String, _ state: String) async throws {
    var pod = try await pod(name)
    let phase =
      switch state {
      case "pending": "Pending"
      case "failed": "Failed"
      case "succeeded": "Succeeded"
      default: "Running"
      }
    pod.report(phase: phase, isReady: state == "ready", at: clock.now())
    try await commit(.updateStatus(pod))
  }

  /// The set is deleted, and stays for its dependents.
  func leave() async throws {
    let foreground = Deletion(propagation: .foreground)
    try await commit(.delete(try await set().key, foreground))
  }

  private func undo() async throws {
    let oldest = await revisions()[0]
    let restored = RevisionData.apply(oldest.revisionData, to: try await set())
    try await change { $0.spec.template = try #require(restored).spec.template }
  }
}

extension StatefulSetSpec {
  fileprivate mutating func put(_ field: String, _ number: Int32?) {
    switch field {
    case "scale": replicas = number
    case "start": ordinalsStart = number
    case "partition": rollingUpdate = RollingUpdate(partition: number)
    case "minReady": minReadySeconds = number ?? 0
    default: revisionHistoryLimit = number
    }
  }
}
