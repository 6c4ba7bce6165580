import Testing

@testable import Objects

/// The cases of upstream's tests of volumes of clouds, of networks of disks, and of those that are made for the
/// pod.
struct CloudVolumeTableTests {
  static func volume(_ source: String) -> String { VolumeTableTests.volume(source) }

  static let part = "must be between 1 and 255, inclusive"
  static let pairs = "must be a host:port pair or multiple pairs separated by commas"
  static let uri =
    "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"

  static let rows: [ValidationRow] = [
    ValidationRow(
      "Google's disk", volume(#""gcePersistentDisk":{"pdName":"","partition":256}"#),
      // Upstream's path is not that of the field.
      [
        "persistentDisk.pdName: Required value",
        "persistentDisk.partition: Invalid value: 256: \(part)",
      ]),
    ValidationRow(
      "Amazon's disk", volume(#""awsElasticBlockStore":{"volumeID":"","partition":-1}"#),
      [
        "awsElasticBlockStore.volumeID: Required value",
        "awsElasticBlockStore.partition: Invalid value: -1: \(part)",
      ]),
    ValidationRow(
      "Microsoft's file", volume(#""azureFile":{}"#),
      ["secretName", "shareName"].map { "azureFile.\($0): Required value" }),
    ValidationRow(
      "Microsoft's disk",
      volume(#""azureDisk":{"diskName":"d","diskURI":"https://a","kind":"Dedicated"}"#)),
    ValidationRow(
      "Microsoft's disk of no kind",
      volume(#""azureDisk":{"diskURI":"x","kind":"y","cachingMode":"z"}"#),
      [
        "azureDisk.diskName: Required value",
        #"azureDisk.cachingMode: Unsupported value: "z": supported values: "None", "ReadOnly", "#
          + #""ReadWrite""#,
        #"azureDisk.kind: Unsupported value: "y": supported values: "Dedicated", "Managed", "Shared""#,
        #"azureDisk.diskURI: Unsupported value: "x": supported values: "\#(uri)""#,
      ]),
    ValidationRow(
      "Microsoft's managed disk",
      volume(#""azureDisk":{"diskName":"d","diskURI":"https://a","kind":"Managed"}"#),
      [
        #"azureDisk.diskURI: Unsupported value: "https://a": supported values: "/subscriptions/"#
          + "{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}\""
      ]),
    ValidationRow(
      "Ceph's files", volume(#""cephfs":{}"#), ["cephfs.monitors: Required value"]),
    ValidationRow(
      "Ceph's blocks", volume(#""rbd":{}"#),
      ["monitors", "image"].map { "rbd.\($0): Required value" }),
    ValidationRow(
      "Cinder", volume(#""cinder":{"secretRef":{}}"#),
      ["volumeID", "secretRef.name"].map { "cinder.\($0): Required value" }),
    ValidationRow(
      "Gluster", volume(#""glusterfs":{}"#),
      ["endpoints", "path"].map { "glusterfs.\($0): Required value" }),
    ValidationRow(
      "ScaleIO", volume(#""scaleIO":{"secretRef":{}}"#),
      ["gateway", "system", "volumeName"].map { "scaleIO.\($0): Required value" }),
    ValidationRow(
      "vSphere", volume(#""vsphereVolume":{}"#), ["vsphereVolume.volumePath: Required value"]),
    ValidationRow(
      "Portworx", volume(#""portworxVolume":{}"#), ["portworxVolume.volumeID: Required value"]),
    ValidationRow(
      "Photon", volume(#""photonPersistentDisk":{}"#), ["photonPersistentDisk.pdID: Required value"]
    ),
    ValidationRow(
      "StorageOS", volume(#""storageos":{"volumeName":"A","volumeNamespace":"B","secretRef":{}}"#),
      [
        #"storageos.volumeName: Invalid value: "A": \#(Texts.label)"#,
        #"storageos.volumeNamespace: Invalid value: "B": \#(Texts.label)"#,
        "storageos.secretRef.name: Required value",
      ]),
    ValidationRow(
      "Flocker", volume(#""flocker":{"datasetName":"a/b","datasetUUID":"c"}"#),
      [
        #"flocker: Invalid value: "resource": "#
          + "datasetName and datasetUUID can not be specified simultaneously",
        #"flocker.datasetName: Invalid value: "a/b": must not contain '/'"#,
      ]),
    ValidationRow(
      "Flocker without a set", volume(#""flocker":{}"#),
      ["flocker: Required value: one of datasetName and datasetUUID is required"]),
    ValidationRow("Quobyte", volume(#""quobyte":{"registry":"a:1,[::1]:2","volume":"v"}"#)),
    ValidationRow(
      "Quobyte without ports", volume(#""quobyte":{"registry":"a,::1:2"}"#),
      [
        #"quobyte.registry: Invalid value: "a,::1:2": \#(pairs)"#,
        #"quobyte.registry: Invalid value: "a,::1:2": \#(pairs)"#,
        "quobyte.volume: Required value",
      ]),
    ValidationRow(
      "Quobyte without anything", volume(#""quobyte":{"volume":"v"}"#),
      ["quobyte.registry: Required value: \(pairs)"]),
    ValidationRow(
      "a driver's options", volume(#""flexVolume":{"options":{"a":"b","x.k8s.io/y":"z"}}"#),
      [
        "flexVolume.driver: Required value",
        #"flexVolume.options[x.k8s.io/y]: Invalid value: "x.k8s.io/y": "#
          + "kubernetes.io and k8s.io namespaces are reserved",
      ]),
    ValidationRow(
      "iSCSI",
      volume(
        #""iscsi":{"targetPortal":"127.0.0.1","iqn":"iqn.2015-02.example.com:test","lun":1,"initiatorName":"eui.0123456789ABCDEF"}"#
      )),
    ValidationRow(
      "iSCSI of no name",
      volume(
        #""iscsi":{"targetPortal":"\#(String(repeating: "a", count: 63))","iqn":"abc.2015","lun":256,"chapAuthSession":true,"initiatorName":"naa.1"}"#
      ),
      [
        #"iscsi.iqn: Invalid value: "abc.2015": must be valid format starting with iqn, eui, or naa"#,
        "iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive",
        "iscsi.secretRef: Required value",
        #"iscsi.initiatorname: Invalid value: "naa.1": must be valid format"#,
        #"name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be "#
          + "under 64 characters if iscsi.initiatorName is specified.",
      ]),
    ValidationRow(
      "Fibre Channel", volume(#""fc":{"targetWWNs":["a"],"wwids":["b"]}"#),
      [
        #"fc.targetWWNs: Invalid value: ["a"]: targetWWNs and wwids can not be specified simultaneously"#,
        "fc.lun: Required value: lun is required if targetWWNs is specified",
      ]),
    ValidationRow(
      "Fibre Channel to nowhere", volume(#""fc":{"lun":1}"#),
      ["fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both"]),
    ValidationRow(
      "a driver", volume(#""csi":{"driver":"","nodePublishSecretRef":{"name":"A_"}}"#),
      [
        "csi.driver: Required value", #"csi.name: Invalid value: "A_": \#(Texts.subdomain)"#,
      ]),
    ValidationRow("an image", volume(#""image":{"reference":"a/b:1"}"#)),
    ValidationRow(
      "no image", volume(#""image":{"pullPolicy":"x"}"#),
      [
        "image.reference: Required value",
        #"image.pullPolicy: Unsupported value: "x": supported values: "Always", "IfNotPresent", "Never""#,
      ]),
    ValidationRow(
      "a claim of a name",
      volume(
        #""ephemeral":{"volumeClaimTemplate":{"metadata":{"name":"c","labels":{"a b":"c"}},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}"#
      ),
      [
        #"labels: Invalid value: "a b": \#(Texts.name)"#, "name: Forbidden: cannot be set",
      ].map { "ephemeral.volumeClaimTemplate.metadata.\($0)" }),
    ValidationRow(
      "two where upstream's paths are not the fields'",
      volume(#""emptyDir":{},"cephfs":{"monitors":["m"]},"downwardAPI":{}"#),
      ["cephFS", "downwarAPI"].map {
        "\($0): Forbidden: may not specify more than 1 volume type"
      }),
    ValidationRow(
      "what is behind a closed gate",
      volume(
        #""projected":{"sources":[{"clusterTrustBundle":{}},{"podCertificate":{"keyType":"x"}}]}"#)),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(
      try row.createErrors(of: PodTableTests.base) == row.errors.map { "spec.volumes[0].\($0)" })
  }

  /// `w` is the claim that is made for `v`.
  @Test func claimIsNamedAfterPod() throws {
    let template =
      #"{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}"#
    let row = ValidationRow(
      "claims",
      #"{"spec":{"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":\#(template)}},{"name":"w","persistentVolumeClaim":{"claimName":"p-v"}}]}}"#,
      [
        #"spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-v": "#
          + "must not reference a PVC that gets created for an ephemeral volume"
      ])
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors)
    let name = String(repeating: "a", count: 252)
    let longer = ValidationRow(
      "long",
      #"{"metadata":{"name":"\#(name)"},"spec":{"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":\#(template)}}]}}"#
    )
    #expect(
      try longer.createErrors(of: PodTableTests.base) == [
        #"spec.volumes[0].name: Invalid value: "v": PVC name "\#(name)-v": "#
          + "must be no more than 253 characters"
      ])
  }
}
