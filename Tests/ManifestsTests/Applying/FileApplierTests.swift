import ObjectStore
import Objects
import Testing

@testable import Manifests

@Suite struct FileApplierTests {
  @Test func createsWhatFilesHold() async throws {
    let bench = ApplierBench()
    let report = await bench.apply(["a.yaml": Samples.service("db") + Samples.set("db")])
    #expect(report.diagnostics == [])
    #expect(report.lines == ["service/db created", "statefulset.apps/db created"])
    let namespace = try await bench.store.get(Namespace.self, "", "shop")
    #expect(namespace.metadata.name == "shop")
    #expect(try await bench.set("db").spec.replicas == 2)
  }

  @Test func usesTheDefaultNamespace() async throws {
    let bench = ApplierBench()
    let text = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: None}\n"
    let report = await bench.apply(["a.yaml": text])
    #expect(report.created.map(\.namespace) == ["default"])
  }

  @Test func leavesUnchangedDocumentsAlone() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("db")])
    try await bench.scale("db", to: 5)
    // The file is written again, another document is added, white space and comments change.
    let report = await bench.apply([
      "a.yaml": "# comment\n" + Samples.set("db") + Samples.service("db")
    ])
    #expect(report.unchanged.count == 1)
    #expect(try await bench.set("db").spec.replicas == 5)
  }

  @Test func forcesWhatAChangedDocumentSets() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("db")])
    try await bench.scale("db", to: 5)
    let text = Samples.set("db").replacing("image: x", with: "image: v2")
    let report = await bench.apply(["a.yaml": text])
    #expect(report.lines == ["statefulset.apps/db configured"])
    let set = try await bench.set("db")
    #expect(set.spec.replicas == 2)
    #expect(set.spec.template.spec.containers.map(\.image) == ["v2"])
  }

  @Test func takesBackFieldsThatTheFileDrops() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("db")])
    let text = Samples.set("db").replacing("  replicas: 2\n", with: "")
    await bench.apply(["a.yaml": text])
    #expect(try await bench.set("db").spec.replicas == 1)
  }

  @Test func adoptsWhatOthersMade() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("db")])
    let other = FileApplier(store: bench.store, paths: ["p"])
    let text = Samples.set("db").replacing("replicas: 2", with: "replicas: 3")
    let report = await other.apply(ApplierBench.batch(["a.yaml": text]))
    #expect(report.configured.map(\.name) == ["db"])
    #expect(try await bench.set("db").spec.replicas == 3)
  }

  @Test func deletesWhatAFileNoLongerHolds() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a") + Samples.set("b")])
    let report = await bench.apply(["a.yaml": Samples.set("b")])
    #expect(report.lines == ["statefulset.apps/a deleted"])
    #expect(await bench.names() == ["b"])
  }

  @Test func deletesTheObjectsOfARemovedFile() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a"), "b.yaml": Samples.set("b")])
    let report = await bench.apply(["a.yaml": nil])
    #expect(report.lines == ["statefulset.apps/a deleted"])
    #expect(await bench.names() == ["b"])
  }

  @Test func keepsObjectsThatMove() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a")])
    let uid = try await bench.set("a").metadata.uid
    await bench.apply(["b.yaml": Samples.set("a"), "a.yaml": nil])
    await bench.apply(["c.yaml": Samples.set("a")])
    await bench.apply(["b.yaml": Samples.set("other")])
    #expect(try await bench.set("a").metadata.uid == uid)
    let report = await bench.apply(["c.yaml": nil])
    #expect(report.lines == ["statefulset.apps/a deleted"])
  }

  /// What must not delete anything, and what is said about it.
  static let harmless: [(String, FileUpdate, String)] = [
    ("empty", .contents([]), "warning: the file is empty; what was served from it stays"),
    (
      "blank", .contents([0x0A, 0x20]), "warning: the file is empty; what was served from it stays"
    ),
    (
      "comments", .contents(Array("# a: 1\n---\n# b: 2\n---\n".utf8)),
      "warning: the file is empty; what was served from it stays"
    ),
    (
      "unreadable", .unreadable("Permission denied"),
      "error: cannot be read: Permission denied; what was served from it stays"
    ),
    ("not YAML", .contents(Array("a: [\n".utf8)), "error: while parsing"),
    ("not text", .contents([0xC3, 0x28]), "error: the text is not valid UTF-8 here"),
    (
      "cut off", .contents(Array((Samples.set("a") + "---\napiVers").utf8)),
      "error: the file was cut off in the middle of a line; what was served from it stays"
    ),
    (
      "one bad document", .contents(Array((Samples.set("a") + "---\nkind: [\n").utf8)),
      "error: while parsing"
    ),
    (
      "no name any more", .contents(Array((Samples.set("a") + "---\nkind: StatefulSet\n").utf8)),
      "error: apiVersion: Required value"
    ),
    (
      "invalid",
      .contents(Array((Samples.set("a") + Samples.set("b").replacing(": 2", with: ": -2")).utf8)),
      "error: apps/v1 StatefulSet shop/b: spec.replicas: Invalid value: -2: "
        + "must be greater than or equal to 0"
    ),
  ]

  @Test(arguments: harmless)
  func deletesNothing(_ name: String, _ update: FileUpdate, _ text: String) async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a") + Samples.set("b")])
    let report = await bench.apply([ApplierBench.key("a.yaml"): update])
    #expect(report.deleted == [])
    #expect(await bench.names() == ["a", "b"])
    #expect(report.diagnostics.count == 1)
    let line = try #require(report.diagnostics.first).description
    #expect(line.hasPrefix("p/a.yaml:") && line.contains(text))
    // And when the file is well again, all is as before.
    let after = await bench.apply(["a.yaml": Samples.set("a")])
    #expect(after.lines == ["statefulset.apps/b deleted"])
  }

  @Test func aCutLastLineIsAnEdit() async throws {
    let bench = ApplierBench()
    let text = Samples.service("a") + "---\n" + #"{"apiVersion": "v1", "kind": "Namespace", "#
    await bench.apply(["a.yaml": text + #""metadata": {"name": "x"}} # twenty"#])
    let report = await bench.apply(["a.yaml": text + #""metadata": {"name": "x"}} # twen"#])
    #expect(report.diagnostics == [])
  }

  @Test func oneErrorDoesNotStopTheOthers() async throws {
    let bench = ApplierBench()
    let bad = Samples.set("bad").replacing("replicas: 2", with: "replicas: two")
    let report = await bench.apply([
      "a.yaml": bad, "b.yaml": Samples.set("b"), "c.yaml": "kind: [",
    ])
    #expect(await bench.names() == ["b"])
    #expect(
      report.diagnostics.map { "\($0.file):\($0.position)" } == ["p/a.yaml:6:13", "p/c.yaml:2:1"])
  }

  @Test func theFirstOfTwoFilesWins() async throws {
    let bench = ApplierBench()
    let one = Samples.set("db").replacing("replicas: 2", with: "replicas: 1")
    let report = await bench.apply(["b.yaml": Samples.set("db"), "a.yaml": one])
    #expect(try await bench.set("db").spec.replicas == 1)
    let text =
      "p/b.yaml:2:1: error: apps/v1 StatefulSet shop/db: is also in p/a.yaml:2:1, which is used"
    #expect(report.diagnostics.map(\.description) == [text])
    // The other takes over when the first goes; nothing is deleted in between.
    let uid = try await bench.set("db").metadata.uid
    await bench.apply(["a.yaml": nil])
    #expect(try await bench.set("db").metadata.uid == uid)
    #expect(try await bench.set("db").spec.replicas == 2)
  }

  @Test func warnsOfKindsThatAreNotServed() async throws {
    let bench = ApplierBench()
    let report = await bench.apply([
      "a.yaml": """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d}
      ---
      apiVersion: apps/v1
      kind: Statefulset
      metadata: {name: s}
      ---
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: w}
      """
    ])
    #expect(
      report.diagnostics.map(\.description) == [
        "p/a.yaml:2:7: warning: apps/v1 Deployment d: kind Deployment is not served; "
          + "the object is ignored",
        #"p/a.yaml:6:7: error: apps/v1 Statefulset s: no matches for kind "Statefulset" in version "#
          + #""apps/v1"; did you mean apps/v1 StatefulSet?"#,
        #"p/a.yaml:10:7: warning: example.com/v1 Widget w: no matches for kind "Widget" in version "#
          + #""example.com/v1"; the object is ignored"#,
      ])
  }

  @Test func tellsARefusalOnce() async throws {
    let bench = ApplierBench()
    let bad = Samples.set("bad").replacing("replicas: 2", with: "replicas: -2")
    #expect(await bench.apply(["a.yaml": bad]).diagnostics.count == 1)
    #expect(await bench.apply(["b.yaml": Samples.set("b")]).diagnostics.count == 0)
    #expect(await bench.apply(["a.yaml": bad]).diagnostics.count == 1)
  }

  @Test func ignoresWhatOnlyTheStoreWrites() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a")])
    let exported = try await bench.set("a").value
    let other = FileApplier(store: bench.store, paths: ["p"])
    try await bench.scale("a", to: 4)
    let report = await other.apply(ApplierBench.batch(["a.json": exported.json()]))
    #expect(report.diagnostics == [])
    #expect(report.configured.map(\.name) == ["a"])
  }

  @Test func followsAcrossRestarts() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a"), "b.yaml": Samples.set("b")])
    try await bench.scale("b", to: 7)
    let ledger = await bench.applier.currentLedger
    let restarted = FileApplier(store: bench.store, paths: ["p"], ledger: ledger)
    let report = await restarted.apply(
      ApplierBench.batch(["b.yaml": Samples.set("b")], isInitial: true))
    #expect(report.lines == ["statefulset.apps/a deleted"])
    #expect(try await bench.set("b").spec.replicas == 7)
  }

  @Test func leavesFilesOfOtherPathsAlone() async throws {
    let bench = ApplierBench()
    await bench.apply(["a.yaml": Samples.set("a")])
    let ledger = await bench.applier.currentLedger
    let elsewhere = FileApplier(store: bench.store, paths: ["q"], ledger: ledger)
    #expect(await elsewhere.apply(FileBatch(isInitial: true)).lines == [])
    let unmounted = FileApplier(store: bench.store, paths: ["p"], ledger: ledger)
    let report = await unmounted.apply(FileBatch(failures: ["p": "gone"], isInitial: true))
    #expect(report.lines == [])
    #expect(report.diagnostics.map(\.description) == ["p:1:1: error: cannot be read: gone"])
  }

  @Test func passesOverZoneFiles() async {
    let report = await ApplierBench().apply(["a.zone": "not YAML: ["])
    #expect(report.diagnostics == [])
  }
}
