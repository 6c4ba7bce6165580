import Foundation
import KubeAPI
import ObjectStore
import Objects

/// A store and the API on it, in memory: requests as an administrator, unless said otherwise.
struct APIWorld {
  let store: ObjectStore
  let clock: ManualClock
  let handler: APIHandler

  init(namespaces: [String] = ["default", "sandbox"], historyLimit: Int = 8192) async throws {
    clock = ManualClock()
    store = ObjectStore(
      identifiers: SeededIdentifiers(seed: 1), clock: clock, historyLimit: historyLimit)
    handler = APIHandler(store: store, settings: APISettings(clock: clock))
    for name in namespaces {
      let namespace = Namespace(metadata: ObjectMetadata(name: name))
      _ = try await store.commit(.create(namespace))
    }
  }

  func respond(_ request: APIRequest) async -> APIResponse { await handler.respond(to: request) }

  /// - Parameter body: sent as JSON unless `type` says otherwise.
  @discardableResult
  func send(
    _ method: String, _ target: String, _ body: Value? = nil, type: String = "application/json",
    accept: String = "", user: User = .administrator
  ) async throws -> Answer {
    let request = APIRequest(
      method, target, accept: accept, contentType: body == nil ? "" : type,
      body: body?.jsonOctets() ?? [], user: user)
    return try Answer(await respond(request))
  }

  /// A body that is no JSON, or is not to be touched.
  func send(
    _ method: String, _ target: String, octets: [UInt8], type: String = "application/json"
  ) async throws -> Answer {
    let request = APIRequest(
      method, target, contentType: type, body: octets, user: .administrator)
    return try Answer(await respond(request))
  }
}

/// What came back.
struct Answer {
  var status: Int
  var value: Value
  var text: String
  var contentType: String
  var headers: [(name: String, value: String)]

  init(_ response: APIResponse) throws {
    status = response.status
    contentType = response.contentType
    headers = response.headers
    let octets = response.octets ?? []
    text = String(decoding: octets, as: UTF8.self)
    value = (try? Value.parse(json: octets)) ?? .null
  }

  var message: String { value["message"]?.string ?? text }

  var warnings: [String] { headers.filter { $0.name == "Warning" }.map(\.value) }

  subscript(path: String) -> Value? {
    path.split(separator: ".").reduce(value as Value?) { $0?[String($1)] }
  }
}

/// Manifests in few words.
enum Sample {
  static func set(_ name: String = "web", replicas: Int64 = 2) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": ["name": .string(name)],
      "spec": [
        "serviceName": "httpd", "replicas": .integer(replicas),
        "selector": ["matchLabels": ["app": "httpd"]],
        "template": [
          "metadata": ["labels": ["app": "httpd"]],
          "spec": ["containers": [["name": "httpd", "image": "httpd:2"]]],
        ],
      ],
    ]
  }

  static func pod(_ name: String, labels: [String: Value] = [:]) -> Value {
    [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": ["name": .string(name), "labels": .object(labels)],
      "spec": ["containers": [["name": "main", "image": "busybox"]]],
    ]
  }

  static func configMap(_ name: String, _ data: [String: Value] = [:]) -> Value {
    ["metadata": ["name": .string(name)], "data": .object(data)]
  }

  static let sets = "/apis/apps/v1/namespaces/sandbox/statefulsets"
  static let pods = "/api/v1/namespaces/sandbox/pods"
  static let configMaps = "/api/v1/namespaces/sandbox/configmaps"
}

/// Recordings of a Kubernetes 1.36 API server, cut to the kinds that are served here.
enum APIFixture {
  static func lines(_ name: String) -> [Value] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/API/\(name)")
    let text = try! String(contentsOf: path, encoding: .utf8)
    return text.split(separator: "\n").map { try! Value.parse(json: String($0)) }
  }
}
