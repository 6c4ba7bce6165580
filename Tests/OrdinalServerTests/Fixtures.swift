import Glibc
import OrdinalServer
import Testing

/// Manifests that several tests use.
enum Manifest {
  static func service(
    _ name: String = "httpd", clusterIP: String = "None", app: String = "httpd",
    ports: String = "", more: String = ""
  ) -> String {
    """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: sandbox}
    spec: {clusterIP: \(clusterIP), selector: {app: \(app)}, ports: [\(ports)]\(more)}

    """
  }

  static func set(
    _ name: String = "web", service: String = "httpd", replicas: Int = 2, app: String = "httpd",
    annotations: String = "", containerPorts: String = ""
  ) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: \(name), namespace: sandbox}
    spec:
      serviceName: \(service)
      replicas: \(replicas)
      selector: {matchLabels: {app: \(app)}}
      template:
        metadata: {labels: {app: \(app)}, annotations: {\(annotations)}}
        spec: {containers: [{name: main, image: example.test/main, ports: [\(containerPorts)]}]}

    """
  }

  /// `web` behind the headless `httpd`.
  static let sandbox = service() + set()
  static let host = "httpd.sandbox.svc.cluster.local"
}

extension OrdinalServer.Configuration {
  /// `testing` with something changed.
  static func testing(_ change: (inout Self) -> Void) -> Self {
    var configuration = testing
    change(&configuration)
    return configuration
  }

  static let slow = testing { $0.readyAfter = .seconds(86400) }
}

/// Starts a server, applies a manifest, runs the body and stops the server whatever happens.
func withServer<Value: Sendable>(
  _ configuration: OrdinalServer.Configuration = .testing, _ manifest: String = "",
  report: @escaping @Sendable (String) -> Void = { _ in },
  _ body: (OrdinalServer) async throws -> Value
) async throws -> Value {
  let server = try OrdinalServer(configuration, report: report)
  try await server.start()
  do {
    if !manifest.isEmpty { try await server.apply(manifest) }
    let value = try await body(server)
    await server.stop()
    return value
  } catch {
    await server.stop()
    throw error
  }
}

/// Asks until the answer is as wanted; returns the last one.
func eventually<Value>(
  _ isWanted: (Value) -> Bool, _ ask: () async throws -> Value
) async rethrows -> Value {
  let deadline = ContinuousClock.now + .seconds(20)
  while true {
    let value = try await ask()
    if isWanted(value) || ContinuousClock.now > deadline { return value }
    await Task.yield()
  }
}

/// A folder that goes with the test.
final class Scratch: Sendable {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/ordinal-test-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { Self.remove(path) }

  /// Replaces a file as editors do: whole, by a rename.
  func write(_ text: String, to name: String) throws {
    let file = unsafe fopen(path + "/new", "w")
    try #require(unsafe file != nil)
    unsafe fputs(text, file)
    unsafe fclose(file)
    try #require(unsafe rename(path + "/new", "\(path)/\(name)") == 0)
  }

  var names: [String] { Self.names(in: path) }

  static func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    for name in names(in: path) { remove("\(path)/\(name)") }
    unsafe Glibc.remove(path)
  }
}

/// Lines that a server reports.
actor Lines {
  private(set) var all: [String] = []
  func add(_ line: String) { all.append(line) }

  nonisolated var report: @Sendable (String) -> Void {
    { line in Task { await self.add(line) } }
  }
}
