import Testing

@testable import Objects

struct SchemaTests {
  static func errors(_ text: String) throws -> [FieldError] {
    let value = try Value.parse(json: text)
    let resource = try #require(
      Resource.of(apiVersion: value["apiVersion"]!.string!, kind: value["kind"]!.string!))
    return Schema.check(value, of: resource)
  }

  static func set(_ body: String) -> String {
    #"{"apiVersion":"apps/v1","kind":"StatefulSet",\#(body)}"#
  }

  static func pod(_ spec: String) -> String {
    #"{"apiVersion":"v1","kind":"Pod","spec":{\#(spec)}}"#
  }

  @Test(arguments: [
    (#""spec":{"replica":1}"#, "spec.replica", #"did you mean "replicas"?"#),
    (#""spec":{"Replicas":1}"#, "spec.Replicas", #"did you mean "replicas"?"#),
    (#""spec":{"tempalte":{}}"#, "spec.tempalte", #"did you mean "template"?"#),
    (#""spec":{"foo":1}"#, "spec.foo", ""),
    (#""metdata":{}"#, "metdata", #"did you mean "metadata"?"#),
    (#""metadata":{"lables":{}}"#, "metadata.lables", #"did you mean "labels"?"#),
    (
      #""spec":{"template":{"spec":{"containers":[{},{"ports":[{"port":1}]}]}}}"#,
      "spec.template.spec.containers[1].ports[0].port", ""
    ),
    (
      #""spec":{"volumeClaimTemplates":[{"spec":{"accessMode":[]}}]}"#,
      "spec.volumeClaimTemplates[0].spec.accessMode", #"did you mean "accessModes"?"#
    ),
  ])
  func unknownFieldIsNamedAndTheNearestSuggested(body: String, path: String, detail: String) throws
  {
    let errors = try Self.errors(Self.set(body))
    #expect(errors.map(\.description) == ["unknown field \"\(path)\""])
    #expect(errors.first?.detail == detail)
    #expect(errors.first?.path.description == path)
  }

  @Test(arguments: [
    (#""spec":[]"#, "array into Go struct field StatefulSet.spec of type v1.StatefulSetSpec"),
    (
      #""spec":{"selector":"x"}"#,
      "string into Go struct field StatefulSetSpec.spec.selector of type v1.LabelSelector"
    ),
    (
      #""spec":{"serviceName":5}"#,
      "number into Go struct field StatefulSetSpec.spec.serviceName of type string"
    ),
    (
      #""spec":{"minReadySeconds":true}"#,
      "bool into Go struct field StatefulSetSpec.spec.minReadySeconds of type int32"
    ),
    (
      #""metadata":{"labels":{"a":1}}"#,
      "number into Go struct field ObjectMeta.metadata.labels of type string"
    ),
    (
      #""metadata":{"labels":[]}"#,
      "array into Go struct field ObjectMeta.metadata.labels of type map[string]string"
    ),
    (
      #""metadata":{"generation":"1"}"#,
      "string into Go struct field ObjectMeta.metadata.generation of type int64"
    ),
    (
      #""spec":{"template":{"spec":{"containers":{}}}}"#,
      "object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"
    ),
    (
      #""spec":{"template":{"spec":{"containers":[{"ports":[{"containerPort":"80"}]}]}}}"#,
      "string into Go struct field ContainerPort.spec.template.spec.containers.ports.containerPort"
        + " of type int32"
    ),
    (
      #""spec":{"replicas":9223372036854775809}"#,
      "number 9223372036854775809 into Go struct field StatefulSetSpec.spec.replicas of type int32"
    ),
    (
      #""metadata":{"generation":1.50e1}"#,
      "number 1.50e1 into Go struct field ObjectMeta.metadata.generation of type int64"
    ),
    (
      #""spec":{"template":{"spec":{"containers":[{"ports":[{"protocol":6}]}]}}}"#,
      "number into Go struct field ContainerPort.spec.template.spec.containers.ports.protocol"
        + " of type v1.Protocol"
    ),
  ])
  func wrongTypeIsToldAsGoTellsIt(body: String, text: String) throws {
    let errors = try Self.errors(Self.set(body))
    #expect(errors.map(\.description) == ["json: cannot unmarshal \(text)"])
    #expect(throws: FieldErrors(errors)) { try StatefulSet(value: .parse(json: Self.set(body))) }
  }

  @Test(arguments: [
    (#""containers":[{"resources":{"limits":{"cpu":"much"}}}]"#, Quantity.formatText),
    (#""containers":[{"resources":{"limits":{"cpu":"1x"}}}]"#, Quantity.formatText),
    (#""containers":[{"resources":{"limits":{"cpu":"1mm"}}}]"#, Quantity.suffixText),
    (#""containers":[{"resources":{"limits":{"cpu":[]}}}]"#, Quantity.formatText),
    (
      #""containers":[{"livenessProbe":{"httpGet":{"port":true}}}]"#,
      "json: cannot unmarshal bool into Go value of type int32"
    ),
  ])
  func valuesWithReadersOfTheirOwn(spec: String, text: String) throws {
    #expect(try Self.errors(Self.pod(spec)).map(\.description) == [text])
  }

  /// As they are written, even where that is no floating point number.
  @Test func amountsMayBeNumbers() throws {
    let texts = ["9223372036854775806", "1e3", "0.25"]
    let spec = texts.map { #"{"resources":{"limits":{"a.b/c":\#($0)}}}"# }
    let pod = try Schema.normalize(
      .parse(json: Self.pod(#""containers":[\#(spec.joined(separator: ","))]"#)),
      of: Pod.resource)
    #expect(
      (pod["spec"]?["containers"]?.array ?? []).map {
        $0["resources"]?["limits"]?["a.b/c"]?.string
      } == ["9223372036854775806", "1e3", "250m"])
  }

  @Test func everythingWrongIsFoundAtOnce() throws {
    let errors = try Self.errors(
      Self.set(#""spec":{"foo":1,"replicas":"x","bar":2,"serviceName":3}"#))
    #expect(
      errors.map(\.path.description) == [
        "spec.replicas", "spec.serviceName", "spec.bar", "spec.foo",
      ])
  }

  @Test func anObjectMustBeAnObject() throws {
    let errors = Schema.check(["x"], of: StatefulSet.resource)
    #expect(
      errors.map(\.description)
        == ["json: cannot unmarshal array into Go value of type v1.StatefulSet"])
  }

  @Test func manyUnknownFieldsMakeOneMessage() throws {
    let errors = FieldErrors(try Self.errors(Self.set(#""spec":{"foo":1},"bar":2"#)))
    #expect(
      errors.refusal(of: StatefulSet.resource)
        == #"StatefulSet in version "v1" cannot be handled as a StatefulSet: "#
        + #"strict decoding error: unknown field "bar", unknown field "spec.foo""#)
  }

  @Test func kindsWithoutASchemaKeepTheirFields() throws {
    let text =
      #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","x":1},"#
      + #""spec":{"y":null}}"#
    let object = try GenericObject(value: .parse(json: text))
    #expect(object.body == ["spec": ["y": .null]])
    #expect(object.metadata.rest.isEmpty)
    #expect(try Self.errors(text).map(\.description) == [#"unknown field "metadata.x""#])
  }

  /// What Go's omitempty leaves out, and what it does not.
  @Test(arguments: [
    (
      #""hostNetwork":false,"enableServiceLinks":false"#,
      #"{"containers":null,"enableServiceLinks":false}"#
    ),
    (
      #""priority":0,"nodeName":"","volumes":[],"nodeSelector":{}"#,
      #"{"containers":null,"priority":0}"#
    ),
    (
      #""securityContext":{"runAsUser":0,"sysctls":null}"#,
      #"{"containers":null,"securityContext":{"runAsUser":0}}"#
    ),
    (
      #""containers":[{"name":"a","stdin":false,"env":[{"name":"X","value":""}]}]"#,
      #"{"containers":[{"env":[{"name":"X"}],"name":"a","resources":{}}]}"#
    ),
    (
      #""containers":[{"name":"a","resources":{"limits":{"cpu":0.5,"memory":"1024Mi"}}}]"#,
      #"{"containers":[{"name":"a","resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}]}"#
    ),
    (
      #""containers":[{"name":"a","args":["", null]}]"#,
      #"{"containers":[{"args":["",""],"name":"a","resources":{}}]}"#
    ),
  ])
  func zerosAreOmittedAsGoDoes(spec: String, json: String) throws {
    let pod = try Pod(value: .parse(json: Self.pod(spec)))
    #expect(pod.spec.value.json() == json)
  }

  @Test func theTextHoldsEveryTypeItNames() {
    for type in SchemaType.all.values {
      for shape in type.fields.values {
        if case .type(let name) = shape.element { _ = SchemaType.named(name) }
      }
    }
    #expect(
      Schema.fields(of: StatefulSet.resource, at: FieldPath("spec", "updateStrategy")) == [
        "rollingUpdate", "type",
      ])
    #expect(Schema.fields(of: EndpointSlice.resource).contains("addressType"))
  }
}
