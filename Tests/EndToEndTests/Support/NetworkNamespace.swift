/// A network and mount namespace of a test's own: port 53 is free in it, `/etc/resolv.conf` is ours.
final class NetworkNamespace: Sendable {
  private let holder: Spawned
  private let folder: Folder

  /// - Parameters:
  ///   - resolverConfiguration: what `/etc/resolv.conf` holds inside.
  ///   - setup: lines of shell that run inside, after `lo` is up.
  init(resolverConfiguration: String = "nameserver 127.0.0.1\n", setup: [String] = []) async throws
  {
    let folder = try Folder(
      ["resolv.conf": resolverConfiguration, "hosts": "127.0.0.1 localhost\n"])
    self.folder = folder
    let script =
      ["set -e", "ip link set lo up"]
      + ["resolv.conf", "hosts"].map { "mount --bind '\(folder[$0])' /etc/\($0)" }
      + setup + ["echo up", "exec sleep 600"]
    holder = try Spawned(Self.unshare + ["sh", "-c", script.joined(separator: "\n")])
    let holder = holder
    let isUp = try await eventually { holder.output.contains("up\n") || !holder.isRunning }
    guard isUp, holder.isRunning else {
      let said = holder.error
      await holder.end()
      throw Failure("no namespace: \(said)")
    }
  }

  /// Ends the namespace with the process that holds it.
  func end() async {
    await holder.end()
  }

  private static let unshare = ["unshare", "--net", "--mount", "--propagation", "private"]

  /// The same command, run inside.
  func entering(_ words: [String], in directory: String? = nil) -> [String] {
    let change = directory.map { ["--chdir=\($0)"] } ?? []
    return ["nsenter", "--target=\(holder.identifier)", "--net", "--mount", "env"] + change + words
  }

  static var isPossible: Bool {
    get async {
      let finished = try? await Command.run(unshare + ["ip", "link", "set", "lo", "up"])
      return finished?.status == 0
    }
  }
}

/// Runs `body` with a namespace and ends it, whatever happens.
func withNamespace(
  resolverConfiguration: String = "nameserver 127.0.0.1\n", setup: [String] = [],
  _ body: (NetworkNamespace) async throws -> Void
) async throws {
  let namespace = try await NetworkNamespace(
    resolverConfiguration: resolverConfiguration, setup: setup)
  do {
    try await body(namespace)
  } catch {
    await namespace.end()
    throw error
  }
  await namespace.end()
}
