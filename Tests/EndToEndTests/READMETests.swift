import Foundation
import Testing

extension EndToEndTests {
  /// What the README shows is what happens.
  ///
  /// Each block marked `console` runs, in order, in one namespace where the default ports are free: lines
  /// after `$ ` are commands (a `\` at the end goes on), the lines below are what they print, in any
  /// order; `...` stands for any lines, times may differ. A command that prints nothing in the README
  /// has only to succeed. `ordinal serve` stays until the next one, and so does what is exported. `<!-- not run: why -->` before a
  /// block leaves it out.
  @Suite(.needsNamespace, .needs("host", "dig"), .needsKubectl) struct READMETests {
    @Test func commandsPrintWhatItShows() async throws {
      let text = try String(contentsOfFile: Tool.root + "/README.md", encoding: .utf8)
      let examples = ReadmeExample.all(in: text)
      try #require(!examples.isEmpty, "README.md has no block marked console")
      let folder = try Self.clone()
      try await withNamespace { namespace in
        var server: Spawned?
        var exports = ""
        do {
          for example in examples {
            if example.servesNames {
              await server?.end()
              server = try start(example, in: folder, namespace)
              try await expectReadyLine(server, example)
            } else if example.command.hasPrefix("export ") {
              exports += example.command + "\n"
            } else {
              try await expectOutput(of: example, after: exports, in: folder, namespace)
            }
          }
        } catch {
          await server?.end()
          throw error
        }
        await server?.end()
      }
    }

    private func start(
      _ example: ReadmeExample, in folder: Folder, _ namespace: NetworkNamespace
    ) throws -> Spawned {
      let words = ["bash", "-c", "exec " + example.command]
      return try Spawned(
        namespace.entering(words, in: folder.path), in: folder.path,
        environment: Self.environment(folder))
    }

    private func expectReadyLine(_ server: Spawned?, _ example: ReadmeExample) async throws {
      let server = try #require(server)
      let isReady = try await eventually { example.matches(server.error) || !server.isRunning }
      try #require(isReady && server.isRunning, "README.md:\(example.line)\n\(server.error)")
    }

    private func expectOutput(
      of example: ReadmeExample, after exports: String, in folder: Folder,
      _ namespace: NetworkNamespace
    ) async throws {
      func run() async throws -> Finished {
        try await Command.shell(
          exports + example.command, in: folder.path, environment: Self.environment(folder),
          inside: namespace)
      }
      // A change of a file is served within two seconds: what was said may come true in a while.
      var finished = try await run()
      let isSo = try await eventually {
        if example.isTrue(of: finished) || example.isChange { return true }
        finished = try await run()
        return false
      }
      #expect(
        isSo && example.isTrue(of: finished),
        "README.md:\(example.line)\n\(example.command)\n\(finished)")
    }

    /// The Swift code of the README is part of `Tests/Examples`, which is built and run.
    @Test func codeIsAnExample() throws {
      let readme = try String(contentsOfFile: Tool.root + "/README.md", encoding: .utf8)
      let folder = Tool.root + "/Tests/Examples/Tests/ExampleTests"
      let code = try FileManager.default.contentsOfDirectory(atPath: folder)
        .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
        .joined(separator: "\n")
      let known = Set(code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
      for block in readme.matches(of: #/```swift\n(.*?)```/#.dotMatchesNewlines()) {
        for line in block.1.split(separator: "\n") {
          let line = line.trimmingCharacters(in: .whitespaces)
          // A dependency is written in a manifest, and another package's version there.
          guard !line.hasPrefix(".package("), !line.hasPrefix(".product(") else { continue }
          #expect(line.isEmpty || known.contains(line), "in no example: \(line)")
        }
      }
    }

    /// What a clone looks like once it is built: `swift run` and `.build/release/ordinal` are the program
    /// under test.
    private static func clone() throws -> Folder {
      let folder = try Folder(["bin/swift": shim])
      let manager = FileManager.default
      try manager.copyItem(atPath: Tool.root + "/zones", toPath: folder["zones"])
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder["bin/swift"])
      try manager.createDirectory(
        atPath: folder[".build/release"], withIntermediateDirectories: true)
      for link in ["bin/ordinal", ".build/release/ordinal"] {
        try manager.createSymbolicLink(
          atPath: folder[link], withDestinationPath: Tool.ordinal)
      }
      return folder
    }

    private static let shim = """
      #!/bin/sh
      test "$1" = run || exit 0
      while test "$1" != ordinal; do shift || exit 1; done
      exec "$@"
      """

    private static func environment(_ folder: Folder) throws -> [String: String] {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      return try Server.home(folder).merging([
        "PATH": [folder["bin"], Kubectl.v36.folder, path].joined(separator: ":"),
        "KUBECONFIG": folder["state/ordinal/kubeconfig"],
      ]) { $1 }
    }
  }
}
