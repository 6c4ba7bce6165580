import Testing

@testable import Objects

struct DefaultsTests {
  static func pod(image: String, extra: String = "") throws -> Pod {
    try Pod(
      value: .parse(
        json:
          #"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","#
          + #""image":"\#(image)"\#(extra)}]}}"#
      )
    ).applyingDefaults()
  }

  @Test(arguments: [
    ("httpd", "Always"), ("httpd:latest", "Always"), ("httpd:2", "IfNotPresent"),
    ("localhost:5000/httpd", "Always"), ("localhost:5000/httpd:2", "IfNotPresent"),
    ("httpd@sha256:aeb0", "IfNotPresent"), ("httpd:latest@sha256:aeb0", "Always"),
    ("", "IfNotPresent"),
    ("httpd:latest-alpine", "IfNotPresent"),
  ])
  func pullPolicyFollowsTheTag(image: String, policy: Value) throws {
    #expect(try Self.pod(image: image).spec.containers[0].rest["imagePullPolicy"] == policy)
  }

  @Test func aPodGetsWhatTheAPIServerFillsIn() throws {
    let spec = try Self.pod(image: "a:1", extra: #","ports":[{"containerPort":80}]"#).spec
    #expect(spec.terminationGracePeriodSeconds == 30)
    #expect(
      Value.object(spec.rest).json()
        == #"{"dnsPolicy":"ClusterFirst","enableServiceLinks":true,"restartPolicy":"Always","#
        + #""schedulerName":"default-scheduler","securityContext":{}}"#)
    #expect(spec.containers[0].ports[0].transport == "TCP")
  }

  @Test func probesVolumesAndReferencesGetTheirs() throws {
    let pod = try Pod(
      value: .parse(
        json: #"""
          {"apiVersion":"v1","kind":"Pod","spec":{"hostNetwork":true,"containers":[{
          "name":"a","image":"a:1","ports":[{"containerPort":80}],
          "readinessProbe":{"httpGet":{"port":"web"},"periodSeconds":5},
          "env":[{"name":"X","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
          "resources":{"limits":{"cpu":"1"},"requests":{"memory":"1Gi"}}}],
          "initContainers":[{"name":"b","image":"b"}],
          "volumes":[{"name":"v"},{"name":"s","secret":{"secretName":"x"}},
          {"name":"h","hostPath":{"path":"/"}}]}}
          """#)
    ).applyingDefaults()
    let container = pod.spec.containers[0]
    #expect(
      container.rest["readinessProbe"]?.json()
        == #"{"failureThreshold":3,"httpGet":{"path":"/","port":"web","scheme":"HTTP"},"#
        + #""periodSeconds":5,"successThreshold":1,"timeoutSeconds":1}"#)
    #expect(container.rest["env"]?[0]?["valueFrom"]?["fieldRef"]?["apiVersion"] == "v1")
    #expect(container.rest["resources"]?["requests"]?.json() == #"{"cpu":"1","memory":"1Gi"}"#)
    #expect(container.ports[0].rest["hostPort"] == 80)
    #expect(pod.spec.rest["initContainers"]?[0]?["imagePullPolicy"] == "Always")
    #expect(
      pod.spec.volumes.map { $0.json() } == [
        #"{"emptyDir":{},"name":"v"}"#,
        #"{"name":"s","secret":{"defaultMode":420,"secretName":"x"}}"#,
        #"{"hostPath":{"path":"/","type":""},"name":"h"}"#,
      ])
  }

  @Test(arguments: [
    (
      #""image":{"reference":"a"}"#,
      #"{"image":{"pullPolicy":"Always","reference":"a"},"name":"v"}"#
    ),
    (
      #""image":{"reference":"a:1"}"#,
      #"{"image":{"pullPolicy":"IfNotPresent","reference":"a:1"},"name":"v"}"#
    ),
    (
      #""rbd":{"image":"i","monitors":["m"],"user":"u"}"#,
      #"{"name":"v","rbd":{"image":"i","keyring":"/etc/ceph/keyring","monitors":["m"],"#
        + #""pool":"rbd","user":"u"}}"#
    ),
    (
      #""iscsi":{"iqn":"i","targetPortal":"p"}"#,
      #"{"iscsi":{"iqn":"i","iscsiInterface":"default","lun":0,"targetPortal":"p"},"name":"v"}"#
    ),
    (
      #""azureDisk":{"diskName":"d","diskURI":"u"}"#,
      #"{"azureDisk":{"cachingMode":"ReadWrite","diskName":"d","diskURI":"u","fsType":"ext4","#
        + #""kind":"Shared","readOnly":false},"name":"v"}"#
    ),
    (
      #""projected":{"sources":[{"clusterTrustBundle":{"path":"p"}}]}"#,
      #"{"name":"v","projected":{"defaultMode":420,"sources":[{}]}}"#
    ),
  ])
  func volumesGetTheirs(given: String, filled: String) throws {
    let pod = try Pod(
      value: .parse(
        json: #"{"apiVersion":"v1","kind":"Pod","spec":{"volumes":[{"name":"v",\#(given)}]}}"#))
    #expect(pod.applyingDefaults().spec.volumes.map { $0.json() } == [filled])
  }

  /// Init containers too, and what they all share; a template is left alone.
  @Test func limitsAreAskedFor() throws {
    let spec = try Value.parse(
      json: #"""
        {"containers":[{"name":"a","resources":{"requests":{"cpu":"500m"}}},
        {"name":"b","resources":{"limits":{"cpu":"1","hugepages-1Gi":"1Gi"}}}],
        "initContainers":[{"name":"c","resources":{"limits":{"memory":"1Gi"}}}],
        "resources":{"limits":{"cpu":"2","memory":"2Gi","hugepages-2Mi":"2Mi"}}}
        """#)
    let pod = try Pod(value: ["spec": spec]).applyingDefaults().spec
    #expect(
      pod.rest["initContainers"]?[0]?["resources"]?["requests"]?.json() == #"{"memory":"1Gi"}"#)
    #expect(
      pod.rest["resources"]?["requests"]?.json()
        == #"{"cpu":"1500m","hugepages-1Gi":"1Gi","hugepages-2Mi":"2Mi","memory":"1Gi"}"#)
    // Of which size the pod says nothing itself.
    #expect(pod.rest["resources"]?["limits"]?["hugepages-1Gi"] == "1Gi")
    let set = try StatefulSet(value: ["spec": ["template": ["spec": spec]]]).applyingDefaults()
    #expect(set.spec.template.spec.rest["resources"] == spec["resources"])
  }

  @Test func whatIsBehindAClosedGateIsDropped() throws {
    let pod = try Pod(
      value: .parse(
        json: #"""
          {"spec":{"schedulingGroup":{"podGroupName":"g"},"containers":[
          {"name":"a","lifecycle":{"stopSignal":"SIGTERM"}},
          {"name":"b","lifecycle":{"stopSignal":"SIGTERM","preStop":{"sleep":{"seconds":1}}}}]}}
          """#)
    ).applyingDefaults().spec
    #expect(pod.rest["schedulingGroup"] == nil)
    #expect(
      pod.containers.map { $0.rest["lifecycle"]?.json() } == [
        nil, #"{"preStop":{"sleep":{"seconds":1}}}"#,
      ])
  }

  /// A claim is filled from its own namespace alone.
  @Test func aClaimsSourceHasNoNamespace() throws {
    let claim = try GenericObject(
      value: .parse(
        json: #"""
          {"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{
          "dataSourceRef":{"kind":"PersistentVolumeClaim","name":"c","namespace":"other"}}}
          """#)
    ).applyingDefaults()
    let source = #"{"kind":"PersistentVolumeClaim","name":"c"}"#
    #expect(
      ["dataSource", "dataSourceRef"].map { claim.body["spec"]?[$0]?.json() } == [source, source])
  }

  @Test func aSetGetsWhatTheAPIServerFillsIn() {
    let spec = StatefulSet(metadata: ObjectMetadata(), spec: StatefulSetSpec()).applyingDefaults()
      .spec
    #expect(spec.replicas == 1)
    #expect(spec.revisionHistoryLimit == 10)
    #expect(spec.podManagementPolicy == "OrderedReady")
    #expect(spec.updateStrategyType == "RollingUpdate")
    #expect(spec.rollingUpdate?.partition == 0)
    #expect(spec.rollingUpdate?.maxUnavailable == nil)
    #expect([spec.retainWhenDeleted, spec.retainWhenScaled] == ["Retain", "Retain"])
    #expect(spec.ordinalsStart == nil)
  }

  @Test func maxUnavailableNeedsItsGate() {
    var set = StatefulSet(
      metadata: ObjectMetadata(),
      spec: StatefulSetSpec(rollingUpdate: RollingUpdate(maxUnavailable: 2)))
    #expect(set.applyingDefaults().spec.rollingUpdate?.maxUnavailable == nil)
    let gates = FeatureGates(maxUnavailableStatefulSet: true)
    #expect(set.applyingDefaults(gates: gates).spec.rollingUpdate?.maxUnavailable == 2)
    set.spec.rollingUpdate?.maxUnavailable = nil
    #expect(set.applyingDefaults(gates: gates).spec.rollingUpdate?.maxUnavailable == 1)
    set.spec.updateStrategyType = "OnDelete"
    #expect(set.applyingDefaults(gates: gates).spec.rollingUpdate?.maxUnavailable == nil)
  }

  /// A type alone is a whole strategy; upstream fills in what stands in `rollingUpdate` only.
  @Test(
    arguments: [
      ("{}", #"{"rollingUpdate":{"partition":0},"type":"RollingUpdate"}"#),
      (#"{"type":"RollingUpdate"}"#, #"{"type":"RollingUpdate"}"#),
      (#"{"type":"RollingUpdate","rollingUpdate":null}"#, #"{"type":"RollingUpdate"}"#),
      (
        #"{"type":"RollingUpdate","rollingUpdate":{}}"#,
        #"{"rollingUpdate":{"partition":0},"type":"RollingUpdate"}"#
      ),
      (
        #"{"rollingUpdate":{"partition":3}}"#,
        #"{"rollingUpdate":{"partition":3},"type":"RollingUpdate"}"#
      ),
      (#"{"type":"OnDelete"}"#, #"{"type":"OnDelete"}"#),
    ])
  func strategyIsFilledInWhereUpstreamDoes(given: String, filled: String) throws {
    let set = try StatefulSet(
      value: ["spec": ["updateStrategy": try Value.parse(json: given)]])
    let strategy = set.applyingDefaults().value["spec"]?["updateStrategy"]
    #expect(strategy?.json() == filled)
  }

  @Test(
    arguments: [
      (
        ServiceSpec(clusterIP: "None", clusterIPs: ["None"], selector: ["a": "b"]), ["IPv4"],
        ["IPv4"], "SingleStack"
      ),
      (
        ServiceSpec(clusterIP: "None", clusterIPs: ["None"]), ["IPv4"], ["IPv4", "IPv6"],
        "RequireDualStack"
      ),
      (ServiceSpec(selector: ["a": "b"]), ["IPv6", "IPv4"], ["IPv6"], "SingleStack"),
      (ServiceSpec(ipFamilyPolicy: "PreferDualStack"), ["IPv4"], ["IPv4"], "PreferDualStack"),
      (
        ServiceSpec(ipFamilyPolicy: "PreferDualStack"), ["IPv4", "IPv6"], ["IPv4", "IPv6"],
        "PreferDualStack"
      ),
      (
        ServiceSpec(ipFamilies: ["IPv6"], ipFamilyPolicy: "RequireDualStack"), ["IPv4", "IPv6"],
        ["IPv6", "IPv4"], "RequireDualStack"
      ),
      (
        ServiceSpec(clusterIP: "fd00::1", clusterIPs: ["fd00::1"]), ["IPv4", "IPv6"], ["IPv6"],
        "SingleStack"
      ),
      (ServiceSpec(type: "ExternalName", externalName: "a.b"), ["IPv4"], [], ""),
    ] as [(ServiceSpec, [String], [String], String)])
  func familiesOfAService(spec: ServiceSpec, cluster: [String], families: [String], policy: String)
  {
    var settled = spec
    let problems = ServiceFamilies(ofPods: cluster, ofRanges: cluster)
      .settle(&settled, replacing: nil)
    #expect(problems == [])
    #expect(settled.ipFamilies == families)
    #expect(settled.ipFamilyPolicy == policy)
  }

  @Test func aServiceGetsWhatTheAPIServerFillsIn() {
    let spec = ServiceSpec(
      clusterIP: "None", selector: ["a": "b"], ports: [ServicePort(transport: "", port: 80)])
    let service = Service(metadata: ObjectMetadata(), spec: spec).applyingDefaults().spec
    #expect(service.type == "ClusterIP")
    #expect(service.clusterIPs == ["None"])
    #expect(service.ports[0].transport == "TCP")
    #expect(service.ports[0].targetPort == .number(80))
    #expect(
      Value.object(service.rest).json()
        == #"{"internalTrafficPolicy":"Cluster","sessionAffinity":"None"}"#)
  }
}
