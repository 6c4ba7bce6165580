import Testing

@testable import Objects

/// The read-only description of the schema, as OpenAPI and patches use it.
struct SchemaFieldTests {
  static func field(_ name: String, _ type: String) throws -> SchemaField {
    try #require(Schema.field(name, ofType: type))
  }

  @Test func listsTellHowTheyMerge() throws {
    let ports = try Self.field("ports", "Container")
    #expect(ports.type == .list(of: .type("ContainerPort")))
    #expect(ports.listType == .map)
    #expect(ports.listMapKeys == ["containerPort", "protocol"])
    #expect(ports.mergeKey == "containerPort")
    let finalizers = try Self.field("finalizers", "ObjectMeta")
    #expect(finalizers.listType == .set)
    #expect(finalizers.patchStrategies == ["merge"])
    #expect(finalizers.mergeKey == nil)
    #expect(try Self.field("volumes", "PodSpec").patchStrategies == ["merge", "retainKeys"])
    #expect(try Self.field("args", "Container").listType == .atomic)
    #expect(try Self.field("hostIPs", "PodStatus").mergeKey == "ip")
  }

  @Test func scalarsTellWhatTheyMayBe() throws {
    let transport = try Self.field("protocol", "ContainerPort")
    #expect(transport.defaultValue == "TCP")
    #expect(transport.allowedWords == ["SCTP", "TCP", "UDP"])
    #expect(try Self.field("type", "HostPathVolumeSource").allowedWords.first == "")
    #expect(try Self.field("keyring", "RBDVolumeSource").defaultValue == "/etc/ceph/keyring")
    #expect(try Self.field("containers", "PodSpec").isRequired)
    #expect(try !Self.field("volumes", "PodSpec").isRequired)
    #expect(try Self.field("data", "Secret").type == .map(of: .scalar(.octets)))
    #expect(try Self.field("extra", "UserInfo").type == .map(of: .list(of: .scalar(.string))))
  }

  @Test func ownershipIsOfTypesAndOfFields() throws {
    #expect(Schema.isAtomic(type: "ObjectReference"))
    #expect(try Self.field("involvedObject", "Event").isAtomicMap)
    #expect(try !Self.field("claimRef", "PersistentVolumeSpec").isAtomicMap)
    #expect(try Self.field("nodeSelector", "PodSpec").isAtomicMap)
    #expect(try !Self.field("labels", "ObjectMeta").isAtomicMap)
  }

  @Test func numbersAreThoseOfProtobuf() throws {
    #expect(try Self.field("hostPath", "Volume").numbers == [2, 1])
    #expect(try Self.field("managedFields", "ObjectMeta").numbers == [17])
    #expect(try Self.field("kind", "Pod").numbers.isEmpty)
  }

  @Test(arguments: [
    ("v1", "Pod", "Pod"), ("apps/v1", "StatefulSet", "StatefulSet"),
    ("discovery.k8s.io/v1", "EndpointSlice", "discovery.EndpointSlice"),
    ("authorization.k8s.io/v1", "SelfSubjectAccessReview", "SelfSubjectAccessReview"),
    ("apps/v1", "DeleteOptions", "DeleteOptions"), ("v1", "Status", "Status"),
    ("apps/v1", "Pod", nil), ("v1", "Container", nil), ("v1", "StatefulSet", nil),
    ("apps/v2", "StatefulSet", nil), ("apps/v1", "Deployment", nil),
  ])
  func kindsHaveTypes(apiVersion: String, kind: String, type: String?) {
    #expect(Schema.typeName(of: Resource(unknown: apiVersion, kind: kind)) == type)
  }

  @Test func packagesAreUpstreams() {
    #expect(Schema.package(ofType: "Container") == "core/v1")
    #expect(Schema.package(ofType: "ObjectMeta") == "meta/v1")
    #expect(Schema.package(ofType: "discovery.Endpoint") == "discovery/v1")
    #expect(Schema.package(ofType: "Nothing") == nil)
    #expect(Schema.fields(ofType: "Nothing").isEmpty)
  }

  /// Each number once in its message, or a decoder could not tell the fields apart.
  @Test(arguments: Schema.types) func numbersAreUnique(type: String) {
    let numbers = Schema.fields(ofType: type).map(\.numbers).filter { !$0.isEmpty }
    #expect(Set(numbers).count == numbers.count)
    let nested = Set(numbers.filter { $0.count == 2 }.map { $0[0] })
    #expect(nested.isDisjoint(with: numbers.filter { $0.count == 1 }.map { $0[0] }))
  }
}
