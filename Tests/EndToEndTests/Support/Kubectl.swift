import Testing

/// A released kubectl, from the environment that `Tests/Tools/install` made for it.
enum Kubectl: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case v36 = "1.36"
  case v37 = "1.37"

  var testDescription: String { "kubectl \(rawValue)" }

  var folder: String { "\(Tool.installed)/kubectl-\(rawValue)/bin" }
}

/// A server with an API, and kubectl pointed at it as its user would: by the kubeconfig in the data folder.
struct Cluster: Sendable {
  let server: Server
  let folder: Folder
  let kubectl: Kubectl

  /// Runs `body` beside a server of the files in `folder`.
  static func run(
    _ kubectl: Kubectl = .v36, _ arguments: [String] = ["--no-files"], in folder: Folder,
    inside namespace: NetworkNamespace? = nil, _ body: (Cluster) async throws -> Void
  ) async throws {
    try await Server.run(
      arguments + ["--data-dir", folder["data"], "--api", "127.0.0.1:0"], in: folder,
      inside: namespace
    ) { server in
      try await body(Cluster(server: server, folder: folder, kubectl: kubectl))
    }
  }

  /// Runs a line of shell in which `kubectl` is the one under test.
  func run(
    _ line: String, environment: [String: String] = [:], within limit: Duration = .seconds(60)
  ) async throws -> Finished {
    try await Command.run(
      ["bash", "-c", line], in: folder.path,
      environment: self.environment.merging(environment) { $1 }, inside: server.namespace,
      within: limit)
  }

  /// Starts a line of shell that goes on by itself, such as `kubectl get -w`.
  func spawn(_ line: String) throws -> Spawned {
    try Spawned(["bash", "-c", "exec " + line], in: folder.path, environment: environment)
  }

  var environment: [String: String] {
    [
      "KUBECONFIG": folder["data/kubeconfig"],
      "HOME": folder["home"],
      "TMPDIR": folder["tmp"],
      "PATH": kubectl.folder + ":/usr/local/bin:/usr/bin:/bin",
      // Where its editor or pager would wait for somebody.
      "EDITOR": "false",
    ]
  }

  /// Runs a command that must succeed, and gives what it printed.
  @discardableResult
  func succeed(_ line: String, environment: [String: String] = [:]) async throws -> String {
    let finished = try await run(line, environment: environment)
    guard finished.status == 0 else { throw Failure("\(finished)") }
    return finished.output
  }

  /// The namespace of the samples, made and chosen.
  func useSandbox() async throws {
    try await succeed(
      "kubectl create namespace sandbox && kubectl config set-context --current --namespace=sandbox"
    )
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where a kubectl is missing, and says so.
  static var needsKubectl: Self { .needs(Kubectl.allCases.map { $0.folder + "/kubectl" }) }
}
