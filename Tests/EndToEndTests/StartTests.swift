import Foundation
import Testing

extension EndToEndTests {
  /// What a start can end in, in one line each.
  @Suite struct StartTests {
    /// Runs `ordinal` until it ends by itself with an error.
    private func refused(
      _ arguments: [String], in folder: Folder, as user: [String] = []
    ) async throws -> Finished {
      let environment = try Server.home(folder).merging(["ORDINAL_API": "off"]) { $1 }
      let finished = try await Command.run(
        user + [Tool.ordinal] + arguments, in: folder.path, environment: environment,
        within: .seconds(20))
      #expect(finished.output.isEmpty, "\(finished)")
      return finished
    }

    @Test func aTakenPortIsNamed() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        let endpoint = "127.0.0.1:\(server.address.port)"
        let second = try await refused(
          ["serve", "--no-files", "--dns", endpoint, "--http", "off"], in: Folder())
        #expect(second.status == 1, "\(second)")
        #expect(second.error.contains("--dns \(endpoint)"), "\(second)")
        #expect(second.error.contains("in use"), "\(second)")
        #expect(second.error.split(separator: "\n").count == 1, "\(second)")
        #expect(try server.resolves("kubernetes.default.svc.cluster.local"))
      }
    }

    @Test func aTakenHTTPPortIsNamed() async throws {
      try await Server.run(["--no-files", "--http", "127.0.0.1:0"], in: Folder()) { server in
        let endpoint = "127.0.0.1:\(try #require(server.ready.http).port)"
        let second = try await refused(
          ["serve", "--no-files", "--dns", "127.0.0.1:0", "--http", endpoint], in: Folder())
        #expect(second.status == 1, "\(second)")
        #expect(second.error.contains("--http \(endpoint)"), "\(second)")
        #expect(second.error.split(separator: "\n").count == 1, "\(second)")
      }
    }

    @Test func aTakenAPIPortIsNamed() async throws {
      let folder = try Folder()
      try await Server.run(["--no-files", "--api", "127.0.0.1:0"], in: folder) { server in
        let endpoint = "127.0.0.1:\(try #require(server.ready.api).port)"
        let second = try await refused(
          ["serve", "--no-files", "--dns", "127.0.0.1:0", "--http", "off", "--api", endpoint],
          in: Folder())
        #expect(second.status == 1, "\(second)")
        #expect(second.error.contains("--api \(endpoint)"), "\(second)")
        #expect(second.error.split(separator: "\n").count == 1, "\(second)")
      }
    }

    @Test(.needsNamespace, .needs("setpriv"))
    func aForbiddenPortIsNamed() async throws {
      let folder = try Folder()
      let setup = ["echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start"]
      try await withNamespace(setup: setup) { namespace in
        // The name `nobody` need not exist; the program must only not be root.
        let user = [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all",
        ]
        let copy = folder["ordinal"]
        let environment = try Server.home(folder).merging(["ORDINAL_API": "off"]) { $1 }
        _ = try await Command.run(["cp", Tool.ordinal, copy])
        _ = try await Command.run(["chmod", "-R", "a+rwX", Folder.scratch])
        let finished = try await Command.run(
          user + [
            copy, "serve", "--no-files", "--ephemeral", "--dns", "127.0.0.1:53", "--http", "off",
          ],
          in: folder.path, environment: environment, inside: namespace)
        #expect(finished.status == 1, "\(finished)")
        #expect(finished.error.contains("--dns 127.0.0.1:53"), "\(finished)")
        #expect(finished.error.contains("permission denied"), "\(finished)")
        #expect(finished.error.split(separator: "\n").count == 1, "\(finished)")
      }
    }

    @Test func twoServersDoNotShareADataFolder() async throws {
      let folder = try Folder()
      let data = folder["data"]
      try await Server.run(["--no-files", "--data-dir", data], in: folder) { server in
        let second = try await refused(
          ["serve", "--no-files", "--dns", "127.0.0.1:0", "--http", "off", "--data-dir", data],
          in: folder)
        #expect(second.status == 1, "\(second)")
        #expect(second.error.contains(data), "\(second)")
        #expect(second.error.split(separator: "\n").count == 1, "\(second)")
        // The first one's socket is still its own.
        let wait = try await Ordinal.run(
          ["wait", "kubernetes.default.svc.cluster.local", "--data-dir", data], in: folder)
        #expect(wait.status == 0, "\(wait)")
      }
      // Freed, and used again.
      try await Server.run(["--no-files", "--data-dir", data], in: folder) { _ in }
    }

    @Test func aServerKilledLeavesNothingInTheWay() async throws {
      let folder = try Folder()
      let data = ["--no-files", "--data-dir", folder["data"]]
      try await Server.run(data, in: folder) { server in
        server.process.signal(SIGKILL)
        let status = try await server.process.status(within: .seconds(5))
        #expect(status == 128 + SIGKILL)
      }
      try await Server.run(data, in: folder) { server in
        let isServed = try server.resolves("kubernetes.default.svc.cluster.local")
        #expect(isServed)
      }
    }

    @Test(arguments: [
      ["serve", "--no-such-option"], ["serve", "--workers", "many"], ["serve", "--dns"],
      ["serve", "--ready-after", "soon"], ["serve", "--pod-cidr", "10.244.0.1/16"],
      ["serve", "--dns", "localhost"], ["serve", "--api", "localhost"], ["frobnicate"], ["wait"],
      ["names"], ["bind", "web-0"],
      ["wait", "a.b", "--for", "christmas"], ["names", "web", "--service", "httpd", "-o", "xml"],
    ])
    func usageErrorsExitWith64(arguments: [String]) async throws {
      let finished = try await refused(arguments, in: Folder())
      #expect(finished.status == 64, "\(finished)")
      #expect(!finished.error.isEmpty)
    }

    /// Who cannot guess what an option takes is told.
    @Test(arguments: [
      (["serve", "--ready-after", "abc"], "must be a time like 500ms, 2s, 1m30s or 1h"),
      (["wait", "a.b", "--timeout", "1.5.5s"], "must be a time like 500ms, 2s, 1m30s or 1h"),
      (["serve", "--ttl", "x"], "must be a whole number from 0 to 2147483647"),
      (["serve", "--negative-ttl=-1"], "must be a whole number from 0 to 2147483647"),
      (["serve", "--workers", "65"], "must be a whole number from 1 to 64"),
      (["names", "web", "--service", "a", "--replicas", "x"], "must be a whole number from 0 to"),
      (["scale", "sts/web", "--replicas", "x"], "must be a whole number from 0 to 2147483647"),
      (["serve", "--http", "abc"], "write ADDRESS:PORT"),
      (["serve", "--pod-runtime", "abc"], "simulated or external is allowed"),
    ])
    func usageErrorsSayWhatIsAllowed(arguments: [String], allowed: String) async throws {
      let finished = try await refused(arguments, in: Folder())
      #expect(finished.status == 64, "\(finished)")
      #expect(finished.error.contains(allowed), "\(finished)")
      #expect(finished.error.split(separator: "\n").count == 1, "\(finished)")
    }

    @Test(arguments: [
      ["serve", "no/such/file.yaml"], ["check", "no/such/file.yaml"],
      ["names", "-f", "nothing.yaml"],
      ["wait", "a.b"], ["dump"], ["explain", "a.b"], ["bind", "web-0", "10.0.0.1"],
    ])
    func otherErrorsExitWith1(arguments: [String]) async throws {
      let finished = try await Ordinal.run(
        arguments, in: Folder(),
        environment: [
          "ORDINAL_HTTP": "off", "ORDINAL_DNS": "127.0.0.1:0", "ORDINAL_API": "off",
        ],
        within: .seconds(20))
      #expect(finished.status == 1, "\(finished)")
      #expect(!(finished.error + finished.output).isEmpty, "\(finished)")
    }

    @Test func everyOptionIsAVariable() async throws {
      let folder = try Folder(["elsewhere/web.yaml": Sample.sandbox(replicas: 1)])
      let environment = [
        "ORDINAL_DNS": "127.0.0.1:0,[::1]:0", "ORDINAL_HTTP": "127.0.0.1:0",
        "ORDINAL_API": "127.0.0.1:0",
        "ORDINAL_DATA_DIR": folder["data"], "ORDINAL_CLUSTER_DOMAIN": "test.example",
        "ORDINAL_POD_CIDR": "10.1.0.0/16", "ORDINAL_WORKERS": "1", "ORDINAL_TTL": "7",
        "ORDINAL_READY_AFTER": "1ms",
      ]
      try await Server.run(["elsewhere"], in: folder, environment: environment) { server in
        #expect(server.ready.dns.map(\.host) == ["127.0.0.1", "::1"], "\(server.ready)")
        #expect(server.ready.http != nil && server.ready.api != nil, "\(server.ready)")
        let name = "web-0.httpd.sandbox.svc.test.example"
        let wait = try await Ordinal.run(["wait", name], in: folder, environment: environment)
        #expect(wait.status == 0, "\(wait)")
        let answer = try await server.run(
          ["dig", "-p", "\(server.address.port)", "@127.0.0.1", name, "+noall", "+answer"])
        #expect(
          answer.output.split(whereSeparator: \.isWhitespace).dropFirst()
            == ["7", "IN", "A", "10.1.0.6"], "\(answer)")
        // An option wins over its variable.
        let files = try folder.names(in: "data")
        #expect(files.contains("ordinal.sock"))
      }
    }

    @Test func helpReadsWell() async throws {
      for arguments in [
        ["--help"], ["serve", "--help"], ["wait", "--help"], ["names", "--help"],
      ] {
        let finished = try await Ordinal.run(arguments, in: Folder())
        #expect(finished.status == 0 && finished.error.isEmpty, "\(finished)")
        #expect(finished.output.contains("USAGE"), "\(finished)")
      }
      let serve = try await Ordinal.run(["serve", "--help"], in: Folder())
      for option in ["--dns", "--http", "--data-dir", "--no-files", "--ephemeral", "--ready-after"]
      {
        #expect(serve.output.contains(option), "\(serve)")
      }
    }
  }
}
