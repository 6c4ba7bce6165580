import Testing

@testable import Objects

/// The cases of upstream's tests of PersistentVolumes and of each kind of what they stand for.
struct PersistentVolumeTableTests {
  static let base = #"""
    {"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"v"},
    "spec":{"capacity":{"storage":"10Gi"},"accessModes":["ReadWriteOnce"]}}
    """#

  static func volume(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }
  static func required(_ fields: String...) -> [String] {
    fields.map { "spec.\($0): Required value" }
  }

  static let folder = #""hostPath":{"path":"/x"}"#
  static let affinity =
    #""nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Exists"}]}]}}"#
  static let reference = #"{"name":"A_","namespace":"b.c"}"#
  static let portal = #""targetPortal":"127.0.0.1:3260","iqn":"iqn.2015-02.example.com:test""#
  static let part = "must be between 1 and 255, inclusive"

  static let created: [ValidationRow] = [
    ValidationRow("a folder of the node", volume(folder)),
    ValidationRow("of nothing", volume(""), ["spec: Required value: must specify a volume type"]),
    ValidationRow(
      "less than nothing", volume(#""capacity":{"storage":"-500m"},\#(folder)"#),
      [
        "spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity",
        #"spec.capacity[storage]: Invalid value: "-500m": must be greater than zero"#,
      ]),
    ValidationRow(
      "of several kinds",
      volume(#"\#(folder),"cephfs":{},"flexVolume":{},"gcePersistentDisk":{}"#),
      [
        "spec.gcePersistentDisk: Forbidden: may not specify more than 1 volume type",
        "spec.cephFS: Forbidden: may not specify more than 1 volume type",
        "spec.flexVolume.driver: Required value",
      ]),
    ValidationRow(
      "the node's own root, in other words",
      volume(#""hostPath":{"path":"/./a//../"},"persistentVolumeReclaimPolicy":"Recycle""#),
      [
        #"spec.hostPath.path: Invalid value: "/./a//../": must not contain '..'"#,
        "spec.persistentVolumeReclaimPolicy: Forbidden: "
          + "may not be 'recycle' for a hostPath mount of '/'",
      ]),
    ValidationRow(
      "Google's disk", volume(#""gcePersistentDisk":{"partition":-1}"#),
      [
        "spec.persistentDisk.pdName: Required value",
        "spec.persistentDisk.partition: Invalid value: -1: \(part)",
      ]),
    ValidationRow(
      "Gluster", volume(#""glusterfs":{"endpoints":"e","path":"p","endpointsNamespace":"n"}"#)),
    ValidationRow(
      "Gluster of nowhere", volume(#""glusterfs":{"endpointsNamespace":""}"#),
      required("glusterfs.endpoints", "glusterfs.path") + [
        #"spec.glusterfs.endpointsNamespace: Invalid value: "": "#
          + "if the endpointnamespace is set, it must be a valid namespace name"
      ]),
    ValidationRow(
      "Gluster of a strange place",
      volume(#""glusterfs":{"endpoints":"e","path":"p","endpointsNamespace":"a.b"}"#),
      [#"spec.glusterfs.endpointsNamespace: Invalid value: "a.b": must not contain dots"#]),
    ValidationRow(
      "Flocker", volume(#""flocker":{}"#),
      ["spec.flocker: Required value: one of datasetName and datasetUUID is required"]),
    ValidationRow(
      "Ceph", volume(#""rbd":{}"#), required("rbd.monitors", "rbd.image")),
    ValidationRow("Ceph's files", volume(#""cephfs":{}"#), required("cephfs.monitors")),
    ValidationRow(
      "iSCSI", volume(#""iscsi":{\#(portal),"lun":1,"secretRef":{"name":"s","namespace":"n"}}"#)),
    ValidationRow(
      "iSCSI of nothing",
      volume(#""iscsi":{"lun":256,"chapAuthSession":true,"initiatorName":"x"}"#),
      required("iscsi.targetPortal", "iscsi.iqn") + [
        "spec.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive",
        "spec.iscsi.secretRef: Required value",
        #"spec.iscsi.initiatorname: Invalid value: "x": must be valid format"#,
      ]),
    ValidationRow(
      "iSCSI of a long name",
      volume(
        #""iscsi":{"targetPortal":"\#(String(repeating: "p", count: 63))","iqn":"q","lun":1,"secretRef":{},"initiatorName":"eui.0123456789ABCDEF"}"#
      ),
      [
        #"spec.iscsi.targetportal: Invalid value: "\#(String(repeating: "p", count: 63))": "#
          + "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if "
          + "iscsi.initiatorName is specified.",
        #"spec.iscsi.iqn: Invalid value: "q": must be valid format"#,
        "spec.iscsi.secretRef.name: Required value",
      ]),
    ValidationRow(
      "Cinder", volume(#""cinder":{"secretRef":{}}"#),
      required("cinder.volumeID", "cinder.secretRef.name", "cinder.secretRef.namespace")),
    ValidationRow(
      "Fibre Channel", volume(#""fc":{"targetWWNs":["w"]}"#),
      ["spec.fc.lun: Required value: lun is required if targetWWNs is specified"]),
    ValidationRow(
      "Microsoft's file",
      volume(#""azureFile":{"secretName":"s","shareName":"f","secretNamespace":""}"#),
      required("azureFile.secretNamespace")),
    ValidationRow(
      "ScaleIO", volume(#""scaleIO":{"secretRef":{"name":"s"}}"#),
      required("scaleIO.gateway", "scaleIO.system", "scaleIO.volumeName")),
    ValidationRow(
      "StorageOS", volume(#""storageos":{"volumeName":"v","secretRef":{}}"#),
      required("storageos.secretRef.name", "storageos.secretRef.namespace")),
    ValidationRow("a disk of a node", volume(#""local":{"path":"/x"},\#(affinity)"#)),
    ValidationRow(
      "a disk of any node", volume(#""local":{"path":"/x/.."}"#),
      [
        #"spec.local.path: Invalid value: "/x/..": must not contain '..'"#,
        "spec.nodeAffinity: Required value: Local volume requires node affinity",
      ]),
    ValidationRow(
      "a disk of a node that nobody named",
      volume(#""local":{"path":"/x"},"nodeAffinity":{}"#),
      ["spec.nodeAffinity.required: Required value: must specify required node constraints"]),
    ValidationRow(
      "a driver", volume(#""csi":{"driver":"D.example","volumeHandle":"h","fsType":""}"#)),
    ValidationRow(
      "a driver without a name and with strange secrets",
      volume(
        #""csi":{"driver":"","controllerPublishSecretRef":{},"controllerExpandSecretRef":\#(reference),"nodeStageSecretRef":{},"nodePublishSecretRef":{"name":"s"},"nodeExpandSecretRef":{"namespace":"n"}}"#
      ),
      required(
        "csi.driver", "csi.volumeHandle", "csi.controllerPublishSecretRef.name",
        "csi.controllerPublishSecretRef.namespace")
        + [
          #"spec.csi.controllerExpandSecretRef.name: Invalid value: "A_": \#(Texts.subdomain)"#,
          #"spec.csi.controllerExpandSecretRef.namespace: Invalid value: "b.c": must not contain dots"#,
        ] + required("csi.nodePublishSecretRef.namespace", "csi.nodeExpandSecretRef.name")),
    ValidationRow(
      "attributes of a driver",
      volume(#""csi":{"driver":"d","volumeHandle":"h"},"volumeAttributesClassName":"a""#)),
    ValidationRow(
      "attributes of no name",
      volume(#"\#(folder),"volumeAttributesClassName":"","volumeMode":"""#),
      [
        #"spec.volumeMode: Unsupported value: "": supported values: "Block", "Filesystem""#,
        "spec.volumeAttributesClassName: Required value: an empty string is disallowed",
        "spec.csi: Required value: has to be specified when using volumeAttributesClassName",
      ]),
    ValidationRow(
      "attributes of a folder", volume(#"\#(folder),"volumeAttributesClassName":"A_""#),
      [
        #"spec.volumeAttributesClassName: Invalid value: "A_": \#(Texts.subdomain)"#,
        "spec.csi: Required value: has to be specified when using volumeAttributesClassName",
      ]),
  ]

  @Test(arguments: created) func newVolume(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  static func driver(_ fields: String, _ more: String = "") -> String {
    volume(#""csi":{"driver":"d","volumeHandle":"h"\#(fields)}\#(more)"#)
  }
  static func labeled(_ key: String) -> String {
    volume(
      #"\#(folder),"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"\#(key)","operator":"Exists"}]}]}}"#
    )
  }
  static func secret(_ name: String) -> String {
    #","controllerExpandSecretRef":{"name":"\#(name)","namespace":"n"}"#
  }
  static let source =
    "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation"
  static let places =
    "field is immutable, except for updating from beta label to GA"

  static let updated: [ValidationRow] = [
    ValidationRow("a secret for more", driver(secret("s")), before: driver("")),
    ValidationRow("another secret", driver(secret("t")), before: driver(secret("s")), [source]),
    ValidationRow("no secret any more", driver(""), before: driver(secret("s")), [source]),
    ValidationRow(
      "another kind", volume(#""nfs":{"server":"s","path":"/"}"#), before: volume(folder), [source]),
    ValidationRow("nodes, once", labeled("a"), before: volume(folder)),
    ValidationRow(
      "other nodes", labeled("b"), before: labeled("a"),
      [
        #"nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":"#
          + #"[{"Key":"b","Operator":"Exists","Values":null}],"MatchFields":null}]}}: \#(places)"#
      ]),
    ValidationRow(
      "any node", volume(folder), before: labeled("a"),
      ["nodeAffinity: Invalid value: null: \(places)"]),
    ValidationRow(
      "the same nodes by their new label", labeled("topology.kubernetes.io/zone"),
      before: labeled("failure-domain.beta.kubernetes.io/zone")),
    ValidationRow(
      "the same nodes by another label", labeled("topology.kubernetes.io/region"),
      before: labeled("failure-domain.beta.kubernetes.io/zone"),
      [
        #"nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":"#
          + #"[{"Key":"topology.kubernetes.io/region","Operator":"Exists","Values":null}],"#
          + #""MatchFields":null}]}}: \#(places)"#
      ]),
    ValidationRow(
      "other attributes", driver("", #","volumeAttributesClassName":"b""#),
      before: driver("", #","volumeAttributesClassName":"a""#)),
    ValidationRow(
      "no attributes", driver(""), before: driver("", #","volumeAttributesClassName":"a""#),
      ["spec.volumeAttributesClassName: Forbidden: update from non-nil value to nil is forbidden"]),
  ]

  /// The first line of each.
  @Test(arguments: updated) func updatedVolume(row: ValidationRow) throws {
    let errors = try row.updateErrors(of: Self.base).map { String($0.prefix { $0 != "\n" }) }
    #expect(errors == row.errors)
  }

  @Test func theDifferenceIsShown() throws {
    let row = ValidationRow(
      "", Self.volume(#""hostPath":{"path":"/b"}"#), before: Self.volume(Self.folder))
    #expect(
      try row.updateErrors(of: Self.base) == [
        Self.source
          + """

          @@ -2,7 +2,7 @@
            "GCEPersistentDisk": null,
            "AWSElasticBlockStore": null,
            "HostPath": {
          -  "Path": "/x",
          +  "Path": "/b",
             "Type": ""
            },
            "Glusterfs": null,

          """
      ])
  }
}
