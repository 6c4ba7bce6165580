import Testing

@testable import Objects

/// What an update may not change, beside the recorded cases of StatefulSets.
struct UpdateValidationTests {
  static let service = Service(
    metadata: ObjectMetadata(name: "httpd"),
    spec: ServiceSpec(clusterIP: "None", selector: ["app": "httpd"])
  ).applyingDefaults()

  @Test func aHeadlessServiceStaysHeadless() {
    var new = Self.service
    new.spec.clusterIP = "10.96.3.3"
    new.spec.clusterIPs = ["10.96.3.3"]
    new.spec.ports = [ServicePort(port: 80, targetPort: .number(80))]
    #expect(
      new.validateUpdate(from: Self.service).map(\.description) == [
        #"spec.clusterIPs[0]: Invalid value: ["10.96.3.3"]: may not change once set"#
      ])
  }

  @Test func anAddressCannotBeTakenOut() {
    var new = Self.service
    (new.spec.clusterIP, new.spec.clusterIPs, new.spec.ipFamilies) = ("", [], [])
    new.spec.ipFamilyPolicy = ""
    #expect(
      new.validateUpdate(from: Self.service).map(\.description).first
        == "spec.clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset")
  }

  @Test func aServiceMayBecomeAnExternalName() {
    var new = Self.service
    new.spec = ServiceSpec(type: "ExternalName", externalName: "a.b")
    #expect(new.applyingDefaults().validateUpdate(from: Self.service).isEmpty)
    new.spec.type = "Foo"
    #expect(
      new.applyingDefaults().validateUpdate(from: Self.service).map(\.description).contains(
        #"spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "#
          + #""LoadBalancer", "NodePort""#))
  }

  @Test func identityIsImmutable() {
    let old = Namespace(metadata: ObjectMetadata(name: "a", uid: "1"))
    let new = Namespace(metadata: ObjectMetadata(name: "b", uid: "2"))
    let texts = [
      #"metadata.name: Invalid value: "b": field is immutable"#,
      #"metadata.uid: Invalid value: "2": field is immutable"#,
    ]
    // Upstream looks twice, and says so.
    #expect(new.validateUpdate(from: old).map(\.description) == texts + texts)
  }

  @Test func aSliceKeepsItsFamily() {
    let old = EndpointSlice(metadata: ObjectMetadata(name: "e"), addressType: "IPv4")
    let new = EndpointSlice(metadata: ObjectMetadata(name: "e"), addressType: "IPv6")
    #expect(
      new.validateUpdate(from: old).map(\.description) == [
        #"addressType: Invalid value: "IPv6": field is immutable"#
      ])
  }

  @Test func ourOwnSlicesMayHoldLoopbackAddresses() {
    let slice = EndpointSlice(
      metadata: ObjectMetadata(name: "e"), addressType: "IPv4",
      endpoints: [SliceEndpoint(addresses: ["127.77.0.6", "0.0.0.0"])])
    #expect(
      slice.validate(allowingLoopback: true).map(\.detail) == ["may not be unspecified (0.0.0.0)"])
    #expect(slice.validate().count == 2)
  }
}
