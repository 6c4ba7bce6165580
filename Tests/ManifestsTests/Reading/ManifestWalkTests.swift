import Testing

@testable import Manifests

/// Octets changed at random: whatever stands in a file, it is read or refused at a place inside
/// the file.
@Suite struct ManifestWalkTests {
  private static let sample = """
    # comment
    apiVersion: v1
    kind: List
    items:
    - &one {apiVersion: v1, kind: Service, metadata: {name: "a\\u00e9", labels: &l {x: 'y'}}}
    - apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: b, labels: {<<: *l, z: 1e3}}
      spec: {replicas: 0x10, template: |
        text }
    ---
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\\ud83d\\ude00", "name": null}}
    ...
    ? [a, *one]
    : !!str 5

    """
  private static let interesting =
    Array("\"'{}[]:-?&*!|>%@`#,<~\\\n\r\t \u{FEFF}é0y".utf8) + [0, 0xFF]

  @Test(arguments: 1...8) func survivesAnything(_ seed: UInt64) {
    print("ManifestWalkTests: seed \(seed)")
    var random = SplitMix(state: seed)
    for _ in 0..<250 {
      var octets = Array(Self.sample.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&octets, &random) }
      let manifest = Manifest.parse(octets, file: "f")
      let breaks = octets.count { $0 == 0x0A || $0 == 0x0D }
      for diagnostic in manifest.diagnostics {
        #expect((1...(breaks + 2)).contains(diagnostic.position.line), "seed \(seed)")
        #expect(diagnostic.position.column >= 1, "seed \(seed)")
      }
      #expect(manifest.isWhole == manifest.diagnostics.isEmpty, "seed \(seed)")
    }
  }

  private static func mutate(_ octets: inout [UInt8], _ random: inout SplitMix) {
    guard !octets.isEmpty else { return }
    let place = Int.random(in: octets.indices, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: octets[place] = interesting.randomElement(using: &random) ?? 0
    case 1: octets.insert(interesting.randomElement(using: &random) ?? 0, at: place)
    case 2: octets.remove(at: place)
    case 3: octets.removeSubrange(place..<min(place + 20, octets.count))
    default:
      let end = min(place + Int.random(in: 1...60, using: &random), octets.count)
      octets.insert(
        contentsOf: Array(octets[place..<end]), at: Int.random(in: octets.indices, using: &random))
    }
  }

  /// Small and the same everywhere.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }
}
