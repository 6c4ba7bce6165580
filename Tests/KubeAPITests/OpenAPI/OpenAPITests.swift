import Objects
import Testing

@testable import KubeAPI

struct OpenAPITests {
  static let paths = [
    "api/v1", "apis/apps/v1", "apis/authentication.k8s.io/v1", "apis/authorization.k8s.io/v1",
    "apis/discovery.k8s.io/v1", "apis/storage.k8s.io/v1",
  ]

  static func document(_ path: String) throws -> Value {
    let document = try #require(OpenAPI.document(path: "/openapi/v3/\(path)"))
    return try Value.parse(json: String(decoding: document.octets, as: UTF8.self))
  }

  @Test func indexNamesEveryDocumentByItsHash() throws {
    let index = try Value.parse(json: String(decoding: OpenAPI.index.octets, as: UTF8.self))
    let listed = try #require(index["paths"]?.object)
    #expect(listed.keys.sorted() == Self.paths)
    for (path, entry) in listed {
      let document = try #require(OpenAPI.document(path: "/openapi/v3/\(path)"))
      #expect(
        entry["serverRelativeURL"]?.string == "/openapi/v3/\(path)?hash=\(document.hash)")
    }
    #expect(OpenAPI.document(path: "/openapi/v3") == nil)
    #expect(OpenAPI.document(path: "/openapi/v3/apis/batch/v1") == nil)
  }

  @Test(arguments: paths)
  func everyPointerLeadsToAType(path: String) throws {
    let document = try Self.document(path)
    let schemas = try #require(document["components"]?["schemas"]?.object)
    func check(_ value: Value) {
      switch value {
      case .array(let elements): for element in elements { check(element) }
      case .object(let fields):
        if let pointer = fields["$ref"]?.string {
          #expect(fields.count == 1)
          let name = String(pointer.dropFirst("#/components/schemas/".count))
          #expect(schemas[name] != nil, "\(pointer)")
        }
        for field in fields.values { check(field) }
      default: break
      }
    }
    check(document)
    #expect(schemas.values.allSatisfy { !$0.isNull })
  }

  /// kubectl finds a kind's schema, and learns from PATCH that the server checks fields and merges
  /// strategically.
  @Test(arguments: Resource.served)
  func everyServedKindHasASchemaAndOperations(resource: Resource) throws {
    let base = resource.group.isEmpty ? "api/v1" : "apis/\(resource.apiVersion)"
    let document = try Self.document(base)
    let kind = resource.openAPIKind
    let schemas = document["components"]?["schemas"]?.object ?? [:]
    let own = schemas.filter { $0.value["x-kubernetes-group-version-kind"] == [kind] }
    #expect(own.count == 1)
    #expect(own.first?.key.hasSuffix(".\(resource.kind)") == true)
    let place = resource.isNamespaced ? "/namespaces/{namespace}" : ""
    let paths = try #require(document["paths"])
    let collection = try #require(paths["/\(base)\(place)/\(resource.plural)"])
    #expect(collection["get"]?["x-kubernetes-group-version-kind"] == kind)
    #expect(collection["post"]?["x-kubernetes-group-version-kind"] == kind)
    let patch = try #require(paths["/\(base)\(place)/\(resource.plural)/{name}"]?["patch"])
    #expect(patch["x-kubernetes-group-version-kind"] == kind)
    let parameters = patch["parameters"]?.array ?? []
    #expect(parameters.contains { $0["name"] == "fieldValidation" && $0["in"] == "query" })
    let content = patch["requestBody"]?["content"]
    #expect(content?["application/strategic-merge-patch+json"] != nil)
  }

  /// `kubectl explain statefulset --recursive` of a Kubernetes 1.36 server.
  @Test func fieldsOfAStatefulSetAreAsRecorded() throws {
    let document = try Self.document("apis/apps/v1")
    let schemas = try #require(document["components"]?["schemas"]?.object)
    var printer = FieldPrinter(schemas: schemas)
    printer.printFields(of: "io.k8s.api.apps.v1.StatefulSet", indent: 1)
    let wanted = ShapeFixture.text("OpenAPI/statefulset-fields.txt")
      .split(separator: "\n").map(String.init)
    try #require(printer.lines.count == wanted.count)
    for (line, wanted) in zip(printer.lines, wanted) { #expect(line == wanted) }
  }

  @Test func facts() throws {
    let core = try Self.document("api/v1")["components"]?["schemas"]
    let container = core?["io.k8s.api.core.v1.Container"]
    #expect(container?["required"] == ["name"])
    let ports = container?["properties"]?["ports"]
    #expect(ports?["x-kubernetes-list-type"] == "map")
    #expect(ports?["x-kubernetes-list-map-keys"] == ["containerPort", "protocol"])
    #expect(ports?["x-kubernetes-patch-merge-key"] == "containerPort")
    #expect(ports?["x-kubernetes-patch-strategy"] == "merge")
    let volumes = core?["io.k8s.api.core.v1.PodSpec"]?["properties"]?["volumes"]
    #expect(volumes?["x-kubernetes-patch-strategy"] == "merge,retainKeys")
    let transport = core?["io.k8s.api.core.v1.ContainerPort"]?["properties"]?["protocol"]
    #expect(transport?["default"] == "TCP" && transport?["enum"] == ["SCTP", "TCP", "UDP"])
    let selector = core?["io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector"]
    #expect(selector?["x-kubernetes-map-type"] == "atomic")
    let scale = try Self.document("apis/apps/v1")["paths"]?[
      "/apis/apps/v1/namespaces/{namespace}/statefulsets/{name}/scale"]?["patch"]
    #expect(
      scale?["x-kubernetes-group-version-kind"]
        == ["group": "autoscaling", "version": "v1", "kind": "Scale"])
  }
}

/// Prints a schema's fields as kubectl's plain text template does.
private struct FieldPrinter {
  let schemas: [String: Value]
  var lines: [String] = []

  init(schemas: [String: Value]) { self.schemas = schemas }

  mutating func printFields(of name: String, indent: Int) {
    let schema = schemas[name]
    let required = schema?["required"]?.array ?? []
    for (field, property) in (schema?["properties"]?.object ?? [:]).sorted(by: { $0.key < $1.key })
    {
      let margin = String(repeating: "  ", count: indent)
      let mark = required.contains(.string(field)) ? " -required-" : ""
      lines.append("\(margin)\(field)\t<\(type(property))>\(mark)")
      if let words = property["enum"]?.array?.compactMap(\.string) {
        let shown =
          words.prefix(4).map { $0.isEmpty ? #""""# : $0 } + (words.count > 4 ? ["...."] : [])
        lines.append("\(margin)enum: \(shown.joined(separator: ", "))")
      }
      if let target = target(property) { printFields(of: target, indent: indent + 1) }
    }
  }

  private func target(_ property: Value) -> String? {
    let inner = property["items"] ?? property["additionalProperties"] ?? property["allOf"]?[0]
    guard let pointer = property["$ref"]?.string else { return inner.flatMap(target) }
    return pointer.split(separator: "/").last.map(String.init)
  }

  /// kubectl shows the type behind a pointer where that has one and no fields.
  private func type(_ property: Value) -> String {
    if let items = property["items"] { return "[]\(type(items))" }
    if let values = property["additionalProperties"] { return "map[string]\(type(values))" }
    guard let target = target(property) else { return property["type"]?.string ?? "Object" }
    if let scalar = schemas[target]?["type"]?.string, scalar != "object" { return scalar }
    return target.split(separator: ".").last.map(String.init) ?? ""
  }
}
