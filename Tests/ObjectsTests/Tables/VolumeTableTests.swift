import Testing

@testable import Objects

/// The cases of upstream's tests of a pod's volumes, for those that need no cloud.
struct VolumeTableTests {
  static func volume(_ source: String) -> String {
    #"{"spec":{"volumes":[{"name":"v",\#(source)}]}}"#
  }

  static func projected(_ sources: String...) -> String {
    volume(#""projected":{"sources":[\#(sources.joined(separator: ","))]}"#)
  }

  static let relative = "must be a relative path"
  static let mode = "must be a number between 0 and 0777 (octal), both inclusive"

  static let rows: [ValidationRow] = [
    ValidationRow("a folder", volume(#""emptyDir":{"sizeLimit":"1Gi"}"#)),
    ValidationRow(
      "a folder of less than nothing", volume(#""emptyDir":{"sizeLimit":"-1"}"#),
      ["emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity"]),
    ValidationRow("a place", volume(#""hostPath":{"path":"/mnt","type":"Directory"}"#)),
    ValidationRow(
      "no place", volume(#""hostPath":{"type":"x"}"#), ["hostPath.path: Required value"]),
    ValidationRow(
      "another place", volume(#""hostPath":{"path":"/a/../b","type":"Folder"}"#),
      [
        #"hostPath.path: Invalid value: "/a/../b": must not contain '..'"#,
        #"hostPath.type: Unsupported value: "Folder": supported values: "", "BlockDevice", "#
          + #""CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket""#,
      ]),
    ValidationRow(
      "a secret's files",
      volume(
        #""secret":{"secretName":"s","defaultMode":420,"items":[{"key":"k","path":"a/b","mode":256}]}"#
      )
    ),
    ValidationRow(
      "no secret", volume(#""secret":{"items":[{"key":"","path":""}]}"#),
      [
        "secret.secretName: Required value", "secret.items[0].key: Required value",
        "secret.items[0].path: Required value",
      ]),
    ValidationRow(
      "files elsewhere",
      volume(
        #""configMap":{"name":"c","defaultMode":512,"items":[{"key":"k","path":"/a"},{"key":"k","path":"a/../b"},{"key":"k","path":"..a","mode":-1}]}"#
      ),
      [
        "configMap.defaultMode: Invalid value: 512: \(mode)",
        #"configMap.items[0].path: Invalid value: "/a": \#(relative)"#,
        #"configMap.items[1].path: Invalid value: "a/../b": must not contain '..'"#,
        #"configMap.items[2].path: Invalid value: "..a": must not start with '..'"#,
        "configMap.items[2].mode: Invalid value: -1: \(mode)",
      ]),
    ValidationRow(
      "a share of nothing", volume(#""nfs":{"path":"a"}"#),
      [
        "nfs.server: Required value", #"nfs.path: Invalid value: "a": must be an absolute path"#,
      ]),
    ValidationRow(
      "no claim", volume(#""persistentVolumeClaim":{}"#),
      ["persistentVolumeClaim.claimName: Required value"]),
    ValidationRow(
      "what the pod is",
      volume(
        #""downwardAPI":{"items":[{"path":"l","fieldRef":{"fieldPath":"metadata.labels"}},{"path":"c","resourceFieldRef":{"containerName":"a","resource":"limits.cpu"}}]}"#
      )),
    ValidationRow(
      "what the pod is not",
      volume(
        #""downwardAPI":{"items":[{"path":"a"},{"path":"/b","fieldRef":{"fieldPath":"spec.nodeName"}},{"path":"c","resourceFieldRef":{"resource":"limits.cpu"}},{"path":"d","mode":-1,"fieldRef":{"fieldPath":"metadata.name"},"resourceFieldRef":{"resource":"limits.cpu"}}]}"#
      ),
      [
        "downwardAPI: Required value: one of fieldRef and resourceFieldRef is required",
        #"downwardAPI.path: Invalid value: "/b": \#(relative)"#,
        #"downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "#
          + #""metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "#
          + #""metadata.uid""#,
        "downwardAPI.resourceFieldRef.containerName: Required value",
        #"downwardAPI: Invalid value: "resource": "#
          + "fieldRef and resourceFieldRef can not be specified simultaneously",
        "downwardAPI.mode: Invalid value: -1: \(mode)",
      ]),
    ValidationRow(
      "much in one folder",
      projected(
        #"{"secret":{"name":"s","items":[{"key":"k","path":"a"}]}}"#,
        #"{"configMap":{"name":"c","items":[{"key":"k","path":"b"}]}}"#,
        #"{"serviceAccountToken":{"path":"token"}}"#)),
    ValidationRow(
      "one file twice",
      projected(
        #"{"secret":{"name":"s","items":[{"key":"k","path":"a"}]}}"#,
        #"{"downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"metadata.name"}}]}}"#,
        #"{"secret":{},"configMap":{"name":"c"}}"#),
      [
        #"projected: Invalid value: "a": conflicting duplicate paths"#,
        "projected.sources[2].secret.name: Required value",
        "projected.sources[2]: Forbidden: may not specify more than 1 volume type per source",
      ]),
    ValidationRow(
      "a token for too short and too long",
      projected(
        #"{"serviceAccountToken":{"expirationSeconds":599}}"#,
        #"{"serviceAccountToken":{"expirationSeconds":4294967297,"path":"/a"}}"#),
      [
        "projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: "
          + "may not specify a duration less than 10 minutes",
        "projected.path: Required value",
        "projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: "
          + "may not specify a duration larger than 2^32 seconds",
        #"projected.path: Invalid value: "/a": \#(relative)"#,
      ]),
    ValidationRow(
      "a driver of no name", volume(#""csi":{"driver":"a_b","nodePublishSecretRef":{}}"#),
      [
        #"csi.driver: Invalid value: "a_b": \#(Texts.subdomain)"#,
        "csi.nodePublishSecretRef.name: Required value",
      ]),
    ValidationRow(
      "a claim of its own",
      volume(
        #""ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}"#
      )),
    ValidationRow(
      "no claim of its own", volume(#""ephemeral":{}"#),
      ["ephemeral.volumeClaimTemplate: Required value"]),
    ValidationRow(
      "a claim of its own for nothing", volume(#""ephemeral":{"volumeClaimTemplate":{"spec":{}}}"#),
      [
        "accessModes: Required value: at least 1 access mode is required",
        "resources[storage]: Required value",
      ].map { "ephemeral.volumeClaimTemplate.spec.\($0)" }),
    ValidationRow(
      "two at once", volume(#""configMap":{"name":"c"},"emptyDir":{},"secret":{"secretName":"s"}"#),
      ["secret", "configMap"].map { "\($0): Forbidden: may not specify more than 1 volume type" }),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(
      try row.createErrors(of: Self.base) == row.errors.map { "spec.volumes[0].\($0)" })
  }

  /// A pod, which has an account as soon as it is let in.
  private static let base = PodTableTests.base.replacing(
    #""spec":{"#, with: #""spec":{"serviceAccountName":"default","#)

  @Test func aTokenIsOfAnAccount() throws {
    let row = ValidationRow(
      "a token",
      #"{"spec":{"volumes":[{"name":"v","projected":{"sources":["#
        + #"{"serviceAccountToken":{"path":"a"}}]}}]}}"#)
    #expect(try row.createErrors(of: Self.base) == [])
    #expect(
      try row.createErrors(of: PodTableTests.base) == [
        "spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: "
          + "must not be specified when serviceAccountName is not set"
      ])
  }
}
