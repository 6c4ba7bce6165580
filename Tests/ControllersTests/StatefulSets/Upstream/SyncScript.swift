import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Scripts for ``SyncBench``: a line is a sync with what it does to pods (`sync: delete 0`) or to
/// all (`all:`), as many syncs as there is something to do (`rest:`), or one of ``ScriptedSet``'s.
extension SyncBench {
  func run(_ lines: [String], of row: String) async throws {
    for (number, line) in lines.enumerated() {
      let place = Comment(rawValue: "\(row), line \(number + 1): \(line)")
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      switch parts[0] {
      case "sync":
        try await sync()
        let deeds = last.deeds.filter(Self.concernsPods).joined(separator: ", ")
        #expect(deeds == parts[1].dropFirst(), place)
        try await checkClaims(place)
      case "all":
        try await sync()
        #expect(last.deeds.joined(separator: ", ") == parts[1].dropFirst(), place)
      case "rest":
        let deeds = try await untilRest().filter(Self.concernsPods).joined(separator: ", ")
        #expect(deeds == parts[1].dropFirst(), place)
        try await checkClaims(place)
      case "told":
        // The difference below what was forbidden is the store's matter.
        let remarks = last.remarks.map { $0.prefix { $0 != "\n" } }.joined(separator: "; ")
        #expect(remarks == parts[1].dropFirst(), place)
      default: try await perform(line.split(separator: " ").map(String.init), place)
      }
    }
  }

  private func perform(_ words: [String], _ place: Comment) async throws {
    switch words[0] {
    case "refuse": for fault in words.dropFirst().compactMap(Fault.init) { refuse(fault) }
    case "leaves": meanwhile = { try await $0.leave() }
    case "fails": #expect(last.error != nil, place)
    case "succeeds": #expect(last.error == nil, place)
    default: try await happen(words, place)
    }
  }

  private static func concernsPods(_ deed: String) -> Bool {
    ["create", "update", "delete"].contains { deed.hasPrefix($0) }
  }

  /// Before each sync new pods become Pending and the others Ready, until nothing is left to do.
  private func untilRest() async throws -> [String] {
    var deeds: [String] = []
    for _ in 0..<100 {
      let isNewsOfPods = try await advance()
      try await sync()
      if last.deeds.isEmpty, !isNewsOfPods { return deeds }
      deeds += last.deeds
    }
    Issue.record("no rest after a hundred syncs")
    return deeds
  }

  /// Returns whether anything happened. Claims go with the pods that own them.
  private func advance() async throws -> Bool {
    var isNews = false
    let pods = await pods()
    for pod in pods where !pod.isTerminating && !pod.isReady {
      try await put(pod.metadata.name, pod.condition("Ready") == nil ? "pending" : "ready")
      isNews = true
    }
    for claim in await claims() {
      guard let owner = claim.metadata.controller, owner.kind == "Pod",
        !pods.contains(where: { $0.metadata.uid == owner.uid })
      else { continue }
      try await commit(.delete(claim.key, uid: nil, gracePeriodSeconds: nil))
      isNews = true
    }
    return isNews
  }

  /// A Ready pod's claims have the owner that the policy gives them, and every pod's claims are
  /// there.
  private func checkClaims(_ place: Comment) async throws {
    let set = try await set()
    let retention = ClaimRetention(set)
    let claims = Dictionary(uniqueKeysWithValues: await claims().map { ($0.metadata.name, $0) })
    for pod in await pods() {
      let ordinal = try #require(set.ordinal(ofPodNamed: pod.metadata.name))
      for template in set.claimTemplates {
        let claim = claims[template.claimName(podName: pod.metadata.name)]
        #expect(claim != nil || pod.isTerminating, place)
        guard let claim, pod.isReady, last.error == nil, last.deeds.isEmpty else { continue }
        let reference = ClaimRetention.reference(pod)
        #expect(retention.isSatisfied(by: claim, of: reference, ordinal: ordinal), place)
      }
    }
  }
}
