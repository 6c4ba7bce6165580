import Foundation
import Testing

/// An `ordinal serve` under test.
final class Server: Sendable {
  let process: Spawned
  let namespace: NetworkNamespace?
  /// The line that says what is served.
  let ready: ReadyLine

  private init(process: Spawned, namespace: NetworkNamespace?, ready: ReadyLine) {
    self.process = process
    self.namespace = namespace
    self.ready = ready
  }

  /// Runs `body` beside a server, then ends the server, which must take a SIGTERM with status 0.
  ///
  /// - Parameters:
  ///   - arguments: what follows `ordinal serve`; `--dns` gets a free port where it is missing, `--http` and `--api` are off.
  ///   - folder: current directory, and where HOME, XDG_STATE_HOME and TMPDIR lie.
  static func run(
    _ arguments: [String] = [], in folder: Folder, inside namespace: NetworkNamespace? = nil,
    environment: [String: String] = [:], _ body: (Server) async throws -> Void
  ) async throws {
    let server = try await start(
      arguments, in: folder, inside: namespace, environment: environment)
    do {
      try await body(server)
    } catch {
      await server.process.end()
      throw error
    }
    if server.process.isRunning {
      server.process.signal(SIGTERM)
      let status = try await server.process.status(within: .seconds(10))
      let said = server.process.error
      #expect(status == 0, "exit after SIGTERM; it said:\n\(said)")
    }
    await server.process.end()
  }

  private static func start(
    _ arguments: [String], in folder: Folder, inside namespace: NetworkNamespace?,
    environment: [String: String]
  ) async throws -> Server {
    let process = try spawn(arguments, in: folder, inside: namespace, environment: environment)
    let isReady = try await eventually(within: .seconds(30)) {
      ReadyLine(in: process.error) != nil || !process.isRunning
    }
    guard isReady, let ready = ReadyLine(in: process.error) else {
      let said = process.error
      await process.end()
      throw Failure("ordinal serve \(arguments.joined(separator: " ")): no ready line\n\(said)")
    }
    return Server(process: process, namespace: namespace, ready: ready)
  }

  /// Starts a server without waiting for anything.
  static func spawn(
    _ arguments: [String] = [], in folder: Folder, inside namespace: NetworkNamespace? = nil,
    environment: [String: String] = [:]
  ) throws -> Spawned {
    var words = [Tool.ordinal, "serve"] + arguments
    if !arguments.contains("--dns"), environment["ORDINAL_DNS"] == nil {
      words += ["--dns", "127.0.0.1:0"]
    }
    if !arguments.contains("--http"), environment["ORDINAL_HTTP"] == nil {
      words += ["--http", "off"]
    }
    if !arguments.contains("--api"), environment["ORDINAL_API"] == nil {
      words += ["--api", "off"]
    }
    return try Spawned(
      namespace?.entering(words, in: folder.path) ?? words, in: folder.path,
      environment: home(folder).merging(environment) { $1 })
  }

  /// Keeps the user's own folders out of the tests.
  static func home(_ folder: Folder) throws -> [String: String] {
    try ["home", "state", "tmp"].forEach {
      try FileManager.default.createDirectory(
        atPath: folder[$0], withIntermediateDirectories: true)
    }
    return ["HOME": folder["home"], "XDG_STATE_HOME": folder["state"], "TMPDIR": folder["tmp"]]
  }
}

/// `ordinal: serving 7 names, dns 127.0.0.1:1053, api https://127.0.0.1:7443, ready in 12 ms`
struct ReadyLine: Sendable, CustomStringConvertible {
  let description: String
  let names: Int
  let dns: [Address]
  let api: Address?
  let http: Address?

  struct Address: Sendable, Hashable {
    let host: String
    let port: UInt16
  }

  init?(in text: String) {
    let lines = text.split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("ordinal: serving ") }),
      let match = line.firstMatch(
        of: /^ordinal: serving (\d+) names?, (.*), ready in [0-9.]+ m?s$/)
    else { return nil }
    description = String(line)
    names = Int(match.1) ?? -1
    let listeners = match.2.split(separator: /, (?=dns |api |http )/)
    func addresses(of listener: String) -> [Address] {
      listeners.filter { $0.hasPrefix(listener) }.flatMap(Self.addresses)
    }
    dns = addresses(of: "dns ")
    api = addresses(of: "api https://").first
    http = addresses(of: "http ").first
  }

  private static func addresses(in text: Substring) -> [Address] {
    text.matches(of: /(?:\[([0-9a-f:.]+)\]|(\d+\.\d+\.\d+\.\d+)):(\d+)/).map {
      Address(host: String($0.1 ?? $0.2 ?? ""), port: UInt16($0.3) ?? 0)
    }
  }
}

extension Server {
  /// What the kernel counts as this process' memory.
  var residentKilobytes: Int {
    get throws {
      let status = try String(
        contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
  }
}
