import Objects
import Testing

struct ServerSideApplyTests {
  static let now = Timestamp(text: "2026-11-23T00:05:18Z")!

  static func apply(
    _ text: String, to stored: Value? = nil, by manager: String = "one", force: Bool = false,
    of resource: Resource = Pod.resource, subresource: String = ""
  ) throws -> Value {
    try ServerSideApply.apply(
      .parse(json: text), to: stored, of: resource, manager: manager, subresource: subresource,
      force: force, now: now)
  }

  static func pod(labels: String = "{}", containers: String = "[]", spec: String = "") -> String {
    #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"s","labels":\#(labels)},"#
      + #""spec":{"containers":\#(containers)\#(spec)}}"#
  }

  static func fields(_ object: Value, of manager: String = "one") -> String? {
    object["metadata"]?["managedFields"]?.array?.first { $0["manager"]?.string == manager }?[
      "fieldsV1"]?.json()
  }

  @Test func whatIsAppliedIsOwned() throws {
    let pod = try Self.apply(
      Self.pod(
        labels: #"{"a":"1"}"#,
        containers: #"[{"name":"c","image":"i","ports":[{"containerPort":80}],"args":["x"]}]"#,
        spec: #","nodeSelector":{"x":"y"},"securityContext":{}"#))
    #expect(
      Self.fields(pod)
        == #"{"f:metadata":{"f:labels":{"f:a":{}}},"f:spec":{"f:containers":"#
        + #"{"k:{\"name\":\"c\"}":{".":{},"f:args":{},"f:image":{},"f:name":{},"#
        + #""f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":"#
        + #"{".":{},"f:containerPort":{}}}}},"f:nodeSelector":{},"f:securityContext":{}}}"#)
    let entry = pod["metadata"]?["managedFields"]?[0]
    #expect(entry?["operation"] == "Apply")
    #expect(entry?["apiVersion"] == "v1")
    #expect(entry?["time"] == "2026-11-23T00:05:18Z")
    #expect(entry?["subresource"] == nil)
  }

  @Test func whatIsNoLongerAppliedGoes() throws {
    let first = try Self.apply(
      Self.pod(
        labels: #"{"a":"1","b":"2"}"#,
        containers: #"[{"name":"c","image":"i"},{"name":"d","image":"j","tty":true}]"#,
        spec: #","hostname":"h","dnsConfig":{"nameservers":["1.1.1.1"]}"#))
    let second = try Self.apply(
      Self.pod(labels: #"{"a":"1"}"#, containers: #"[{"name":"d","image":"j"}]"#), to: first)
    #expect(second["metadata"]?["labels"] == ["a": "1"])
    #expect(second["spec"]?.json() == #"{"containers":[{"image":"j","name":"d"}]}"#)
  }

  @Test func whatOthersOwnOrNobodyStays() throws {
    let first = try Self.apply(
      Self.pod(labels: #"{"a":"1","b":"2"}"#, containers: #"[{"name":"c","image":"i"}]"#))
    var stored = try Self.apply(Self.pod(labels: #"{"b":"2"}"#), to: first, by: "two")
    stored = stored.merging(["metadata": ["labels": ["stray": "x"]]])
    let after = try Self.apply(
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}"#, to: stored)
    #expect(after["metadata"]?["labels"] == ["b": "2", "stray": "x"])
    #expect(Self.fields(after) == nil)
    #expect(Self.fields(after, of: "two")?.contains("f:b") == true)
  }

  @Test func theSameValueIsSharedAndAnotherIsAConflict() throws {
    let first = try Self.apply(Self.pod(labels: #"{"a":"1","b":"2"}"#))
    let shared = try Self.apply(Self.pod(labels: #"{"a":"1"}"#), to: first, by: "two")
    #expect(Self.fields(shared) == Self.fields(first))
    let error = try #require(throws: ApplyConflict.self) {
      try Self.apply(Self.pod(labels: #"{"a":"9","b":"9"}"#), to: first, by: "two")
    }
    #expect(
      error.description
        == "Apply failed with 2 conflicts: conflicts with \"one\":\n"
        + "- .metadata.labels.a\n- .metadata.labels.b")
    let forced = try Self.apply(
      Self.pod(labels: #"{"a":"9"}"#), to: first, by: "two", force: true)
    #expect(forced["metadata"]?["labels"] == ["a": "9", "b": "2"])
    #expect(Self.fields(forced)?.contains("f:a") == false)
    #expect(Self.fields(forced, of: "two")?.contains("f:a") == true)
  }

  @Test func conflictsInMembersNameThem() throws {
    let first = try Self.apply(
      Self.pod(
        containers:
          #"[{"name":"c","image":"i","ports":[{"containerPort":80,"name":"web"}]}]"#))
    let error = try #require(throws: ApplyConflict.self) {
      try Self.apply(
        Self.pod(
          containers: #"[{"name":"c","ports":[{"containerPort":80,"name":"x"}]}]"#), to: first,
        by: "two")
    }
    #expect(
      error.causes == [
        ApplyConflict.Cause(
          message: #"conflict with "one""#,
          field: #".spec.containers[name="c"].ports[containerPort=80,protocol="TCP"].name"#)
      ])
  }

  @Test func objectsThatNobodyKeptBooksOfBelongToSomebody() throws {
    let stored = try Value.parse(json: Self.pod(labels: #"{"a":"1"}"#))
    let error = try #require(throws: ApplyConflict.self) {
      try Self.apply(Self.pod(labels: #"{"a":"2"}"#), to: stored)
    }
    #expect(
      error.description
        == #"Apply failed with 1 conflict: conflict with "before-first-apply" using v1: "#
        + ".metadata.labels.a")
    #expect(
      ServerSideApply.recordUpdate(
        stored, from: stored, of: Pod.resource, manager: "x", now: Self.now) == stored)
  }

  @Test func membersKeepTheirOrder() throws {
    let first = try Self.apply(
      Self.pod(containers: #"[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}]"#))
    let second = try Self.apply(
      Self.pod(containers: #"[{"name":"d"},{"name":"x"},{"name":"b"}]"#), to: first, by: "two")
    let names = second["spec"]?["containers"]?.array?.compactMap { $0["name"]?.string }
    #expect(Set(names ?? []) == ["a", "b", "c", "d", "x"])
    #expect(names?.filter { ["d", "x", "b"].contains($0) } == ["d", "x", "b"])
    let third = try Self.apply(
      Self.pod(containers: #"[{"name":"a"},{"name":"c"}]"#), to: first, by: "two")
    #expect(third["spec"]?["containers"] == first["spec"]?["containers"])
  }

  @Test func setsMergeByValue() throws {
    let text = { (finalizers: String) in
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","finalizers":\#(finalizers)}}"#
    }
    let first = try Self.apply(text(#"["x/a","x/b"]"#))
    #expect(
      Self.fields(first)?.contains(#""f:finalizers":{"v:\"x/a\"":{},"v:\"x/b\"":{}}"#) == true)
    let second = try Self.apply(text(#"["x/c"]"#), to: first, by: "two")
    #expect(second["metadata"]?["finalizers"]?.array?.count == 3)
    let third = try Self.apply(text(#"["x/b"]"#), to: second)
    #expect(Set(third["metadata"]?["finalizers"]?.array ?? []) == ["x/b", "x/c"])
  }

  @Test func quantitiesInOtherWordsAreTheSame() throws {
    let claim = { (storage: String) in
      #"{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"#
        + #""spec":{"resources":{"requests":{"storage":"\#(storage)"}}}}"#
    }
    let first = try Self.apply(claim("1Gi"), of: .persistentVolumeClaim)
    let second = try Self.apply(
      claim("1024Mi"), to: first, by: "two", of: .persistentVolumeClaim)
    #expect(second["spec"] == first["spec"])
  }

  @Test func theStatusHasItsOwnWay() throws {
    let text =
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"hostname":"h"},"#
      + #""status":{"phase":"Running"}}"#
    let main = try Self.apply(text)
    #expect(main["status"] == nil)
    let status = try Self.apply(text, to: main, by: "kubelet", subresource: "status")
    #expect(status["status"] == ["phase": "Running"])
    #expect(Self.fields(status, of: "kubelet") == #"{"f:status":{"f:phase":{}}}"#)
  }

  @Test(arguments: ["x", #"{"f:a":1}"#, #"{"q:a":{}}"#, #"{"k:x":{}}"#, #"{"v:[":{}}"#, "[]"])
  func brokenBooksAreNoObstacle(fields: String) throws {
    let stored: Value = [
      "metadata": [
        "name": "p",
        "managedFields": [
          ["manager": "m", "operation": "Apply", "fieldsV1": (try? .parse(json: fields)) ?? "x"],
          ["manager": 5], "x",
        ],
      ]
    ]
    #expect(throws: Never.self) { try Self.apply(Self.pod(), to: stored, force: true) }
  }
}
