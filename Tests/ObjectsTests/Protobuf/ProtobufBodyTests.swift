import Testing

@testable import Objects

struct ProtobufBodyTests {
  /// `kubectl create namespace sandbox`, octet by octet: metadata with Go's empty texts, an empty
  /// time, empty spec and status.
  static let namespace = ProtobufBodyTests.octets(
    "k8s\0", 0x0A, 15, 0x0A, 2, "v1", 0x12, 9, "Namespace", 0x12, 29, 0x0A, 23, 0x0A, 7, "sandbox",
    0x12, 0, 0x1A, 0, 0x22, 0, 0x2A, 0, 0x32, 0, 0x38, 0, 0x42, 0, 0x12, 0, 0x1A, 0, 0x1A, 0, 0x22,
    0)

  /// Texts and octets in a row.
  static func octets(_ parts: Value...) -> [UInt8] {
    parts.flatMap { part in
      part.string.map { Array($0.utf8) } ?? [UInt8(part.integer ?? 0)]
    }
  }

  @Test func namespaceOfKubectl() throws {
    let value = try ProtobufBody.decode(Self.namespace)
    #expect(
      value.json()
        == #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"sandbox"},"spec":{},"status":{}}"#
    )
    let namespace = try Namespace(value: value)
    #expect(namespace.finalizers == ["kubernetes"])
    #expect(namespace.phase == "Active")
  }

  @Test func headlessServiceOfKubectl() throws {
    let wanted: Value = [
      "apiVersion": "v1", "kind": "Service",
      "metadata": ["name": "httpd", "labels": ["app": "httpd"]],
      "spec": [
        "clusterIP": "None", "type": "ClusterIP", "selector": ["app": "httpd"],
        "sessionAffinity": "",
        "ports": [["name": "", "protocol": "TCP", "port": 80, "targetPort": 0, "nodePort": 0]],
      ],
      "status": ["loadBalancer": [:]],
    ]
    let value = try ProtobufBody.decode(ProtobufEncoder.body(wanted, of: "Service"))
    #expect(
      value["spec"]?.json()
        == #"{"clusterIP":"None","ports":[{"port":80,"protocol":"TCP","targetPort":0}],"#
        + #""selector":{"app":"httpd"},"type":"ClusterIP"}"#)
    let service = try Service(value: value).applyingDefaults()
    #expect(service.spec.ports.first?.targetPort == .number(80))
  }

  /// The kinds that kubectl sends, field by field.
  @Test(arguments: [
    (
      "Secret",
      #"{"apiVersion":"v1","data":{"a":"AAEC","b":""},"kind":"Secret","metadata":{},"type":"Opaque"}"#
    ),
    (
      "SelfSubjectAccessReview",
      #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","metadata":{},"#
        + #""spec":{"resourceAttributes":{"group":"apps","namespace":"sandbox","#
        + #""resource":"statefulsets","verb":"create"}},"status":{"allowed":false}}"#
    ),
    (
      "SelfSubjectReview",
      #"{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview","metadata":{},"#
        + #""status":{"userInfo":{"extra":{"k":["a","b"]},"username":"x"}}}"#
    ),
    (
      "DeleteOptions",
      #"{"apiVersion":"apps/v1","gracePeriodSeconds":0,"kind":"DeleteOptions","#
        + #""preconditions":{"uid":"u"},"propagationPolicy":"Orphan"}"#
    ),
    (
      "Scale",
      #"{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web"},"#
        + #""spec":{"replicas":3},"status":{"replicas":0}}"#
    ),
    (
      "ControllerRevision",
      #"{"apiVersion":"apps/v1","data":{"spec":{"x":[1,null]}},"kind":"ControllerRevision","#
        + #""metadata":{"creationTimestamp":"2026-11-22T23:48:56Z"},"revision":2}"#
    ),
    (
      "Event",
      #"{"apiVersion":"v1","eventTime":"2026-11-22T23:48:56.000123Z","firstTimestamp":null,"#
        + #""involvedObject":{},"kind":"Event","lastTimestamp":null,"metadata":{},"#
        + #""reportingComponent":"","reportingInstance":"","source":{}}"#
    ),
  ])
  func eachFieldArrives(type: String, json: String) throws {
    let value = try Value.parse(json: json)
    #expect(try ProtobufBody.decode(ProtobufEncoder.body(value, of: type)).json() == json)
  }

  @Test func packedNumbersAndUnknownFields() throws {
    var exitCodes = ProtobufEncoder()
    exitCodes.text(1, "In")
    exitCodes.delimited(2, [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    exitCodes.number(2, 7)
    // Unknown: a number, eight octets, a text, a group within a group, four octets.
    exitCodes.number(100, -1)
    exitCodes.octets += [0xA9, 6] + [UInt8](repeating: 7, count: 8)
    exitCodes.text(102, "x")
    exitCodes.octets += [0xBB, 6, 0xBB, 6, 0x08, 1, 0xBC, 6, 0xBC, 6]
    exitCodes.octets += [0xC5, 6, 1, 2, 3, 4]
    var decoder = ProtobufDecoder(exitCodes.octets)
    var fields: [String: Value] = [:]
    try decoder.message(
      exitCodes.octets.indices, of: "ContainerRestartRuleOnExitCodes", into: &fields)
    #expect(Value.object(fields).json() == #"{"operator":"In","values":[1,-1,7]}"#)
  }

  @Test func aMessageThatComesTwiceMerges() throws {
    var pod = ProtobufEncoder()
    pod.delimited(2, [0x52, 1, 0x61])  // spec.nodeName
    pod.delimited(2, [0x58, 1])  // spec.hostNetwork
    pod.delimited(2, [0x52, 1, 0x62])
    var decoder = ProtobufDecoder(pod.octets)
    var fields: [String: Value] = [:]
    try decoder.message(pod.octets.indices, of: "Pod", into: &fields)
    #expect(fields["spec"] == ["nodeName": "b", "hostNetwork": true])
  }

  static let broken: [(octets: [UInt8], text: String)] = [
    ([], "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"),
    (octets("k8s\0"), "Object 'Kind' is missing in the protobuf envelope"),
    (namespace.dropLast(4) + [0x1A, 1], "unexpected EOF"),
    (octets("k8s\0", 0x0A, 0xFF), "unexpected EOF"),
    (octets("k8s\0", 8, 1), "proto: wrong wireType = 0 for field TypeMeta"),
    (octets("k8s\0", 0x2F, 1), "proto: illegal wireType 7"),
    (octets("k8s\0", 0, 1), "proto: Unknown: illegal tag 0 (wire type 0)"),
    (octets("k8s\0", 0x2C), "proto: Unknown: wiretype end group for non-group"),
    (octets("k8s\0") + [UInt8](repeating: 0xFF, count: 12), "proto: integer overflow"),
    (
      octets("k8s\0", 0x2A) + [UInt8](repeating: 0xFF, count: 9) + [1],
      "proto: negative length found during unmarshaling"
    ),
    (octets("k8s\0", 0x2B, 0x2B, 0x2C), "unexpected EOF"),
    (
      ProtobufEncoder.body(["apiVersion": "v1", "kind": "Nothing"], of: "Pod"),
      #"no kind "Nothing" is registered for version "v1""#
    ),
    (
      ProtobufEncoder.body(
        [
          "apiVersion": "v1", "kind": "PersistentVolume",
          "spec": ["capacity": ["storage": "much"]],
        ], of: "PersistentVolume"), Quantity.formatText
    ),
  ]

  @Test(arguments: broken)
  func brokenBodyIsOneClearError(octets: [UInt8], text: String) throws {
    let error = #expect(throws: ProtobufError.self) { try ProtobufBody.decode(octets) }
    #expect(error?.description == text)
  }

  @Test func valuesAreCounted() {
    let variables: [[UInt8]] = Array(repeating: [0x3A, 0], count: 100)
    let object = Array(variables.joined())
    var decoder = ProtobufDecoder(object, valueLimit: 150)
    var fields: [String: Value] = [:]
    #expect(throws: Never.self) {
      try decoder.message(object.indices, of: "Container", into: &fields)
    }
    #expect(throws: ProtobufError.self) {
      try decoder.message(object.indices, of: "Container", into: &fields)
    }
  }
}
