import Testing

extension EndToEndTests {
  /// When pods are Ready and which addresses they have.
  @Suite struct PodTests {
    @Test func podsAreReadyLater() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      let start = ContinuousClock.now
      try await Server.run(["--ready-after", "500ms", "web.yaml"], in: folder) { server in
        // The ready line does not wait for pods.
        let wait = try await Ordinal.run(["wait", "web-1.\(Sample.zone)"], in: folder)
        #expect(wait.status == 0, "\(wait)")
        // In order: the second pod is made when the first is Ready.
        #expect(ContinuousClock.now - start >= .seconds(1))
        #expect(try server.ask(Sample.zone).answers == 2)
      }
    }

    @Test func parallelPodsDoNotWaitForEachOther() async throws {
      let text = Sample.service() + Sample.set(replicas: 20, policy: "Parallel")
      let folder = try Folder(["web.yaml": text])
      try await Server.run(["--ready-after", "500ms", "web.yaml"], in: folder) { server in
        // One after the other they would need ten seconds.
        let isReady = try await eventually(within: .seconds(6)) {
          try server.ask(Sample.zone).answers == 20
        }
        #expect(isReady)
      }
    }

    @Test(.needs("dig"))
    func bindPinsAnAddress() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { server in
        let bind = try await Ordinal.run(
          ["bind", "web-1", "172.20.0.12", "-n", "sandbox"], in: folder)
        #expect(bind.status == 0, "\(bind)")
        #expect(try await server.answers("web-1.\(Sample.zone)", ["172.20.0.12"]))
        #expect(try await server.answers(Sample.zone, ["10.244.0.6", "172.20.0.12"]))
        let reverse = try await server.dig("-x", "172.20.0.12")
        #expect(reverse == ["web-1.\(Sample.zone)."])

        // Kept when the pod comes back.
        try folder.write(Sample.sandbox(replicas: 1), to: "web.yaml")
        #expect(try await server.answers("web-1.\(Sample.zone)", []))
        try folder.write(Sample.sandbox(replicas: 2), to: "web.yaml")
        #expect(try await server.answers("web-1.\(Sample.zone)", ["172.20.0.12"]))
      }
    }

    @Test(arguments: [
      ["web-0", "10.0.0.1"],  // another namespace
      ["web-0", "10.0.0.256", "-n", "sandbox"], ["web-0", "fd00::1", "-n", "sandbox"],
      ["web-0", "10.244.0.7", "-n", "sandbox"],  // web-1 has it
      ["db-0", "10.0.0.1", "-n", "sandbox"], ["web", "10.0.0.1", "-n", "sandbox"],
    ])
    func bindRefuses(arguments: [String]) async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { server in
        let bind = try await Ordinal.run(["bind"] + arguments, in: folder)
        #expect(bind.status == 1, "\(bind)")
        #expect(bind.error.split(separator: "\n").count == 1, "\(bind)")
        #expect(try server.ask(Sample.zone).answers == 2)
      }
    }

    @Test(.needs("dig"))
    func annotationsPinAddresses() async throws {
      let pins = #"ordinal.internal/addresses: "172.20.0.11,172.20.0.12""#
      let text = Sample.service() + Sample.set(replicas: 3, annotations: pins)
      try await Server.run(["web.yaml"], in: Folder(["web.yaml": text])) { server in
        // More replicas than addresses draw from the pool.
        let addresses = try await server.dig(Sample.zone)
        #expect(addresses == ["10.244.0.6", "172.20.0.11", "172.20.0.12"])
        let first = try await server.dig("web-0.\(Sample.zone)")
        #expect(first == ["172.20.0.11"])
      }
    }

    @Test(.needs("dig"))
    func addressesAreNotTakenAgainAtOnce() async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Server.run(["web.yaml"], in: folder) { server in
        try folder.write(Sample.sandbox(replicas: 1), to: "web.yaml")
        #expect(try await server.answers(Sample.zone, ["10.244.0.6"]))
        try folder.write(Sample.sandbox(replicas: 2), to: "web.yaml")
        #expect(try await server.answers(Sample.zone, ["10.244.0.6", "10.244.0.8"]))
      }
    }

    @Test(.needs("dig"))
    func twoFamiliesHaveTwoAddresses() async throws {
      let text =
        Sample.service(more: ", ipFamilyPolicy: RequireDualStack") + Sample.set(replicas: 2)
      let blocks = ["--pod-cidr", "10.244.0.0/16,fd00:10:244::/64", "web.yaml"]
      try await Server.run(blocks, in: Folder(["web.yaml": text])) { server in
        let name = "web-1.\(Sample.zone)"
        let v4 = try await server.dig(name, "A")
        let v6 = try await server.dig(name, "AAAA")
        #expect(v4 == ["10.244.0.7"])
        #expect(v6 == ["fd00:10:244::7"])
        let reverse = try await server.dig("-x", "fd00:10:244::7")
        #expect(reverse == ["\(name)."])
      }
    }
  }
}
