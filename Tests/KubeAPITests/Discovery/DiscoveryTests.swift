import KubeAPI
import Objects
import Testing

struct DiscoveryTests {
  static let recorded = ShapeFixture.value("Discovery/recorded.json")

  @Test(arguments: ["/api", "/apis"])
  func aggregatedFormIsAsRecorded(path: String) throws {
    let document = try #require(Discovery.aggregated(path: path))
    let value = try Value.parse(json: String(decoding: document.octets, as: UTF8.self))
    let wanted = try #require(Self.recorded["aggregated"]?[path])
    #expect(Self.sorted(value).json() == Self.sorted(wanted).json())
  }

  /// Lists of subresources have no order of their own.
  private static func sorted(_ value: Value) -> Value {
    switch value {
    case .object(let fields): return .object(fields.mapValues(sorted))
    case .array(let elements):
      return .array(elements.map(sorted).sorted { $0.json() < $1.json() })
    default: return value
    }
  }

  @Test(arguments: [
    "/apis", "/apis/apps", "/api/v1", "/apis/apps/v1", "/apis/discovery.k8s.io/v1",
    "/apis/storage.k8s.io/v1",
  ])
  func oldFormIsAsRecorded(path: String) throws {
    let wanted = try #require(Self.recorded["legacy"]?[path])
    #expect(Discovery.legacy(path: path)?.json() == wanted.json())
  }

  @Test func coreVersionsTellTheAddress() {
    let versions = Discovery.legacy(path: "/api", serverAddress: "127.0.0.1:6443")
    #expect(versions?["versions"] == ["v1"])
    #expect(
      versions?["serverAddressByClientCIDRs"]?[0]?["serverAddress"]?.string == "127.0.0.1:6443")
  }

  @Test(arguments: ["/", "/api/v2", "/apis/", "/apis/batch", "/apis/apps/v2", "/apis/v1", "/api/"])
  func otherPathsAreUnknown(path: String) {
    #expect(Discovery.legacy(path: path) == nil)
    #expect(Discovery.aggregated(path: path) == nil)
  }

  @Test(arguments: Resource.served)
  func everyServedKindIsListed(resource: Resource) throws {
    let path = resource.group.isEmpty ? "/api/v1" : "/apis/\(resource.apiVersion)"
    let entries = Discovery.legacy(path: path)?["resources"]?.array ?? []
    let entry = try #require(entries.first { $0["name"]?.string == resource.plural })
    #expect(entry["kind"]?.string == resource.kind)
    #expect(entry["namespaced"]?.bool == resource.isNamespaced)
    let verbs = entry["verbs"]?.array?.compactMap(\.string) ?? []
    #expect(Set(verbs).isSuperset(of: ["create", "delete", "get", "list", "patch", "watch"]))
  }

  /// `kubectl get all`.
  @Test func whatBelongsToAll() {
    let paths = ["/api/v1", "/apis/apps/v1", "/apis/storage.k8s.io/v1"]
    let entries = paths.flatMap { Discovery.legacy(path: $0)?["resources"]?.array ?? [] }
    let all = entries.filter { $0["categories"] == ["all"] }.compactMap { $0["name"]?.string }
    #expect(all == ["pods", "services", "statefulsets"])
  }

  @Test func tagsNameTheContent() throws {
    let core = try #require(Discovery.aggregated(path: "/api"))
    let named = try #require(Discovery.aggregated(path: "/apis"))
    #expect(core.entityTag != named.entityTag)
    #expect(core.entityTag == "\"\(core.hash)\"")
    // FNV-1a 64 of `{}`, so that a change of the algorithm shows.
    #expect(ServedDocument([:]).hash == "08F44B07B5901A25")
    #expect(core.hash.count == 16)
  }
}
