import Testing

@testable import Objects

/// Kinds without a type of their own: what is filled in and what is refused.
struct GenericValidationTests {
  static func object(_ kind: String, _ body: String, name: String = "x") throws
    -> any KubernetesObject
  {
    let apiVersion =
      ["StorageClass": "storage.k8s.io/v1", "ControllerRevision": "apps/v1"][kind] ?? "v1"
    return try Resource.object(
      from: .parse(
        json: #"{"apiVersion":"\#(apiVersion)","kind":"\#(kind)","metadata":{"name":"\#(name)"},"#
          + body + "}")
    ).applyingDefaults()
  }

  @Test(arguments: [
    (
      "PersistentVolumeClaim", #""spec":{}"#,
      #"{"spec":{"resources":{},"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}"#
    ),
    (
      "PersistentVolume", #""spec":{"hostPath":{"path":"/x"}}"#,
      #"{"spec":{"hostPath":{"path":"/x","type":""},"persistentVolumeReclaimPolicy":"Retain","#
        + #""volumeMode":"Filesystem"},"status":{"phase":"Pending"}}"#
    ),
    (
      "PersistentVolume", #""spec":{"iscsi":{"iqn":"q"},"volumeMode":"Block"}"#,
      #"{"spec":{"iscsi":{"iqn":"q","iscsiInterface":"default"},"#
        + #""persistentVolumeReclaimPolicy":"Retain","volumeMode":"Block"},"status":{"phase":"Pending"}}"#
    ),
    (
      "StorageClass", #""provisioner":"p""#,
      #"{"provisioner":"p","reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}"#
    ),
    (
      "Secret", #""stringData":{"a":"hello","b":""},"data":{"a":"AA==","c":"aGVs\nbG8="}"#,
      #"{"data":{"a":"aGVsbG8=","b":"","c":"aGVsbG8="},"type":"Opaque"}"#
    ),
    (
      "Endpoints", #""subsets":[{"ports":[{"port":1},{"port":2,"protocol":"UDP"}]}]"#,
      #"{"subsets":[{"ports":[{"port":1,"protocol":"TCP"},{"port":2,"protocol":"UDP"}]}]}"#
    ),
    (
      "Node", #""status":{"capacity":{"cpu":"1"}}"#,
      #"{"status":{"allocatable":{"cpu":"1"},"capacity":{"cpu":"1"}}}"#
    ),
    ("ConfigMap", #""data":{"a":"b"}"#, #"{"data":{"a":"b"}}"#),
  ])
  func defaults(kind: String, body: String, json: String) throws {
    let object = try #require(try Self.object(kind, body) as? GenericObject)
    #expect(Value.object(object.body.filter { $0.key != "spec" || kind != "Node" }).json() == json)
  }

  static let foreignKind =
    "must be 'PersistentVolumeClaim' when referencing the default apiGroup"

  struct Row: Sendable, CustomTestStringConvertible {
    var kind: String
    var body: String
    var errors: [String]
    init(_ kind: String, _ body: String, _ errors: [String]) {
      (self.kind, self.body, self.errors) = (kind, body, errors)
    }
    var testDescription: String { "\(kind) \(body)" }
  }

  static let key =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',"
    + "  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
  static let claim =
    #""accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}"#
  static let volume = #""accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"}"#

  static let rows = [
    Row("PersistentVolumeClaim", #""spec":{\#(claim)}"#, []),
    Row(
      "PersistentVolumeClaim", #""spec":{}"#,
      [
        "spec.accessModes: Required value: at least 1 access mode is required",
        "spec.resources[storage]: Required value",
      ]),
    Row(
      "PersistentVolumeClaim",
      #""spec":{"accessModes":["A","ReadWriteOncePod","ReadOnlyMany"],"storageClassName":"A_","#
        + #""volumeMode":"F","resources":{"requests":{"storage":"-1"}},"#
        + #""dataSource":{"kind":"ConfigMap","name":"c"},"dataSourceRef":{}}"#,
      [
        #"spec.accessModes: Unsupported value: "A": supported values: "ReadOnlyMany", "#
          + #""ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod""#,
        "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
        #"spec.resources[storage]: Invalid value: "-1": must be greater than zero"#,
        #"spec.storageClassName: Invalid value: "A_": \#(NameRules.subdomain("A_")[0])"#,
        #"spec.volumeMode: Unsupported value: "F": supported values: "Block", "Filesystem""#,
        // What the older field cannot name is passed over, and it becomes the newer one.
        "spec.dataSource.name: Required value", "spec.dataSource.kind: Required value",
        #"spec.dataSource: Invalid value: "": \#(foreignKind)"#,
        "spec.dataSourceRef.name: Required value", "spec.dataSourceRef.kind: Required value",
        #"spec.dataSourceRef: Invalid value: "": \#(foreignKind)"#,
      ]),
    Row("PersistentVolume", #""spec":{\#(volume),"hostPath":{"path":"/x"}}"#, []),
    Row(
      "PersistentVolume", #""spec":{}"#,
      [
        "spec.accessModes: Required value", "spec.capacity: Required value",
        #"spec.capacity: Unsupported value: null: supported values: "storage""#,
        "spec: Required value: must specify a volume type",
      ]),
    Row(
      "PersistentVolume",
      #""spec":{\#(volume),"hostPath":{"path":"/../x"},"nfs":{"server":"s","path":"/"},"#
        + #""persistentVolumeReclaimPolicy":"Keep"}"#,
      [
        #"spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "#
          + #""Delete", "Recycle", "Retain""#,
        #"spec.hostPath.path: Invalid value: "/../x": must not contain '..'"#,
        "spec.nfs: Forbidden: may not specify more than 1 volume type",
      ]),
    Row(
      "PersistentVolume", #""spec":{\#(volume),"local":{"path":""}}"#,
      [
        "spec.local.path: Required value",
        "spec.nodeAffinity: Required value: Local volume requires node affinity",
      ]),
    Row(
      "PersistentVolume",
      #""spec":{\#(volume),"hostPath":{"path":"/x"},"nodeAffinity":{}}"#,
      [
        "spec.nodeAffinity.required: Required value: must specify required node constraints"
      ]),
    Row(
      "PersistentVolume",
      #""spec":{\#(volume),"hostPath":{"path":"/x"},"nodeAffinity":{"required":{}}}"#,
      [
        "spec.nodeAffinity.required.nodeSelectorTerms: Required value: "
          + "must have at least one node selector term"
      ]),
    Row(
      "PersistentVolume", #""spec":{\#(volume),"nfs":{"server":"","path":"x"}}"#,
      [
        "spec.nfs.server: Required value",
        #"spec.nfs.path: Invalid value: "x": must be an absolute path"#,
      ]),
    Row("StorageClass", #""provisioner":"kubernetes.io/no-provisioner""#, []),
    Row(
      "StorageClass",
      #""provisioner":"a/b","allowedTopologies":[{"matchLabelExpressions":[{"key":"zone","#
        + #""values":["a","b","a"]},{"key":"zone"},{"key":"-","values":["x"]}]},"#
        + #"{"matchLabelExpressions":[{"key":"r","values":["x","y"]}]},"#
        + #"{"matchLabelExpressions":[{"key":"r","values":["y","x"]}]}]"#,
      [
        #"allowedTopologies[0].matchLabelExpressions[0].values[2]: Duplicate value: "a""#,
        "allowedTopologies[0].matchLabelExpressions[1].values: Required value",
        #"allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone""#,
        #"allowedTopologies[0].matchLabelExpressions[2].key: Invalid value: "-": "#
          + NameRules.qualifiedName("-")[0],
        #"allowedTopologies[2].matchLabelExpressions: Duplicate value: """#,
      ]),
    Row(
      "StorageClass",
      #""reclaimPolicy":"Recycle","volumeBindingMode":"Late","parameters":{"":"x"}"#,
      [
        "provisioner: Required value", #"parameters: Invalid value: "": field can not be empty."#,
        #"reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain""#,
        #"volumeBindingMode: Unsupported value: "Late": supported values: "Immediate", "#
          + #""WaitForFirstConsumer""#,
      ]),
    Row(
      "ConfigMap", #""data":{"a/b":"","..":"","..x":"","ok":""},"binaryData":{"ok":"AA=="}"#,
      [
        "data[..]: Invalid value: \"..\": must not be '..'",
        "data[..x]: Invalid value: \"..x\": must not start with '..'",
        #"data[a/b]: Invalid value: "a/b": \#(key)"#,
        #"data[ok]: Invalid value: "ok": duplicate of key present in binaryData"#,
      ]),
    Row("ConfigMap", #""data":{"":"x"}"#, [#"data[]: Invalid value: "": \#(key)"#]),
    Row("Secret", #""data":{"a b":"AA=="}"#, [#"data[a b]: Invalid value: "a b": \#(key)"#]),
    Row(
      "Secret", #""type":"kubernetes.io/service-account-token""#,
      ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]),
    Row(
      "Secret", #""type":"kubernetes.io/tls","stringData":{"tls.crt":"x"}"#,
      ["data[tls.key]: Required value"]),
    Row(
      "Secret", #""type":"kubernetes.io/basic-auth""#,
      ["data[username]: Required value", "data[password]: Required value"]),
    Row("Secret", #""type":"kubernetes.io/basic-auth","stringData":{"password":""}"#, []),
    Row(
      "Secret", #""type":"kubernetes.io/ssh-auth","data":{"ssh-privatekey":""}"#,
      ["data[ssh-privatekey]: Required value"]),
    Row(
      "Secret", #""type":"kubernetes.io/dockercfg","stringData":{".dockercfg":"x"}"#,
      [
        #"data[.dockercfg]: Invalid value: "<secret contents redacted>": invalid character 'x' "#
          + "looking for beginning of value"
      ]),
    Row(
      "Secret", #""type":"kubernetes.io/dockerconfigjson""#,
      ["data[.dockerconfigjson]: Required value"]),
    Row(
      "Event", #""involvedObject":{"namespace":"other"}"#,
      [
        #"involvedObject.namespace: Invalid value: "other": does not match event.namespace"#,
        #"namespace: Invalid value: "": \#(NameRules.subdomain("")[0])"#,
      ]),
    Row(
      "Event", #""eventTime":"2026-11-22T23:48:56.000000Z","involvedObject":{"namespace":"o"}"#,
      [
        "reportingController: Required value",
        #"reportingController: Invalid value: "": name part must be non-empty"#,
        #"reportingController: Invalid value: "": \#(NameRules.qualifiedName("")[1])"#,
        "reportingInstance: Required value", "action: Required value", "reason: Required value",
        #"namespace: Invalid value: "": \#(NameRules.subdomain("")[0])"#,
      ]),
    Row(
      "Endpoints",
      #""subsets":[{"addresses":[{"ip":"::ffff:127.0.0.1"},{"ip":"010.0.0.1","nodeName":""}]}]"#,
      [
        #"[0].ip: Invalid value: "::ffff:127.0.0.1": must not be an IPv4-mapped IPv6 address"#,
        #"[0].ip: Invalid value: "::ffff:127.0.0.1": may not be in the loopback range "#
          + "(127.0.0.0/8, ::1/128)",
        #"[1].ip: Invalid value: "010.0.0.1": must not have leading 0s"#,
        #"[1].nodeName: Invalid value: "": \#(NameRules.subdomain("")[0])"#,
      ].map { "subsets[0].addresses\($0)" }),
    Row(
      "Endpoints",
      #""subsets":[{},{"addresses":[{"ip":"x"},{"ip":"127.0.0.1","hostname":"A"}],"#
        + #""ports":[{"port":0},{"name":"a","port":1,"protocol":"X"}]}]"#,
      [
        "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`",
        #"subsets[1].addresses[0].ip: Invalid value: "x": must be a valid IP address, "#
          + "(e.g. 10.9.8.7 or 2001:db8::ffff)",
        #"subsets[1].addresses[0].ip: Invalid value: "x": must be a valid IP address"#,
        #"subsets[1].addresses[1].hostname: Invalid value: "A": \#(NameRules.label("A")[0])"#,
        #"subsets[1].addresses[1].ip: Invalid value: "127.0.0.1": may not be in the loopback "#
          + "range (127.0.0.0/8, ::1/128)",
        "subsets[1].ports[0].name: Required value",
        "subsets[1].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
        #"subsets[1].ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "#
          + #""UDP""#,
      ]),
    Row(
      "ControllerRevision", #""revision":-1"#,
      [
        "data: Required value: data is mandatory",
        "revision: Invalid value: -1: must be greater than or equal to 0",
      ]),
    Row(
      "ControllerRevision", #""data":[1]"#,
      ["data: Required value: data must be a valid JSON object"]),
    Row("ServiceAccount", #""secrets":[]"#, []),
    Row(
      "Namespace", #""spec":{"finalizers":["kubernetes","mine","a.b/c"]}"#,
      [
        #"spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is "#
          + "it fully qualified"
      ]),
  ]

  @Test(arguments: rows) func newObjects(row: Row) throws {
    let errors = try Self.object(row.kind, row.body).validate()
    #expect(errors.map(\.description) == row.errors)
  }

  @Test func sizesAreLimited() throws {
    let text = String(repeating: "x", count: 1024 * 1024 + 1)
    #expect(
      try Self.object("ConfigMap", #""data":{"a":"\#(text)"}"#).validate().map(\.description) == [
        "[]: Too long: may not be more than 1048576 bytes"
      ])
    #expect(
      try Self.object("Secret", #""stringData":{"a":"\#(text)"}"#).validate().map(\.description)
        == ["data: Too long: may not be more than 1048576 bytes"])
  }

  @Test(arguments: [
    ("a", 0), ("AA=", 3), ("AA", 0), ("A===", 1), ("AAA*", 3), ("AA==AA==", 4), ("====", 0),
    ("AAAAA", 4), ("AA=A", 2), ("A\\nA=", 4),
  ])
  func octetsAreBase64(text: String, offset: Int) throws {
    let error = #expect(throws: FieldErrors.self) {
      try Self.object("Secret", #""data":{"a":"\#(text)"}"#)
    }
    #expect(error?.description == "illegal base64 data at input byte \(offset)")
  }

  @Test func anEventNamesItsNamespace() throws {
    let value: Value = [
      "apiVersion": "v1", "kind": "Event", "metadata": ["name": "web.18%2f", "namespace": "s"],
      "involvedObject": ["namespace": "s"],
    ]
    let event = try Resource.object(from: value)
    #expect(
      event.validate().map(\.description) == [
        #"metadata.name: Invalid value: "web.18%2f": may not contain '%'"#
      ])
  }

  @Test func ourOwnEndpointsMayBeOnThisMachine() throws {
    var object = try #require(
      try Self.object("Endpoints", #""subsets":[{"addresses":[{"ip":"127.77.0.6"}]}]"#)
        as? GenericObject)
    #expect(object.validate().count == 1)
    object.metadata.labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller"
    #expect(object.validate().isEmpty)
  }

  @Test func aNamespaceBearsItsName() {
    let namespace = Namespace(metadata: ObjectMetadata(name: "sandbox")).applyingDefaults()
    #expect(namespace.metadata.labels == ["kubernetes.io/metadata.name": "sandbox"])
  }
}
