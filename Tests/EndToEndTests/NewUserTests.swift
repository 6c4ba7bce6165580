import Foundation
import Testing

extension EndToEndTests {
  /// The first quarter of an hour with Ordinal, from a fresh clone: `ordinal serve` without any file named.
  @Suite struct NewUserTests {
    /// A folder with a copy of the repository's `zones`.
    private static func clone() throws -> Folder {
      let folder = try Folder()
      try FileManager.default.copyItem(atPath: Tool.root + "/zones", toPath: folder["zones"])
      return folder
    }

    @Test(.needs("host", "dig"))
    func findsThePodsByName() async throws {
      try await Server.run(in: Self.clone()) { server in
        let port = "\(server.address.port)"
        func host(_ name: String) async throws -> [String] {
          let finished = try await server.run(["host", "-p", port, name, "127.0.0.1"])
          #expect(finished.status == 0, "\(finished)")
          return finished.lines.filter { $0.hasPrefix(name) }.sorted()
        }
        #expect(
          try await host("httpd.sandbox.svc.cluster.local") == [
            "httpd.sandbox.svc.cluster.local has address 10.244.0.6",
            "httpd.sandbox.svc.cluster.local has address 10.244.0.7",
          ])
        #expect(
          try await host("web-1.httpd.sandbox.svc.cluster.local") == [
            "web-1.httpd.sandbox.svc.cluster.local has address 10.244.0.7"
          ])
        let reverse = try await server.run(
          ["dig", "-p", port, "@127.0.0.1", "-x", "10.244.0.6", "+short"])
        #expect(reverse.output == "web-0.httpd.sandbox.svc.cluster.local.\n")
      }
    }

    @Test(.needs("sed"))
    func scalesByEditingTheFile() async throws {
      let folder = try Self.clone()
      try await Server.run(["--ready-after", "200ms"], in: folder) { server in
        let pods = (0..<4).map { "web-\($0).\(Sample.zone)" }
        #expect(try await eventually { try server.resolves(pods[1]) })

        try await scale(folder, from: 2, to: 4)
        let isUp = try await eventually {
          // Asked in this order, web-3 before web-2 cannot be an accident of the clock.
          let isLast = try server.resolves(pods[3])
          if isLast { #expect(try server.resolves(pods[2]), "web-3 came before web-2") }
          return isLast
        }
        #expect(isUp)

        try await scale(folder, from: 4, to: 1)
        let isDown = try await eventually {
          let present = try pods[1...].map { try server.resolves($0) }
          #expect(present == present.sorted { $0 && !$1 }, "a lower ordinal went first: \(present)")
          return !present.contains(true)
        }
        #expect(isDown)
        #expect(try server.resolves(pods[0]))
        #expect(try server.ask(Sample.zone).answers == 1)
      }
    }

    @Test(.needs("sed", "dig"))
    func servesAChangeWithinTwoSeconds() async throws {
      let folder = try Self.clone()
      try await Server.run(in: folder) { server in
        // The shell takes the time: this process may have other tests to run before it looks again.
        let script = """
          sed -i 's/replicas: 2/replicas: 4/' zones/sandbox.yaml
          start=$(date +%s%N)
          until [ -n "$(dig -p \(server.address.port) @127.0.0.1 +short web-3.\(Sample.zone))" ]; do :; done
          echo $((($(date +%s%N) - start) / 1000000))
          """
        let finished = try await Command.shell(script, in: folder.path)
        let milliseconds = Int(finished.lines.last ?? "") ?? .max
        #expect(
          milliseconds < 4000,
          "two seconds are the promise; the rest is for a busy machine\n\(finished)")
      }
    }

    private func scale(_ folder: Folder, from: Int, to: Int) async throws {
      let finished = try await Command.run(
        ["sed", "-i", "s/replicas: \(from)/replicas: \(to)/", "zones/sandbox.yaml"], in: folder.path
      )
      #expect(finished.status == 0, "\(finished)")
    }

    /// `wait`, `explain` and `dump` find the server by its data folder, without an option.
    @Test func asksTheServerWithoutOptions() async throws {
      let folder = try Self.clone()
      try await Server.run(in: folder) { _ in
        let wait = try await Ordinal.run(["wait", "web-1.\(Sample.zone)"], in: folder)
        #expect(wait.status == 0, "\(wait)")
        let explain = try await Ordinal.run(["explain", "web-9.\(Sample.zone)"], in: folder)
        #expect(explain.status == 0, "\(explain)")
        #expect(explain.output.contains("NXDOMAIN"), "\(explain)")
        #expect(explain.output.contains("replicas is 2"), "\(explain)")
        let dump = try await Ordinal.run(["dump"], in: folder)
        #expect(dump.status == 0 && dump.output.contains("10.244.0.7"), "\(dump)")
      }
    }

    @Test func readsManifestsWithoutAServer() async throws {
      let folder = try Self.clone()
      let names = try await Ordinal.run(["names", "-f", "zones/sandbox.yaml"], in: folder)
      #expect(names.status == 0 && names.output.contains("web-1.\(Sample.zone)"), "\(names)")
      let check = try await Ordinal.run(["check", "zones"], in: folder)
      #expect(check.status == 0 && check.output.isEmpty, "\(check)")
      let examples = try await Ordinal.run(["check", "zones/examples"], in: folder)
      #expect(examples.status == 0 && examples.output.isEmpty, "\(examples)")
    }
  }
}
