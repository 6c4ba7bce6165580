import Testing

@testable import Objects

/// Texts that are pointers in Go: the empty one is a value of its own, which no default replaces.
struct EmptyTextTableTests {
  static func spec(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }
  static func pod(_ context: String) -> String { spec(#""securityContext":{\#(context)}"#) }
  static func own(_ context: String) -> String {
    PodTableTests.container(#""securityContext":{\#(context)}"#)
  }
  static func mount(_ fields: String) -> String {
    PodTableTests.container(
      #""volumeMounts":[{"name":"v","mountPath":"/v",\#(fields)}]"#,
      spec: #""volumes":[{"name":"v","emptyDir":{}}]"#)
  }
  static func empty(_ path: String, _ words: String...) -> String {
    let list = words.map { #""\#($0)""# }.joined(separator: ", ")
    return #"\#(path): Unsupported value: "": supported values: \#(list)"#
  }

  static let pods: [ValidationRow] = [
    ValidationRow(
      "what comes first", spec(#""preemptionPolicy":"""#), ["spec.preemptionPolicy: Required value"]
    ),
    ValidationRow(
      "what runs it", spec(#""runtimeClassName":"""#),
      [#"spec.runtimeClassName: Invalid value: "": \#(Texts.subdomain)"#]),
    ValidationRow(
      "its name", spec(#""hostnameOverride":"""#),
      [#"spec.hostnameOverride: Invalid value: "": \#(Texts.subdomain)"#]),
    ValidationRow(
      "whose files", pod(#""fsGroupChangePolicy":"","supplementalGroupsPolicy":"""#),
      [
        empty("spec.securityContext.fsGroupChangePolicy", "Always", "OnRootMismatch"),
        empty("spec.securityContext.supplementalGroupsPolicy", "Merge", "Strict"),
      ]),
    ValidationRow(
      "labels of files", pod(#""seLinuxChangePolicy":"""#),
      [empty("spec.securityContext.seLinuxChangePolicy", "Recursive")]),
    ValidationRow(
      "Windows",
      pod(
        #""windowsOptions":{"gmsaCredentialSpecName":"","gmsaCredentialSpec":"","runAsUserName":""}"#
      ),
      [
        #"gmsaCredentialSpecName: Invalid value: "": \#(Texts.subdomain)"#,
        #"gmsaCredentialSpec: Invalid value: "": gmsaCredentialSpec cannot be an empty string"#,
        #"runAsUserName: Invalid value: "": runAsUserName cannot be an empty string"#,
      ].map { "spec.securityContext.windowsOptions.\($0)" }),
    ValidationRow(
      "a profile for all and a file of none",
      pod(#""seccompProfile":{"type":"Unconfined","localhostProfile":""}"#),
      [
        #"spec.securityContext.seccompProfile.localhostProfile: Invalid value: "#
          + #"{"Type":"Unconfined","LocalhostProfile":""}: "#
          + "can only be set when seccomp type is Localhost"
      ]),
    ValidationRow(
      "what it sees of processes", own(#""procMount":"""#),
      [empty("spec.containers[0].securityContext.procMount", "Default", "Unmasked")]),
    ValidationRow(
      "when it begins again", PodTableTests.container(#""restartPolicy":"""#),
      [empty("spec.containers[0].restartPolicy", "Always", "Never", "OnFailure")]),
    ValidationRow(
      "when the first begin again", PodTableTests.starter(#""restartPolicy":"""#),
      [empty("spec.initContainers[0].restartPolicy", "Always", "Never", "OnFailure")]),
    ValidationRow(
      "mounts in mounts", mount(#""mountPropagation":"","recursiveReadOnly":"""#),
      [
        empty(
          "spec.containers[0].volumeMounts.mountPropagation", "Bidirectional", "HostToContainer",
          "None"),
        empty(
          "spec.containers[0].volumeMounts.recursiveReadOnly", "Disabled", "Enabled",
          "IfPossible"),
      ]),
    ValidationRow(
      "nodes that count",
      spec(
        #""topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway","nodeAffinityPolicy":"","nodeTaintsPolicy":""}]"#
      ),
      ["nodeAffinityPolicy", "nodeTaintsPolicy"].map {
        empty("spec.topologySpreadConstraints[0].\($0)", "Honor", "Ignore")
      }),
    ValidationRow(
      "a claim", spec(#""resourceClaims":[{"name":"c","resourceClaimName":""}]"#),
      [#"spec.resourceClaims[0].resourceClaimName: Invalid value: "": \#(Texts.subdomain)"#]),
    ValidationRow(
      "two claims of no name",
      spec(
        #""resourceClaims":[{"name":"c","resourceClaimName":"","resourceClaimTemplateName":""}]"#),
      [
        #"spec.resourceClaims[0]: Invalid value: {"Name":"c","ResourceClaimName":"","#
          + #""ResourceClaimTemplateName":""}: at most one of `resourceClaimName` or "#
          + "`resourceClaimTemplateName` may be specified",
        #"spec.resourceClaims[0].resourceClaimName: Invalid value: "": \#(Texts.subdomain)"#,
        #"spec.resourceClaims[0].resourceClaimTemplateName: Invalid value: "": \#(Texts.subdomain)"#,
      ]),
    ValidationRow(
      "disks",
      spec(
        #""volumes":[{"name":"a","azureDisk":{"diskName":"d","diskURI":"https://a","kind":"","cachingMode":"","fsType":""}},{"name":"i","iscsi":{"targetPortal":"t","iqn":"iqn.2015-02.example.com:t","lun":1,"initiatorName":""}}]"#
      ),
      [
        empty("spec.volumes[0].azureDisk.cachingMode", "None", "ReadOnly", "ReadWrite"),
        empty("spec.volumes[0].azureDisk.kind", "Dedicated", "Managed", "Shared"),
        #"spec.volumes[1].iscsi.initiatorname: Invalid value: "": "#
          + "must be valid format starting with iqn, eui, or naa",
      ]),
    ValidationRow(
      "a claim of its own",
      spec(
        #""volumes":[{"name":"e","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1"}},"volumeMode":"","storageClassName":"","volumeAttributesClassName":""}}}}]"#
      ),
      [
        empty(
          "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode", "Block", "Filesystem")
      ]),
    ValidationRow(
      "what may be empty",
      spec(
        #""dnsConfig":{"options":[{"name":"o","value":""}]},"volumes":[{"name":"h","hostPath":{"path":"/h","type":""}},{"name":"c","csi":{"driver":"d","fsType":""}}]"#
      )),
  ]

  @Test(arguments: pods) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors)
  }

  @Test(arguments: pods) func template(row: ValidationRow) throws {
    let patch = #"{"spec":{"template":\#(row.patch)}}"#
    let template = ValidationRow(row.testDescription, patch, row.errors)
    #expect(
      try template.createErrors(of: StatefulSetTableTests.base)
        == row.errors.map { "spec.template.\($0)" })
  }

  static let policies = #""PreferDualStack", "RequireDualStack", "SingleStack""#
  static let services: [ValidationRow] = [
    ValidationRow(
      "families", spec(#""ipFamilyPolicy":"""#),
      [#"spec.ipFamilyPolicy: Unsupported value: "": supported values: \#(policies)"#]),
    ValidationRow(
      "families of another name",
      spec(#""type":"ExternalName","externalName":"a.example","ipFamilyPolicy":"""#),
      ["spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services"]),
    ValidationRow(
      "traffic", spec(#""internalTrafficPolicy":"","trafficDistribution":"""#),
      [
        empty("spec.internalTrafficPolicy", "Cluster", "Local"),
        empty("spec.trafficDistribution", "PreferClose", "PreferSameZone", "PreferSameNode"),
      ]),
    ValidationRow(
      "traffic from outside", spec(#""externalTrafficPolicy":"","sessionAffinity":"","type":"""#)),
    ValidationRow(
      "a balancer", spec(#""type":"LoadBalancer","loadBalancerClass":"""#),
      [
        #"Invalid value: "": name part must be non-empty"#,
        #"Invalid value: "": \#(Texts.name)"#,
      ].map { "spec.loadBalancerClass: \($0)" }),
    ValidationRow(
      "no balancer", spec(#""loadBalancerClass":"""#),
      ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"]),
    ValidationRow(
      "what is spoken", ServiceTableTests.ports(#"{"port":1,"appProtocol":""}"#),
      [
        #"Invalid value: "": name part must be non-empty"#,
        #"Invalid value: "": \#(Texts.name)"#,
      ].map { "spec.ports[0].appProtocol: \($0)" }),
  ]

  @Test(arguments: services) func newService(row: ValidationRow) throws {
    #expect(try row.createErrors(of: ServiceTableTests.base) == row.errors)
  }

  static let slices: [ValidationRow] = [
    ValidationRow(
      "places", EndpointSliceTableTests.endpoint(#""nodeName":"","hostname":"","zone":"""#),
      [
        #"endpoints[0].nodeName: Invalid value: "": \#(Texts.subdomain)"#,
        #"endpoints[0].hostname: Invalid value: "": \#(Texts.label)"#,
      ]),
    ValidationRow(
      "ports", #"{"ports":[{"name":"","protocol":"","port":1}]}"#,
      [empty("ports[0].protocol", "SCTP", "TCP", "UDP")]),
    ValidationRow(
      "what is spoken", #"{"ports":[{"appProtocol":"","port":1}]}"#,
      [
        #"Invalid value: "": name part must be non-empty"#,
        #"Invalid value: "": \#(Texts.name)"#,
      ].map { "ports[0].appProtocol: \($0)" }),
  ]

  @Test(arguments: slices) func newSlice(row: ValidationRow) throws {
    #expect(try row.createErrors(of: EndpointSliceTableTests.base) == row.errors)
  }

  static let classes: [ValidationRow] = [
    ValidationRow("what becomes of volumes", #"{"reclaimPolicy":""}"#),
    ValidationRow(
      "when they are made", #"{"volumeBindingMode":""}"#,
      [empty("volumeBindingMode", "Immediate", "WaitForFirstConsumer")]),
  ]

  @Test(arguments: classes) func newClass(row: ValidationRow) throws {
    let base =
      #"{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"c"},"provisioner":"p"}"#
    #expect(try row.createErrors(of: base) == row.errors)
  }

  @Test func aPointOfABalancer() throws {
    let point = #"{"status":{"loadBalancer":{"ingress":[{"ip":"10.0.0.1","ipMode":""}]}}}"#
    let row = ValidationRow("", Self.spec(#""type":"LoadBalancer""#))
    let old = try #require(
      row.object(of: ServiceTableTests.base, patched: row.patch) as? Service)
    var new = try #require(
      row.object(of: ServiceTableTests.base, patched: point) as? Service)
    new.spec = old.spec
    let path = "status.loadBalancer.ingress[0].ipMode"
    #expect(
      new.applyingStatusDefaults().validateStatusUpdate(from: old).map(\.description)
        == [Self.empty(path, "Proxy", "VIP")])
  }

  /// What is no pointer is not there when it is empty.
  @Test func plainTextsAreLeftOut() throws {
    let text =
      #"{"apiVersion":"v1","kind":"Pod","spec":{"hostname":"","schedulerName":"","nodeName":"","#
      + #""hostnameOverride":"","runtimeClassName":"","containers":[{"name":"a","workingDir":"","#
      + #""lifecycle":{"stopSignal":""},"volumeMounts":[{"subPath":"","mountPropagation":""}]}]}}"#
    let value = try Schema.normalize(Value.parse(json: text), of: Pod.resource)
    #expect(
      value["spec"]
        == (try Value.parse(
          json: #"{"hostnameOverride":"","runtimeClassName":"","containers":[{"name":"a","#
            + #""resources":{},"lifecycle":{"stopSignal":""},"#
            + #""volumeMounts":[{"mountPropagation":""}]}]}"#)))
  }
}
