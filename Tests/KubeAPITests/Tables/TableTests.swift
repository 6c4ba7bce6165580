import KubeAPI
import Objects
import Testing

/// The table around the rows, and cells of kinds besides pods.
struct TableTests {
  static let now = Timestamp(text: "2026-01-01T01:00:00Z")!

  static func object(_ json: String) throws -> any KubernetesObject {
    try Resource.object(from: Value.parse(json: json))
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    /// From the second to where the expectation ends.
    let cells: [Value]
    let object: String
    var testDescription: String { name }

    init(_ name: String, _ cells: [Value], _ object: String) {
      (self.name, self.cells, self.object) = (name, cells, object)
    }
  }

  private static func service(_ spec: String, _ status: String = "{}") -> String {
    """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"n"},
     "spec":{\(spec)},"status":\(status)}
    """
  }

  private static func claim(_ spec: String, _ status: String, meta: String = "") -> String {
    """
    {"apiVersion":"v1","kind":"PersistentVolumeClaim",
     "metadata":{"name":"c","namespace":"n"\(meta)},"spec":{\(spec)},"status":{\(status)}}
    """
  }

  private static func node(_ fields: String, meta: String = "") -> String {
    #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"\#(meta)},\#(fields)}"#
  }

  static let ready = #""status":{"conditions":[{"type":"Ready","status":"True"}]}"#
  static let deleted = #","deletionTimestamp":"2026-01-01T00:00:00Z""#

  static let services = [
    Row(
      "ports", ["NodePort", "10.0.0.1", "<none>", "80:30080/TCP,53/UDP", "<unknown>", "a=1,b=2"],
      service(
        #""type":"NodePort","clusterIPs":["10.0.0.1"],"selector":{"b":"2","a":"1"},"ports":["#
          + #"{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]"#)),
    Row(
      "external addresses", ["ClusterIP", "None", "1.1.1.1,2.2.2.2", "<none>"],
      service(#""type":"ClusterIP","clusterIPs":["None"],"externalIPs":["1.1.1.1","2.2.2.2"]"#)),
    Row(
      "an alias", ["ExternalName", "<none>", "example.org", "<none>"],
      service(#""type":"ExternalName","externalName":"example.org""#)),
    Row(
      "a load balancer to come", ["LoadBalancer", "<none>", "<pending>"],
      service(#""type":"LoadBalancer""#)),
    Row(
      "a load balancer", ["LoadBalancer", "<none>", "1.1.1.1,lb.example.org,3.3.3.3"],
      service(
        #""type":"LoadBalancer","externalIPs":["3.3.3.3"]"#,
        #"{"loadBalancer":{"ingress":[{"hostname":"lb.example.org"},{"ip":"1.1.1.1"}]}}"#)),
  ]

  static let storage = [
    Row(
      "an unbound claim", ["Pending", "", "", "", "fast", "<unset>", "<unknown>", "<unset>"],
      claim(
        #""accessModes":["ReadWriteOnce"],"storageClassName":"fast""#,
        #""phase":"Pending","capacity":{"storage":"1Gi"}"#)),
    Row(
      "a claim with a named volume", ["Pending", "v", "0", "", ""],
      claim(#""volumeName":"v""#, #""phase":"Pending""#)),
    Row(
      "a claim on its way out", ["Terminating", "v", "1Gi", "RWO,ROX,RWX,RWOP", "old", "gold"],
      claim(
        #""volumeName":"v","volumeAttributesClassName":"gold","storageClassName":"new""#,
        #""phase":"Bound","capacity":{"storage":"1024Mi"},"accessModes":["ReadWriteOncePod","#
          + #""ReadWriteMany","ReadOnlyMany","ReadWriteOnce"]"#,
        meta: #","annotations":{"volume.beta.kubernetes.io/storage-class":"old"}\#(deleted)"#)),
    Row(
      "a free volume",
      ["5Gi", "RWX", "Retain", "Available", "", "", "<unset>", "", "<unknown>", "Block"],
      """
      {"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"v"},"spec":{"capacity":
       {"storage":"5Gi"},"accessModes":["ReadWriteMany"],"volumeMode":"Block",
       "persistentVolumeReclaimPolicy":"Retain"},"status":{"phase":"Available"}}
      """),
    Row(
      "a bare class", ["p", "Delete", "Immediate", false],
      #"{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"c"},"#
        + #""provisioner":"p"}"#),
  ]

  static let others = [
    Row(
      "a node that is not ready", ["NotReady,SchedulingDisabled", "<none>"],
      node(
        #""spec":{"unschedulable":true},"status":{"conditions":["#
          + #"{"type":"Ready","status":"Unknown"}]}"#
      )),
    Row(
      "a node nobody has heard of",
      [
        "Unknown", "<none>", "<unknown>", "", "<none>", "<none>",
        "<unknown>", "<unknown>", "<unknown>",
      ], node(#""spec":{}"#)),
    Row(
      "roles", ["Ready", "control-plane,etcd,old"],
      node(
        ready,
        meta: #","labels":{"node-role.kubernetes.io/etcd":"","kubernetes.io/role":"old","#
          + #""node-role.kubernetes.io/control-plane":"","node-role.kubernetes.io/":""}"#)),
    Row(
      "data of both sorts", [3],
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"n"},"#
        + #""data":{"a":"","b":""},"binaryData":{"c":"AA=="}}"#),
    Row(
      "a secret", ["Opaque", 1],
      #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"c","namespace":"n"},"#
        + #""type":"Opaque","data":{"a":"AA=="}}"#),
    Row(
      "many endpoints", ["IPv4", "80,,web + 1 more...", "10.0.0.1,10.0.0.2,10.0.0.3 + 1 more..."],
      """
      {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","addressType":"IPv4",
       "metadata":{"name":"s","namespace":"n"},
       "ports":[{"port":80},{},{"name":"web"},{"port":81}],
       "endpoints":[{"addresses":["10.0.0.1","10.0.0.2"]},{"addresses":["10.0.0.3","10.0.0.4"]}]}
      """),
    Row(
      "old endpoints of both families", ["[fd00::1]:80,10.0.0.1:80,[fd00::1]:81 + 2 more..."],
      """
      {"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"s","namespace":"n"},"subsets":[
       {"addresses":[{"ip":"fd00::1"},{"ip":"10.0.0.1"}],"ports":[{"port":80},{"port":81}]},
       {"addresses":[{"ip":"10.0.0.9"}]}]}
      """),
    Row(
      "old endpoints that are not ready", [""],
      """
      {"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"s","namespace":"n"},"subsets":[
       {"notReadyAddresses":[{"ip":"10.0.0.9"}]}]}
      """),
  ]

  @Test(arguments: services + storage + others)
  func cells(row: Row) throws {
    let object = try Self.object(row.object)
    let table = Table.render([object], of: object.resource, listMetadata: [:], now: Self.now)
    let cells = try #require(table["rows"]?[0]?["cells"]?.array)
    #expect(Array(cells.dropFirst().prefix(row.cells.count)) == row.cells)
  }

  /// A series tells the last moment and the count; a single event of the newer API has neither.
  @Test func events() throws {
    func cells(_ fields: String) throws -> [Value] {
      let event = try Self.object(
        """
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"n"},
         "involvedObject":{"kind":"StatefulSet","name":"web"},"message":" hi\\n",\(fields)}
        """)
      let table = Table.render([event], of: .event, listMetadata: [:], now: Self.now)
      return table["rows"]?[0]?["cells"]?.array ?? []
    }
    let single = try cells(#""eventTime":"2026-01-01T00:59:00.000000Z""#)
    #expect(single[0] == "60s" && single[7] == "60s" && single[8] == 1)
    #expect(single[3] == "statefulset/web" && single[5] == "" && single[6] == "hi")
    let series = try cells(
      #""firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:30:00Z","count":2,"#
        + #""series":{"count":9,"lastObservedTime":"2026-01-01T00:59:50.000000Z"}"#)
    #expect(series[0] == "10s" && series[7] == "60m" && series[8] == 9)
    let repeated = try cells(
      #""firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:30:00Z","count":2"#)
    #expect(repeated[0] == "30m" && repeated[7] == "60m" && repeated[8] == 2)
  }

  @Test func defaultClassIsMarked() throws {
    let object = try Self.object(
      #"{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","provisioner":"p","metadata":{"#
        + #""name":"c","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}"#)
    let table = Table.render([object], of: .storageClass, listMetadata: [:], now: Self.now)
    #expect(table["rows"]?[0]?["cells"]?[0] == "c (default)")
  }

  @Test func whatGoesWithARow() throws {
    let object = try Self.object(Self.services[0].object)
    func row(_ include: Table.IncludeObject) -> Value? {
      Table.render(
        [object], of: Service.resource, listMetadata: [:], includeObject: include, now: Self.now)[
          "rows"]?[0]
    }
    #expect(row(.none)?["object"] == .null)
    #expect(row(.metadata)?["object"]?["kind"] == "PartialObjectMetadata")
    #expect(row(.metadata)?["object"]?["apiVersion"] == "meta.k8s.io/v1")
    #expect(row(.metadata)?["object"]?["metadata"]?["name"] == "s")
    #expect(row(.metadata)?["object"]?["spec"] == nil)
    #expect(row(.object)?["object"] == object.value)
    #expect(Table.IncludeObject(rawValue: "Metadata") == .metadata)
    #expect(Table.IncludeObject(rawValue: "metadata") == nil)
  }

  @Test func theTableItself() throws {
    let table = Table.render(
      [], of: Pod.resource, listMetadata: ["resourceVersion": "7"], withDefinitions: false,
      now: Self.now)
    #expect(
      table == [
        "kind": "Table", "apiVersion": "meta.k8s.io/v1",
        "metadata": ["resourceVersion": "7"], "columnDefinitions": .null, "rows": [],
      ])
  }

  @Test(arguments: Resource.served)
  func everyKindHasACellAColumn(resource: Resource) throws {
    let object = try Self.object(
      #"{"apiVersion":"\#(resource.apiVersion)","kind":"\#(resource.kind)","#
        + #""metadata":{"name":"x","creationTimestamp":"2026-01-01T00:59:00Z"}}"#)
    let table = Table.render([object], of: resource, listMetadata: [:], now: Self.now)
    let columns = try #require(table["columnDefinitions"]?.array)
    let cells = try #require(table["rows"]?[0]?["cells"]?.array)
    #expect(columns.count == cells.count)
    let name = try #require(columns.firstIndex { $0["format"] == "name" })
    #expect(cells[name] == "x")
    let age = columns.firstIndex { $0["name"] == "Age" }
    #expect(age.map { cells[$0] } == (resource == .event ? nil : "60s"))
  }
}
