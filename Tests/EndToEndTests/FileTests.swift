import Testing

extension EndToEndTests {
  /// Files under the server's eyes: every way in which people and tools change them.
  @Suite struct FileTests {
    @Test func brokenManifestsRemoveNothing() async throws {
      let folder = try Folder(["zones/web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(in: folder) { server in
        let good = Sample.sandbox(replicas: 2)
        let broken: [(what: String, text: String, said: String)] = [
          ("no YAML", good + "\n  a: [unclosed\n", "zones/web.yaml:"),
          ("a wrong type", good.replacing("replicas: 2", with: "replicas: two"), "replicas"),
          ("a wrong name", good.replacing("name: web,", with: "name: Web_1,"), "metadata.name"),
          ("cut in the middle", String(good.prefix(good.count / 2)), "zones/web.yaml:"),
          ("nothing", "", "zones/web.yaml"),
        ]
        for (what, text, said) in broken {
          let before = server.process.error.count
          try folder.write(text, to: "zones/web.yaml")
          let isTold = try await eventually {
            server.process.error.dropFirst(before).contains(said)
          }
          #expect(isTold, "\(what): the server did not say \(said)\n\(server.process.error)")
          let isGone = try await eventually(within: .milliseconds(300)) {
            try server.ask(Sample.zone).answers != 2
          }
          #expect(!isGone, "\(what) removed what was served")
          try folder.write(good, to: "zones/web.yaml")
          #expect(try await eventually { try server.ask(Sample.zone).answers == 2 })
        }
        try folder.write(Sample.sandbox(replicas: 3), to: "zones/web.yaml")
        #expect(try await eventually { try server.resolves("web-2.\(Sample.zone)") })
      }
    }

    @Test func aBadDocumentDoesNotStopTheOthers() async throws {
      let bad = "---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: '-'}\nspec: {}\n"
      let text = Sample.service() + bad + Sample.set(replicas: 1)
      try await Server.run(in: Folder(["zones/web.yaml": text])) { server in
        let isServed = try server.resolves("web-0.\(Sample.zone)")
        #expect(isServed)
        #expect(server.process.error.contains("zones/web.yaml:"), "\(server.process.error)")
        #expect(server.process.error.contains("metadata.name"), "\(server.process.error)")
      }
    }

    @Test func aRemovedFileRemovesItsObjects() async throws {
      let folder = try Folder([
        "zones/web.yaml": Sample.sandbox(replicas: 1),
        "zones/other.yaml": Sample.service("db") + Sample.set("db", service: "db", replicas: 1),
      ])
      try await Server.run(in: folder) { server in
        #expect(try server.resolves("web-0.\(Sample.zone)"))
        try folder.remove("zones/web.yaml")
        #expect(try await eventually { try !server.resolves("web-0.\(Sample.zone)") })
        #expect(
          try await eventually { try server.ask(Sample.zone).responseCode == Reply.nameError })
        #expect(try server.resolves("db-0.db.sandbox.svc.cluster.local"))
      }
    }

    @Test(.needs("dig"))
    func aMovedObjectStays() async throws {
      let folder = try Folder(["zones/web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(in: folder) { server in
        let before = try await server.dig(Sample.zone)
        try folder.move("zones/web.yaml", to: "zones/renamed.yaml")
        try folder.write(Sample.service("db"), to: "zones/added.yaml")
        let isSeen = try await eventually {
          try await Ordinal.run(["explain", "db.sandbox.svc.cluster.local"], in: folder)
            .output.contains("matches no pod")
        }
        #expect(isSeen)
        #expect(try await server.dig(Sample.zone) == before)
        // What is served now belongs to the new file.
        try folder.write(Sample.sandbox(replicas: 1), to: "zones/renamed.yaml")
        #expect(try await server.answers(Sample.zone, ["10.244.0.6"]))
      }
    }

    @Test(.needs("dig"))
    func editorsMayRename() async throws {
      let folder = try Folder(["zones/web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(in: folder) { server in
        for replicas in [3, 1, 2] {
          try folder.writeAsEditor(Sample.sandbox(replicas: replicas), to: "zones/web.yaml")
          let isDone = try await eventually { try server.ask(Sample.zone).answers == replicas }
          #expect(isDone, "\(replicas) replicas")
        }
        #expect(!server.process.error.contains(".swp"), "\(server.process.error)")
      }
    }

    /// A ConfigMap as the kubelet mounts it.
    @Test func linksMayBeSwapped() async throws {
      let folder = try Folder()
      try folder.publishByLink(["web.yaml": Sample.sandbox(replicas: 1)], version: 1)
      try await Server.run([folder.path], in: Folder()) { server in
        #expect(try server.resolves("web-0.\(Sample.zone)"))
        for (version, replicas) in [(2, 3), (3, 2)] {
          try folder.publishByLink(
            ["web.yaml": Sample.sandbox(replicas: replicas)], version: version)
          let isDone = try await eventually { try server.ask(Sample.zone).answers == replicas }
          #expect(isDone, "\(replicas) replicas")
        }
      }
    }

    @Test func masterFilesAreServedAndReadAgain() async throws {
      let zone = """
        $ORIGIN example.internal.
        @ 60 IN SOA ns hostmaster 1 7200 1800 86400 5
        @ 60 IN NS ns
        ns 60 IN A 192.0.2.1

        """
      let folder = try Folder(["zones/static.zone": zone])
      try await Server.run(in: folder) { server in
        #expect(try server.resolves("ns.example.internal"))
        try folder.write(zone + "new 60 IN A 192.0.2.2\n", to: "zones/static.zone")
        #expect(try await eventually { try server.resolves("new.example.internal") })
        try folder.write(zone + "broken 60 IN A 192.0.2\n", to: "zones/static.zone")
        #expect(
          try await eventually { server.process.error.contains("zones/static.zone:5:") },
          "\(server.process.error)")
        #expect(try server.resolves("new.example.internal"))
      }
    }

    @Test func noFilesMeansNoFiles() async throws {
      let folder = try Folder(["zones/web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["--no-files"], in: folder) { server in
        let reply = try server.ask(Sample.zone)
        #expect(reply.responseCode == Reply.nameError)
      }
    }

    @Test func aFolderInAFolderIsNotRead() async throws {
      let folder = try Folder([
        "zones/db.yaml": Sample.service("db"),
        "zones/examples/web.yaml": Sample.sandbox(replicas: 1),
      ])
      try await Server.run(in: folder) { server in
        let reply = try server.ask("web-0.\(Sample.zone)")
        #expect(reply.responseCode == Reply.nameError)
      }
    }
  }
}
