import Testing

extension EndToEndTests {
  /// What needs port 53 or addresses of its own, in a network and mount namespace of the test's own.
  @Suite(.needsNamespace, .needs("ip", "nsenter", "unshare")) struct NamespaceTests {
    static let resolverConfiguration = """
      nameserver 127.0.0.1
      search sandbox.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5

      """

    /// A pod's resolv.conf, and a nameserver at its usual port: glibc's and Python's resolvers follow.
    @Test(.needs("getent", "python3"))
    func systemResolversFindPods() async throws {
      try await withNamespace(resolverConfiguration: Self.resolverConfiguration) { namespace in
        let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
        let arguments = ["--dns", "127.0.0.1:53", "web.yaml"]
        try await Server.run(arguments, in: folder, inside: namespace) { server in
          #expect(server.address.port == 53)
          for name in ["web-1.httpd", "web-1.httpd.sandbox", "web-1.\(Sample.zone)"] {
            let getent = try await server.run(["getent", "hosts", name])
            let words = getent.output.split(whereSeparator: \.isWhitespace)
            #expect(words == ["10.244.0.7", "web-1.httpd.sandbox.svc.cluster.local"], "\(getent)")
            let python = try await server.run(["python3", "-c", Self.python, name])
            #expect(python.output == "10.244.0.7\n", "\(python)")
          }
          let both = try await server.run(["python3", "-c", Self.python, "httpd"])
          #expect(both.lines == ["10.244.0.6", "10.244.0.7"], "\(both)")
          let reverse = try await server.run(["getent", "hosts", "10.244.0.6"])
          #expect(reverse.output.contains("web-0.\(Sample.zone)"), "\(reverse)")
          let missing = try await server.run(["getent", "hosts", "web-2.httpd"])
          #expect(missing.status == 2, "\(missing)")
        }
      }
    }

    private static let python = """
      import socket, sys
      found = socket.getaddrinfo(sys.argv[1], 80, type=socket.SOCK_STREAM)
      print(*sorted(entry[4][0] for entry in found), sep="\\n")
      """

    /// An answer that left from another address would be dropped by every resolver.
    @Test(.needs("dig"), arguments: ["0.0.0.0:53", "[::]:53"])
    func wildcardAnswersFromTheAddressAsked(endpoint: String) async throws {
      let setup = [
        "ip address add 198.51.100.1/24 dev lo", "ip address add 198.51.100.2/24 dev lo",
        "ip address add 2001:db8::1/64 dev lo nodad", "ip address add 2001:db8::2/64 dev lo nodad",
      ]
      let addresses =
        endpoint.hasPrefix("[")
        ? ["::1", "2001:db8::1", "2001:db8::2"]
        : ["127.0.0.1", "127.1.2.3", "198.51.100.1", "198.51.100.2"]
      try await withNamespace(setup: setup) { namespace in
        let arguments = ["--no-files", "--dns", endpoint]
        try await Server.run(arguments, in: Folder(), inside: namespace) { server in
          for address in addresses {
            for transport in ["+notcp", "+tcp"] {
              let type = address.contains(":") ? "AAAA" : "A"
              // dig refuses an answer from elsewhere; `ns.dns` is the address that was asked.
              let finished = try await server.run(
                [
                  "dig", "@\(address)", "ns.dns.cluster.local", type, "+short", transport,
                  "+tries=1",
                ])
              #expect(finished.output == "\(address)\n", "\(finished)")
            }
          }
        }
      }
    }

    @Test func aMissingAddressFamilyIsSkipped() async throws {
      let setup = ["echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"]
      try await withNamespace(setup: setup) { namespace in
        let arguments = ["--no-files", "--dns", "127.0.0.1:1053", "--dns", "[::1]:1053"]
        try await Server.run(arguments, in: Folder(), inside: namespace) { server in
          let hosts = server.ready.dns.map(\.host)
          #expect(hosts == ["127.0.0.1"])
          #expect(server.process.error.contains("[::1]:1053"), "\(server.process.error)")
        }
      }
    }

    /// Three programs on one machine, each at its pod's address and the same port, find each other by name.
    @Test(.needs("python3"))
    func programsFindEachOtherByName() async throws {
      try await withNamespace(resolverConfiguration: Self.resolverConfiguration) { namespace in
        let folder = try Folder([
          "web.yaml": Sample.sandbox(replicas: 3), "program.py": Self.program,
        ])
        let arguments = ["--pod-cidr", "127.77.0.0/16", "--dns", "127.0.0.1:53", "web.yaml"]
        try await Server.run(arguments, in: folder, inside: namespace) { _ in
          let programs = try (0..<3).map { ordinal in
            try Spawned(
              namespace.entering(["python3", "program.py", "web-\(ordinal)"], in: folder.path))
          }
          for (ordinal, program) in programs.enumerated() {
            let status = try await program.status(within: .seconds(20))
            #expect(status == 0, "\(program.error)")
            let expected = (0..<3).map { "web-\(ordinal) met web-\($0) at 127.77.0.\(6 + $0)\n" }
            #expect(program.output == expected.joined())
          }
          for program in programs { await program.end() }
        }
      }
    }

    /// Listens at its own name's address, greets all three by name, and leaves when all three have greeted it.
    private static let program = """
      import socket, sys, threading, time
      me = sys.argv[1]
      def address(pod): return socket.gethostbyname(pod + ".httpd")
      listener = socket.create_server((address(me), 7000))
      listener.settimeout(15)
      def greeted():
          for _ in range(3):
              connection, _ = listener.accept()
              connection.sendall(me.encode())
              connection.close()
      thread = threading.Thread(target=greeted)
      thread.start()
      deadline = time.monotonic() + 15
      for pod in ["web-0", "web-1", "web-2"]:
          while True:
              try:
                  connection = socket.create_connection((address(pod), 7000), timeout=5)
                  break
              except ConnectionRefusedError:
                  if time.monotonic() > deadline: raise
                  time.sleep(0.01)
          print(me, "met", connection.recv(100).decode(), "at", connection.getpeername()[0])
      thread.join()
      """
  }
}
