import ObjectStore
import Objects
import Testing

struct StoragePluginTests {
  private func store() async throws -> ObjectStore {
    try await Make.store(plugins: [StorageProtection(), DefaultStorageClass()])
  }

  private static func storageClass(_ name: String, isDefault: Bool = true) -> GenericObject {
    GenericObject(
      resource: .storageClass,
      metadata: ObjectMetadata(
        name: name,
        annotations: ["storageclass.kubernetes.io/is-default-class": "\(isDefault)"]),
      body: ["provisioner": "ordinal.internal/folder"])
  }

  @Test func newClaimsAndVolumesAreProtected() async throws {
    let store = try await store()
    var claim = try await store.create(Make.claim("a"))
    #expect(claim.metadata.finalizers == ["kubernetes.io/pvc-protection"])
    let volume = try await store.create(
      Make.volume("v", finalizers: ["a/b", "kubernetes.io/pv-protection"]))
    #expect(volume.metadata.finalizers == ["a/b", "kubernetes.io/pv-protection"])
    claim.metadata.finalizers = []
    #expect(try await store.update(claim).metadata.finalizers == [])
    #expect(try await store.create(Make.set("web")).metadata.finalizers == [])
  }

  struct Row: CustomTestStringConvertible {
    var name: String
    var spec: [String: Value] = [:]
    var annotations: [String: String] = [:]
    var expected: Value?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Row(name: "nothing said", expected: "standard"),
    Row(name: "a class", spec: ["storageClassName": "fast"], expected: "fast"),
    Row(name: "no class wanted", spec: ["storageClassName": ""], expected: ""),
    Row(
      name: "the older annotation",
      annotations: ["volume.beta.kubernetes.io/storage-class": "x"], expected: nil),
  ])
  func claimsGetTheDefaultClass(row: Row) async throws {
    let store = try await store()
    try await store.create(Self.storageClass("other", isDefault: false))
    try await store.create(Self.storageClass("standard"))
    let claim = try await store.create(
      Make.claim("a", spec: row.spec, annotations: row.annotations))
    #expect(claim.body["spec"]?["storageClassName"] == row.expected)
  }

  @Test func theDefaultChanges() async throws {
    let clock = ManualClock()
    let store = try await Make.store(clock: clock, plugins: [DefaultStorageClass()])
    func chosen(_ name: String) async throws -> Value? {
      try await store.create(Make.claim(name)).body["spec"]?["storageClassName"]
    }
    #expect(try await chosen("a") == nil)
    let b = try await store.create(Self.storageClass("b"))
    try await store.create(Self.storageClass("a"))
    #expect(try await chosen("b") == "a")
    clock.advance(by: .seconds(1))
    var c = try await store.create(Self.storageClass("c"))
    #expect(try await chosen("c") == "c")
    c.metadata.annotations = [:]
    c = try await store.update(c)
    _ = try await store.commit(.delete(Self.storageClass("a").key, Deletion()))
    #expect(try await chosen("d") == "b")
    _ = try await store.commit(.delete(b.key, Deletion()))
    #expect(try await chosen("e") == nil)
  }
}
