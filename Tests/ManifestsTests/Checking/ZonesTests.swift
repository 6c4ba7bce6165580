import Objects
import Testing

@testable import Manifests

/// The files of `zones/` themselves.
@Suite struct ZonesTests {
  /// The project's folder, from where this file stands.
  private static let project = #filePath.split(separator: "/").dropLast(4)
    .reduce("") { $0 + "/" + $1 }

  private static func check(_ path: String) -> ManifestCheck {
    ManifestCheck.check(paths: ["\(project)/zones/\(path)"]) { _ in nil }
  }

  @Test(arguments: [
    "", "examples", "examples/named-ports.yaml", "examples/dual-stack.yaml",
    "examples/pinned-addresses.yaml", "examples/not-ready-addresses.yaml",
  ]) func isClean(_ path: String) {
    let check = Self.check(path)
    #expect(check.diagnostics == [])
    #expect(!check.statefulSets.isEmpty)
  }

  /// Nothing else may take addresses, so that web-0 and web-1 have the first two.
  @Test func servesTheArticlesSetOnly() throws {
    let check = Self.check("")
    #expect(
      check.objects.map(\.claim.object.title) == [
        "v1 Service sandbox/httpd", "apps/v1 StatefulSet sandbox/web",
      ])
    #expect(check.zoneFiles.map(\.key.name) == ["static.zone"])
    let set = try #require(check.statefulSets.first)
    #expect(set.spec.replicas == 2)
    let service = try #require(check.governingService(of: set))
    #expect(service.isHeadless && service.spec.ports.isEmpty)
  }

  /// `sed -i 's/replicas: 2/replicas: 4/' zones/sandbox.yaml` changes one place.
  @Test func saysTheReplicasOnce() throws {
    let update = FileSystem.contents(of: "\(Self.project)/zones/sandbox.yaml")
    guard case .contents(let octets) = update else { throw FileWatcherError(text: "\(update)") }
    let text = String(decoding: octets, as: UTF8.self)
    #expect(text.ranges(of: "replicas: 2").count == 1)
  }
}
