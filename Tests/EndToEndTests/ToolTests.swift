import Testing

extension EndToEndTests {
  /// Four tools, two transports, two address families: the same answers.
  @Suite struct ToolTests {
    struct Row: Sendable, CustomTestStringConvertible {
      let tool: String
      let isStream: Bool
      let address: String

      var testDescription: String { "\(tool) \(isStream ? "TCP" : "UDP") \(address)" }

      func words(port: UInt16, name: String, type: String) -> [String] {
        switch tool {
        case "host":
          ["host", "-p", "\(port)", "-t", type] + (isStream ? ["-T"] : ["-U"]) + [name, address]
        case "drill":
          ["drill", "-p", "\(port)"] + (isStream ? ["-t"] : ["-u"]) + [name, "@\(address)", type]
        default:
          [tool, "-p", "\(port)", "@\(address)", name, type, isStream ? "+tcp" : "+notcp"]
        }
      }
    }

    static let rows = ["host", "dig", "kdig", "drill"].flatMap { tool in
      [false, true].flatMap { isStream in
        ["127.0.0.1", "::1"].map { Row(tool: tool, isStream: isStream, address: $0) }
      }
    }

    static let questions: [(name: String, type: String, expected: [String])] = [
      (Sample.zone, "A", ["10.244.0.6", "10.244.0.7"]),
      (Sample.zone, "AAAA", ["fd00:10:244::6", "fd00:10:244::7"]),
      ("web-1.\(Sample.zone)", "A", ["10.244.0.7"]),
      ("WEB-1.httpd.Sandbox.svc.cluster.local", "A", ["10.244.0.7"]),
      (
        "_web._tcp.\(Sample.zone)", "SRV",
        ["web-0.\(Sample.zone).", "web-1.\(Sample.zone).", " 80 "]
      ),
      ("7.0.244.10.in-addr.arpa", "PTR", ["web-1.\(Sample.zone)."]),
      ("cluster.local", "SOA", ["ns.dns.cluster.local.", "hostmaster.cluster.local."]),
      ("cluster.local", "NS", ["ns.dns.cluster.local."]),
      ("dns-version.cluster.local", "TXT", ["1.1.0"]),
      ("kubernetes.default.svc.cluster.local", "A", ["10.96.0.1"]),
    ]

    @Test(.needs("host", "dig", "kdig", "drill"))
    func agree() async throws {
      let manifest =
        Sample.service(
          ports: "{name: web, port: 80}",
          more: ", ipFamilyPolicy: PreferDualStack") + Sample.set(replicas: 2)
      let folder = try Folder(["web.yaml": manifest])
      let arguments = ["--pod-cidr", "10.244.0.0/16,fd00:10:244::/64", "web.yaml"]
      let endpoints = ["--dns", "127.0.0.1:0", "--dns", "[::1]:0"]
      try await Server.run(arguments + endpoints, in: folder) { server in
        for row in Self.rows {
          let listener = try #require(server.ready.dns.first { $0.host == row.address })
          for (name, type, expected) in Self.questions {
            let finished = try await server.run(
              row.words(port: listener.port, name: name, type: type))
            #expect(finished.status == 0, "\(row.testDescription)\n\(finished)")
            for text in expected {
              #expect(finished.output.contains(text), "\(row.testDescription)\n\(finished)")
            }
          }
        }
      }
    }

    @Test(.needs("dig"))
    func portZeroIsOnePortForBothTransports() async throws {
      try await Server.run(["--no-files", "--dns", "[::1]:0"], in: Folder()) { server in
        #expect(server.ready.dns.count == 1)
        #expect(server.address.port != 0)
        for transport in ["+notcp", "+tcp"] {
          let address = try await server.dig(
            "kubernetes.default.svc.cluster.local", "A", transport)
          #expect(address == ["10.96.0.1"])
        }
      }
    }
  }
}
