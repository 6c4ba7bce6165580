import Testing

extension EndToEndTests {
  /// dig prints why there is no answer (RFC 8914), `ordinal explain` says the same.
  @Suite struct ExtendedErrorTests {
    /// One namespace with everything that people get wrong.
    static let manifest =
      Sample.sandbox(replicas: 2)
      + Sample.clusterService("front", app: "httpd")
      + Sample.service("lost", app: "nobody")
      + Sample.service("slow") + Sample.set("slow", service: "slow", replicas: 2)
      + Sample.set("orphan", service: "missing", replicas: 1)

    static let rows: [(name: String, words: [String])] = [
      ("nothing.sandbox.svc.cluster.local", ["no such Service", "sandbox"]),
      ("nothing.nowhere.svc.cluster.local", ["no such namespace"]),
      ("web-0.front.sandbox.svc.cluster.local", ["Service front is not headless"]),
      ("web-7.\(Sample.zone)", ["replicas is 2", "web-0"]),
      ("lost.sandbox.svc.cluster.local", ["selector", "matches no pod"]),
      ("orphan-0.missing.sandbox.svc.cluster.local", ["serviceName missing", "names no Service"]),
      ("printer.\(Sample.zone)", ["no pod or endpoint of this name"]),
    ]

    @Test(.needs("dig"))
    func digPrintsTheCause() async throws {
      let folder = try Folder(["web.yaml": Self.manifest])
      try await Server.run(["web.yaml"], in: folder) { server in
        for (name, words) in Self.rows {
          let finished = try await server.digFully(name)
          let line = try #require(finished.lines.first { $0.contains("; EDE: ") }, "\(finished)")
          let explained = try await Ordinal.run(["explain", name], in: folder)
          for word in words {
            #expect(line.contains(word), "\(finished)")
            #expect(explained.output.contains(word), "\(explained)")
          }
          #expect(finished.output.contains("status: NXDOMAIN"), "\(finished)")
          let plain = try await server.digFully(name, "+noedns")
          #expect(!plain.output.contains("EDE"), "\(plain)")
        }
      }
    }

    @Test(.needs("dig"))
    func digPrintsWhatAPodWaitsFor() async throws {
      let folder = try Folder(["web.yaml": Self.manifest])
      try await Server.run(["--ready-after", "1h", "web.yaml"], in: folder) { server in
        let created = try await server.digFully("web-0.\(Sample.zone)")
        #expect(created.output.contains("pod web-0 exists but is not Ready"), "\(created)")
        let waiting = try await server.digFully("web-1.\(Sample.zone)")
        #expect(waiting.output.contains("pod web-1 is waiting for web-0 to be Ready"), "\(waiting)")
        // Names that a set is going to own, and the Service's own, must not stay in caches as missing.
        for name in ["web-0.\(Sample.zone)", "web-1.\(Sample.zone)", Sample.zone] {
          let finished = try await server.digFully(name)
          let authority = try #require(finished.lines.first { $0.contains("\tSOA\t") })
          #expect(authority.split(whereSeparator: \.isWhitespace)[1] == "0", "\(finished)")
          #expect(authority.hasSuffix(" 0"), "\(finished)")
          #expect(finished.output.contains("status: NXDOMAIN"), "\(finished)")
        }
        let never = try await server.digFully("web-7.\(Sample.zone)")
        let authority = try #require(never.lines.first { $0.contains("\tSOA\t") })
        #expect(authority.split(whereSeparator: \.isWhitespace)[1] == "5", "\(never)")
      }
    }

    @Test(.needs("dig"))
    func namesOutsideOurZonesAreRefused() async throws {
      try await Server.run(["--no-files"], in: Folder()) { server in
        for name in ["example.com", "1.2.0.192.in-addr.arpa"] {
          let finished = try await server.digFully(name, "A")
          #expect(finished.output.contains("status: REFUSED"), "\(finished)")
          #expect(finished.output.contains("EDE: 20"), "\(finished)")
        }
      }
    }
  }
}
