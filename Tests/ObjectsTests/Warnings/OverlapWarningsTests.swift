import Testing

@testable import Objects

/// The cases of upstream's tests of files in one place.
struct OverlapWarningsTests {
  static func items(_ paths: [String]) -> String {
    let items = paths.map { #"{"key":"k","path":"\#($0)"}"# }.joined(separator: ",")
    return #""items":[\#(items)]"#
  }

  static func projected(_ sources: String...) -> String {
    #""projected":{"sources":[\#(sources.joined(separator: ","))]}"#
  }

  static func configMap(_ paths: String...) -> String {
    #"{"configMap":{"name":"m",\#(items(paths))}}"#
  }
  static func downward(_ paths: String...) -> String { #"{"downwardAPI":{\#(items(paths))}}"# }
  static func token(_ path: String) -> String { #"{"serviceAccountToken":{"path":"\#(path)"}}"# }

  static let rows: [WarningRow] = [
    WarningRow("no items", #""configMap":{"name":"m"}"#),
    WarningRow("apart", #""configMap":{"name":"m",\#(items(["a", "ab", "c/a", "a1/b"]))}"#),
    WarningRow("without a path", #""secret":{"secretName":"s",\#(items(["", ""]))}"#),
    WarningRow(
      "one file twice", #""configMap":{"name":"m",\#(items(["test", "test"]))}"#,
      [#"(ConfigMap "m"): overlapping paths: "test" with "test""#]),
    WarningRow(
      "below a file", #""secret":{"secretName":"s",\#(items(["test", "test/app"]))}"#,
      [#"(Secret "s"): overlapping paths: "test/app" with "test""#]),
    WarningRow(
      "above a file", #""downwardAPI":{\#(items(["test/app", "test/"]))}"#,
      [#"(DownwardAPI): overlapping paths: "test" with "test/app""#]),
    WarningRow(
      "two sources", projected(configMap("test"), token("test/file")),
      [
        #"(Projected): overlapping paths: "test/file" (ServiceAccountToken) with "test" "#
          + #"(ConfigMap "m")"#
      ]),
    WarningRow(
      "several at once", projected(token("test/test2"), downward("test", "test")),
      [
        #""test/test2" (ServiceAccountToken)"#, #""test/test2" (ServiceAccountToken)"#,
        #""test" (DownwardAPI)"#,
      ].map { #"(Projected): overlapping paths: "test" (DownwardAPI) with \#($0)"# }),
    WarningRow(
      "bundles and certificates",
      projected(
        #"{"clusterTrustBundle":{"signerName":"e.com/s","path":"a"}}"#,
        #"{"podCertificate":{"keyPath":"a","certificateChainPath":"b","credentialBundlePath":"b"}}"#
      ),
      [
        #""a" (PodCertificate key) with "a" (ClusterTrustBundle "e.com/s")"#,
        #""b" (PodCertificate credential bundle) with "b" (PodCertificate chain)"#,
      ].map { "(Projected): overlapping paths: \($0)" }),
    WarningRow("no source", projected("{}"), ["(Projected) has no sources provided"]),
  ]

  @Test(arguments: rows) func ofAVolume(_ row: WarningRow) throws {
    let spec = try Value.parse(json: #"{"volumes":[{"name":"a"},{"name":"v",\#(row.json)}]}"#)
    let pod = Pod(metadata: ObjectMetadata(name: "x"), spec: PodSpec(value: spec))
    let found = PodWarnings(of: pod).all
    #expect(found.map(\.text) == row.warnings.map { #"volume "v" \#($0)"# })
    #expect(found.allSatisfy { $0.path.description == "spec.volumes[1]" })
  }
}
