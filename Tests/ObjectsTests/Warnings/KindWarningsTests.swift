import Testing

@testable import Objects

/// Kinds other than pods, new and changed.
struct KindWarningsTests {
  static func claim(_ size: String) -> String {
    #"{"resources":{"requests":{"storage":"\#(size)"}}}"#
  }
  static func whole(_ version: String, _ kind: String, _ rest: String) -> String {
    #"{"apiVersion":"\#(version)","kind":"\#(kind)",\#(rest)}"#
  }
  static func service(_ spec: String, annotations: String = "") -> String {
    whole(
      "v1", "Service",
      #""metadata":{"name":"s","annotations":{\#(annotations)}},"spec":{\#(spec)}"#)
  }
  static func volume(_ spec: String) -> String {
    whole("v1", "PersistentVolume", #""metadata":{"name":"v"},"spec":{\#(spec)}"#)
  }
  static func secret(_ certificate: String, _ key: String) -> String {
    let data = [("tls.crt", certificate), ("tls.key", key)].map { name, text in
      let octets = text.isEmpty ? "" : "-----BEGIN \(text)-----\nAA==\n-----END \(text)-----\n"
      return #""\#(name)":"\#(Base64.encode(octets.utf8))""#
    }
    return whole(
      "v1", "Secret",
      #""metadata":{"name":"t"},"type":"kubernetes.io/tls","data":{\#(data.joined(separator: ","))}"#
    )
  }

  static let storageClass =
    #"metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; "#
    + #"use "storageClassName" attribute instead"#
  static let fraction = #"fractional byte value "100m" is invalid, must be an integer"#
  static let external =
    "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
  static let ports = #""ports":[{"port":80}]"#

  static let rows: [WarningRow] = [
    WarningRow("a Service", service(#""clusterIP":"None",\#(ports)"#)),
    WarningRow(
      "a headless Service",
      service(
        #""clusterIP":"None","sessionAffinity":"ClientIP","externalIPs":["192.0.2.1"],"#
          + #""loadBalancerIP":"192.0.2.2",\#(ports)"#),
      ["loadBalancerIP", "externalIPs", "SessionAffinity"].map {
        "spec.\($0) is ignored for headless services"
      } + [external]),
    WarningRow(
      "an old annotation and a deprecated distribution",
      service(
        #""trafficDistribution":"PreferClose","externalName":"x.org",\#(ports)"#,
        annotations: #""service.kubernetes.io/topology-aware-hints":"auto""#),
      [
        "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use "
          + "service.kubernetes.io/topology-mode instead",
        #"spec.externalName is ignored when spec.type is not "ExternalName""#,
        #"spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone""#,
      ]),
    WarningRow(
      "an external name with addresses",
      service(#""type":"ExternalName","externalName":"x.org","externalIPs":["192.0.2.1"]"#),
      [external, #"spec.externalIPs is ignored when spec.type is "ExternalName""#]),
    WarningRow(
      "addresses of a Service",
      service(
        #""type":"LoadBalancer","clusterIP":"FD00::1","clusterIPs":["FD00::1"],"#
          + #""loadBalancerIP":"FD00::2","loadBalancerSourceRanges":["FD00::/64","10.0.0.0/8"],"#
          + ports),
      [
        #"spec.clusterIPs[0]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")"#,
        #"spec.loadBalancerIP: IPv6 address "FD00::2" should be in RFC 5952 canonical format "#
          + #"("fd00::2")"#,
        #"spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "FD00::/64" should be in RFC 5952 "#
          + #"canonical format ("fd00::/64")"#,
      ]),
    WarningRow(
      "a claim",
      whole(
        "v1", "PersistentVolumeClaim",
        #""metadata":{"name":"c","annotations":{"volume.beta.kubernetes.io/storage-class":"x"}},"#
          + #""spec":{"resources":{"limits":{"storage":"100m"},"requests":{"storage":"100m"}}}"#),
      [
        storageClass, "spec.resources.requests[storage]: \(fraction)",
        "spec.resources.limits[storage]: \(fraction)",
      ]),
    WarningRow(
      "a volume",
      volume(
        #""persistentVolumeReclaimPolicy":"Recycle","rbd":{},"nodeAffinity":{"required":{"#
          + #""nodeSelectorTerms":[{"matchExpressions":[{"key":"beta.kubernetes.io/arch"}]}]}}"#),
      [
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the "
          + "recommended approach is to use dynamic provisioning.",
        "spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: "
          + #"beta.kubernetes.io/arch is deprecated since v1.14; use "kubernetes.io/arch" instead"#,
        "spec.rbd: deprecated in v1.28, non-functional in v1.31+",
      ]),
    WarningRow(
      "annotations of a volume",
      whole(
        "v1", "PersistentVolume",
        #""metadata":{"name":"v","annotations":{"volume.beta.kubernetes.io/mount-options":"x","#
          + #""volume.beta.kubernetes.io/storage-class":"x"}},"spec":{"storageos":{}}"#),
      [
        storageClass,
        "metadata.annotations[volume.beta.kubernetes.io/mount-options]: deprecated since v1.31; use "
          + #""mountOptions" attribute instead"#,
        "spec.storageOS: deprecated in v1.22, non-functional in v1.25+",
      ]),
    WarningRow(
      "a node",
      whole("v1", "Node", #""metadata":{"name":"n"},"spec":{"configSource":{},"externalID":"x"}"#),
      [
        "spec.configSource: the feature is removed",
        "spec.externalID: this field is deprecated, and is unused by Kubernetes",
      ]),
    WarningRow(
      "a storage class",
      whole(
        "storage.k8s.io/v1", "StorageClass",
        #""metadata":{"name":"c"},"provisioner":"p","allowedTopologies":[{"matchLabelExpressions":["#
          + #"{"key":"failure-domain.beta.kubernetes.io/zone","values":["z"]}]}]"#),
      [
        "allowedTopologies[0].matchLabelExpressions[0].key: deprecated since v1.17; use "
          + #""topology.kubernetes.io/zone" instead"#
      ]),
    WarningRow(
      "endpoints",
      whole(
        "v1", "Endpoints",
        #""metadata":{"name":"e"},"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"FD00::1"}],"#
          + #""notReadyAddresses":[{"ip":"FD00::2"}]}]"#),
      [
        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
        #"subsets[0].addresses[1].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format "#
          + #"("fd00::1")"#,
        #"subsets[0].notReadyAddresses[0].ip: IPv6 address "FD00::2" should be in RFC 5952 "#
          + #"canonical format ("fd00::2")"#,
      ]),
    WarningRow("a certificate and a key", secret("CERTIFICATE", "EC PRIVATE KEY")),
    WarningRow(
      "no certificate", secret("", "PRIVATE KEY"),
      ["tls: failed to find any PEM data in certificate input"]),
    WarningRow(
      "a key as a certificate", secret("PRIVATE KEY", ""),
      [
        "tls: failed to find certificate PEM data in certificate input, but did find a private key; "
          + "PEM inputs may have been switched"
      ]),
    WarningRow(
      "something else as a certificate", secret("X", "X"),
      [
        #"tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks "#
          + "of the following types: [X]"
      ]),
    WarningRow(
      "no key", secret("CERTIFICATE", ""), ["tls: failed to find any PEM data in key input"]),
    WarningRow(
      "a certificate as a key", secret("CERTIFICATE", "CERTIFICATE"),
      ["tls: found a certificate rather than a key in the PEM for the private key"]),
    WarningRow("a ConfigMap", whole("v1", "ConfigMap", #""metadata":{"name":"m"}"#)),
    WarningRow("a namespace", whole("v1", "Namespace", #""metadata":{"name":"m"}"#)),
  ]

  @Test(arguments: rows) func newAndChanged(_ row: WarningRow) throws {
    let object = try WarningRow.object(row.json)
    #expect(object.warnings.map(\.text) == row.warnings)
    #expect(object.updateWarnings(replacing: object).map(\.text) == row.warnings)
    #expect(object.statusWarnings.isEmpty)
  }

  /// Upstream's paths differ between a new set and a changed one.
  @Test func ofASet() throws {
    var set = try WarningRow.read(
      #"{"metadata":{"name":"web","generation":1},"spec":{"revisionHistoryLimit":-1,"template":{"#
        + #""spec":{"nodeSelector":{"app.kubernetes.io/created-by":"x"}}},"#
        + #""volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":\#(Self.claim("100m"))}]}}"#,
      as: StatefulSet.self)
    let template =
      "spec.template.spec.nodeSelector[app.kubernetes.io/created-by]: deprecated since v1.9"
    let history =
      "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 "
      + "is recommended"
    let claims = "spec.volumeClaimTemplates[0]"
    let amount = "resources.requests[storage]: \(Self.fraction)"
    #expect(set.warnings.map(\.text) == [template, "\(claims).\(amount)", history])
    #expect(
      set.warnings[1].path.description
        == "spec.volumeClaimTemplates[0].spec.resources.requests[storage]")
    let old = set
    #expect(set.updateWarnings(from: old).map(\.text) == ["\(claims).Spec.\(amount)", history])
    set.metadata.generation = 2
    #expect(
      set.updateWarnings(from: old).map(\.text) == [template, "\(claims).Spec.\(amount)", history])
    #expect(set.statusWarnings.isEmpty)
  }

  @Test func ofASlice() throws {
    var slice = EndpointSlice(
      metadata: ObjectMetadata(name: "s"), addressType: "FQDN",
      endpoints: [SliceEndpoint(addresses: ["a.example", "FD00::1"])])
    let address =
      #"endpoints[0].addresses[1]: IPv6 address "FD00::1" should be in RFC 5952 canonical format "#
      + #"("fd00::1")"#
    #expect(
      slice.warnings.map(\.text)
        == ["spec.addressType: FQDN endpoints are deprecated", address])
    #expect(slice.warnings[0].path == FieldPath("addressType"))
    #expect(slice.updateWarnings(from: slice).map(\.text) == [address])
    slice.metadata.labels["endpointslice.kubernetes.io/managed-by"] =
      "endpointslice-controller.k8s.io"
    #expect(slice.updateWarnings(from: slice).isEmpty)
  }

  @Test func ofAServiceAccount() throws {
    let account = try WarningRow.object(
      Self.whole(
        "v1", "ServiceAccount",
        #""metadata":{"name":"a","annotations":{"kubernetes.io/enforce-mountable-secrets":"true"}}"#
      ))
    #expect(
      account.warnings.map(\.text) == [
        "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer "
          + "separate namespaces to isolate access to mounted secrets"
      ])
    #expect(account.updateWarnings(replacing: account).isEmpty)
  }

  @Test func addressesOfAServicesStatus() throws {
    let service = try WarningRow.read(
      #"{"metadata":{"name":"s"},"status":{"loadBalancer":{"ingress":[{"hostname":"x"},"#
        + #"{"ip":"FD00::1"}]}}}"#, as: Service.self)
    #expect(
      service.statusWarnings.map(\.text) == [
        #"status.loadBalancer.ingress[1]: IPv6 address "FD00::1" should be in RFC 5952 canonical "#
          + #"format ("fd00::1")"#
      ])
  }
}
