import Testing

@testable import Objects

/// Names of revisions are made of octets, so one wrong default or escape shows here.
struct RevisionDataTests {
  static func set(image: String) throws -> StatefulSet {
    let text = #"""
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},"spec":{
      "serviceName":"httpd","replicas":2,"selector":{"matchLabels":{"app":"httpd"}},
      "template":{"metadata":{"labels":{"app":"httpd"}},"spec":{"containers":[{"name":"httpd",
      "image":"\#(image)","ports":[{"containerPort":80,"name":"web"}],
      "volumeMounts":[{"name":"www","mountPath":"/usr/local/apache2/htdocs/"}]}]}},
      "volumeClaimTemplates":[{"metadata":{"name":"www"},"spec":{"accessModes":["ReadWriteOnce"],
      "resources":{"requests":{"storage":"512Mi"}}}}]}}
      """#
    return try StatefulSet(value: .parse(json: text)).applyingDefaults()
  }

  /// As a real control plane named them.
  @Test(arguments: [
    ("docker.io/library/httpd:2-alpine", "web-7bb444d689"),
    ("docker.io/library/httpd:2.4-alpine", "web-58dd644c4c"),
  ])
  func nameIsUpstreams(image: String, name: String) throws {
    #expect(try RevisionData.name(of: Self.set(image: image)) == name)
  }

  @Test func dataIsAPatchThatReplacesTheTemplate() throws {
    let data = RevisionData.data(of: try Self.set(image: "httpd:2"))
    #expect(data["spec"]?["template"]?["$patch"] == "replace")
    #expect(
      data["spec"]?["template"]?["metadata"]?.json() == #"{"labels":{"app":"httpd"}}"#)
    #expect(data.object?.count == 1)
  }

  @Test func collisionsChangeTheName() throws {
    let set = try Self.set(image: "httpd:2")
    let names = (0..<20).map { RevisionData.name(of: set, collisionCount: $0) }
    #expect(Set(names).count == 20)
  }

  @Test func applyingRestoresTheTemplate() throws {
    let old = try Self.set(image: "httpd:2")
    let new = try Self.set(image: "httpd:3")
    let restored = RevisionData.apply(RevisionData.data(of: old), to: new)
    #expect(restored?.spec.template == old.spec.template)
    #expect(RevisionData.apply("no revision", to: new) == nil)
  }

  @Test func replicasAndStatusDoNotMatter() throws {
    var set = try Self.set(image: "httpd:2")
    let name = RevisionData.name(of: set)
    set.spec.replicas = 9
    set.status.readyReplicas = 4
    set.metadata.annotations = ["a": "b"]
    #expect(RevisionData.name(of: set) == name)
    set.spec.template.annotations = ["a": "<&>"]
    #expect(RevisionData.name(of: set) != name)
  }

  @Test func wideIntegersLoseDigitsAsUpstream() {
    var set = StatefulSet(metadata: ObjectMetadata(name: "web"), spec: StatefulSetSpec())
    set.spec.template.spec.rest["activeDeadlineSeconds"] = 9_007_199_254_740_993
    #expect(RevisionData.data(of: set).json().contains(":9007199254740992"))
  }

  @Test func longNamesAreCut() {
    let name = RevisionData.name(set: String(repeating: "a", count: 253), hash: "7bb444d689")
    #expect(name.utf8.count == 234)
  }
}
