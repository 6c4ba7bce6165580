import ClusterNames
import ObjectStore
import Objects
import Registry
import Testing
import Wire

@testable import Controllers

/// The answers of a real CoreDNS to the same objects, sets as sets, without serials.
@Suite struct RecordingTests {
  static let scenarios = [
    "s1-walkthrough", "s2-ordered", "s2-parallel", "s9-dns-single", "s9-dns-dual", "s9-dns-netns",
  ]

  @Test(arguments: scenarios)
  func `answers are CoreDNS' but for what is meant`(_ scenario: String) throws {
    var asked = 0
    try Self.replay(scenario) { theirs, ours in
      asked += 1
      guard ours != theirs else { return }
      #expect(
        Difference.all.contains { $0.applies(theirs, ours) },
        "\(theirs)\nCoreDNS \(theirs.code) \(theirs.sections)\nOrdinal \(ours.code) \(ours.sections)"
      )
    }
    #expect(asked > 50)
  }

  @Test func `every difference that is meant is there`() throws {
    var unused = Set(Difference.all.indices)
    for scenario in Self.scenarios {
      try Self.replay(scenario) { theirs, ours in
        guard ours != theirs else { return }
        unused.subtract(unused.filter { Difference.all[$0].applies(theirs, ours) })
      }
    }
    #expect(unused.map { Difference.all[$0].query } == [])
  }

  /// Puts the objects of a recording in place step by step and asks what was asked then.
  static func replay(
    _ scenario: String, _ compare: (Recording.Question, Recording.Question) throws -> Void
  ) throws {
    var cluster = NamesCluster(
      blocks: ["0.0.0.0/0", "::/0"],
      namespaces: ["default", "kube-system", "kube-public", "kube-node-lease", "sandbox"])
    var objects: [String: any KubernetesObject] = [:]
    for line in try Recording(scenario).lines {
      switch line {
      case .step("08-ns-gone"): cluster.remove([NamesCluster.namespace("sandbox")])
      case .step: break
      case .put(let object):
        objects["\(object.key.resource.kind) \(object.key.namespacedName)"] = object
        cluster.put([object])
      case .gone(let kind, let namespace, let name):
        let key = "\(kind) \(NamespacedName(namespace: namespace, name: name))"
        if let object = objects.removeValue(forKey: key) { cluster.remove([object]) }
      case .ask(let question):
        let type = try #require(RecordType(mnemonic: question.type))
        let answer = try cluster.ask(question.name, type)
        #expect(!answer.header.truncated)
        var ours = question
        ours.code = "\(answer.responseCode)"
        ours.sections = [answer.answers, answer.authorities, answer.additionals].map {
          $0.map(\.text).sorted()
        }
        try compare(question, ours)
      }
    }
  }
}
