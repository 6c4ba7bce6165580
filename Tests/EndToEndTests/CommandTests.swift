import Testing

extension EndToEndTests {
  /// The commands beside `serve`.
  @Suite struct CommandTests {
    @Test(arguments: ["table", "json", "hosts", "zone"])
    func namesAreListed(format: String) async throws {
      let arguments = [
        "names", "web", "--service", "httpd", "-n", "sandbox", "--replicas", "3", "-o", format,
      ]
      let finished = try await Ordinal.run(arguments, in: Folder())
      #expect(finished.status == 0, "\(finished)")
      for ordinal in 0..<3 {
        #expect(finished.output.contains("web-\(ordinal)"), "\(finished)")
      }
      #expect(finished.output.contains("httpd.sandbox.svc"), "\(finished)")
    }

    @Test(.needs("python3"))
    func namesAsJSONAreJSON() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      let line = "'\(Tool.ordinal)' names -f web.yaml -o json | python3 -m json.tool > /dev/null"
      let finished = try await Command.shell(line, in: folder.path)
      #expect(finished.status == 0, "\(finished)")
    }

    @Test func checkNamesFileLineAndColumn() async throws {
      let bad = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: Web_1
          namespace: sandbox
        spec:
          serviceName: httpd
          replicas: -1
          selector: {matchLabels: {app: httpd}}
          template:
            metadata: {labels: {app: httpd}}
            spec: {containers: [{name: main, image: example.test/main}]}

        """
      let folder = try Folder(["zones/bad.yaml": bad, "zones/good.yaml": Sample.service()])
      let finished = try await Ordinal.run(["check", "zones"], in: folder)
      #expect(finished.status == 1, "\(finished)")
      #expect(finished.output.contains("zones/bad.yaml:4:9: error: "), "\(finished)")
      #expect(finished.output.contains("metadata.name"), "\(finished)")
      #expect(finished.output.contains("zones/bad.yaml:8:13: error: "), "\(finished)")
      #expect(
        finished.output.contains(
          "spec.replicas: Invalid value: -1: must be greater than or equal to 0"), "\(finished)")
      #expect(!finished.output.contains("good.yaml"), "\(finished)")
    }

    @Test func checkTakesMasterFiles() async throws {
      let folder = try Folder(["bad.zone": "$ORIGIN example.internal.\n@ 5 IN A 192.0.2\n"])
      let finished = try await Ordinal.run(["check", "bad.zone"], in: folder)
      #expect(finished.status == 1, "\(finished)")
      #expect(finished.output.contains("bad.zone:2:"), "\(finished)")
    }

    /// A kind that is not served is no error.
    @Test func checkWarnsOfOtherKinds() async throws {
      let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
      let finished = try await Ordinal.run(["check", "web.yaml"], in: Folder(["web.yaml": text]))
      #expect(finished.status == 0, "\(finished)")
      #expect(finished.output.contains("web.yaml:"), "\(finished)")
      #expect(finished.output.contains("warning: "), "\(finished)")
    }

    @Test func waitKnowsBothEnds() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { _ in
        let names = ["web-0.\(Sample.zone)", "web-1.\(Sample.zone)", Sample.zone]
        let up = try await Ordinal.run(["wait"] + names, in: folder)
        #expect(up.status == 0, "\(up)")
        let late = try await Ordinal.run(
          ["wait", "web-5.\(Sample.zone)", "--timeout", "200ms"], in: folder)
        #expect(late.status == 1, "\(late)")
        #expect(late.error.contains("web-5") && late.error.contains("replicas is 2"), "\(late)")
        try folder.write(Sample.sandbox(replicas: 0), to: "web.yaml")
        let gone = try await Ordinal.run(["wait", "--for", "gone"] + names, in: folder)
        #expect(gone.status == 0, "\(gone)")
      }
    }

    @Test func ephemeralServersAreFoundByTheirFolder() async throws {
      try await Server.run(["--no-files", "--ephemeral"], in: Folder()) { server in
        let match = server.process.error.firstMatch(of: #/(/\S*ordinal-\w+)/#)
        let data = try #require(match?.1, "no folder in \(server.process.error)")
        let wait = try await Ordinal.run(
          ["wait", "kubernetes.default.svc.cluster.local", "--data-dir", String(data)], in: Folder()
        )
        #expect(wait.status == 0, "\(wait)")
      }
    }

    @Test(.needs("named-checkzone"))
    func otherServersReadTheDump() async throws {
      let ports = "{name: http, port: 80}, {name: metrics, port: 9090, protocol: TCP}"
      let text =
        Sample.service(ports: ports) + Sample.set(replicas: 3)
        + Sample.clusterService("front", app: "httpd")
      let folder = try Folder(["zones/web.yaml": text])
      try await Server.run(in: folder) { server in
        for zone in ["cluster.local", "244.10.in-addr.arpa", "in-addr.arpa"] {
          let dump = try await Ordinal.run(["dump", zone], in: folder)
          // Which reverse zones are cut where is the server's business; what it dumps must be a zone.
          guard dump.status == 0 else {
            #expect(zone != "cluster.local", "\(dump)")
            continue
          }
          try folder.write(dump.output, to: "dump")
          let checked = try await Command.run(["named-checkzone", zone, "dump"], in: folder.path)
          #expect(checked.status == 0, "\(checked)\n\(dump.output)")
        }
        let whole = try await Ordinal.run(["dump"], in: folder)
        for name in [
          "web-2.httpd.sandbox.svc", "_http._tcp.httpd.sandbox.svc", "front.sandbox.svc",
        ] {
          #expect(whole.output.contains(name), "\(whole)")
        }
      }
    }
  }
}
