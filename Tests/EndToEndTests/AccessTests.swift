import Foundation
import Testing

extension EndToEndTests {
  /// Who may speak to the API, and what it answers to what it cannot make sense of.
  @Suite(.needsKubectl, .needs("curl")) struct AccessTests {
    @Test func strangersAreTurnedAway() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        let pods = "/api/v1/namespaces/default/pods"
        let wrong = try await cluster.curl(pods, token: "wrong")
        #expect(wrong.code == 401 && wrong.reason == "Unauthorized", "\(wrong)")
        let nobody = try await cluster.curl(pods, token: "")
        #expect(nobody.code == 401 || nobody.code == 403, "\(nobody)")
        #expect(nobody.reason == "Unauthorized" || nobody.reason == "Forbidden", "\(nobody)")
        let known = try await cluster.curl(pods)
        #expect(known.code == 200 && known.contentType == "application/json", "\(known)")
      }
    }

    /// A certificate that somebody else's authority signed is no certificate.
    @Test(.needs("openssl")) func aForeignCertificateIsNone() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        try await cluster.succeed(
          """
          openssl req -x509 -newkey rsa:2048 -nodes -keyout foreign.key -out foreign.crt -days 1 \
            -subj '/O=system:masters/CN=admin' 2>&1
          """)
        let answer = try await cluster.curl(
          "/api/v1/namespaces", token: "", "--cert", "foreign.crt", "--key", "foreign.key")
        #expect(answer.code == 401 || answer.code == 0, "\(answer)")
      }
    }

    @Test func whatIsSecretIsReadableByItsOwnerAlone() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        let found = try await cluster.succeed(
          "find data -type f -printf '%m %p\\n'; stat -c '%a' data/ordinal.sock")
        for line in found.split(separator: "\n") {
          #expect(line.hasPrefix("600"), "\(found)")
        }
        #expect(found.contains("data/kubeconfig"), "\(found)")
        let others = try await cluster.run(
          "ss -ltnH | grep -v 127.0.0.1 | grep :$PORT",
          environment: [
            "PORT": "\(cluster.server.ready.api?.port ?? 0)"
          ])
        #expect(others.output.isEmpty, "listens beyond loopback\n\(others)")
      }
    }

    struct Request: CustomTestStringConvertible, Sendable {
      let what: String
      let path: String
      /// A line of shell that writes the body to the file `body`.
      let body: String
      var type = "application/json"
      let codes: Set<Int>

      var testDescription: String { what }
    }

    private static let maps = "/api/v1/namespaces/default/configmaps"
    private static let protobuf = "application/vnd.kubernetes.protobuf"

    private static let requests = [
      Request(
        what: "100 megabytes", path: maps,
        body:
          #"(printf '{"metadata":{"name":"big"},"data":{"a":"'; "#
          + #"head -c 104857600 /dev/zero | tr '\0' a; printf '"}}') > body"#,
        codes: [413]),
      Request(
        what: "100 megabytes of protobuf", path: maps,
        body: #"(printf 'k8s\0\n\020'; head -c 104857600 /dev/zero) > body"#, type: protobuf,
        codes: [400, 413]),
      Request(
        what: "100 megabytes that promise to be short", path: maps,
        body: "head -c 104857600 /dev/zero > body", codes: [400, 413]),
      Request(
        what: "deep JSON", path: maps,
        body:
          "(head -c 1000000 /dev/zero | tr '\\0' '['; head -c 1000000 /dev/zero | tr '\\0' ']') > body",
        codes: [400]),
      Request(
        what: "deep JSON in an object", path: maps,
        body: #"python3 -c 'print("{\"metadata\":"*100000 + "{}" + "}"*100000)' > body"#,
        codes: [400]),
      Request(what: "no JSON", path: maps, body: "echo '{\"metadata\":' > body", codes: [400]),
      Request(what: "nothing", path: maps, body: ": > body", codes: [400]),
      Request(
        what: "octets that are no UTF-8", path: maps,
        body: #"printf '{"metadata":{"name":"\377\376"}}' > body"#, codes: [400, 422]),
      Request(
        what: "octets that are no UTF-8 in a value", path: maps,
        body: #"printf '{"metadata":{"name":"a"},"data":{"a":"\300\257"}}' > body"#,
        codes: [400, 422]),
      Request(
        what: "a surrogate alone", path: maps,
        body: #"printf '{"metadata":{"name":"\\ud800"}}' > body"#, codes: [400, 422]),
      Request(
        what: "protobuf cut short", path: maps, body: #"printf 'k8s\0\n\020\n\002v1' > body"#,
        type: protobuf, codes: [400]),
      Request(
        what: "protobuf without its magic", path: maps, body: "head -c 300 /dev/urandom > body",
        type: protobuf, codes: [400]),
      Request(
        what: "protobuf of noise", path: maps,
        body: #"(printf 'k8s\0'; head -c 3000 /dev/urandom) > body"#, type: protobuf, codes: [400]),
      Request(
        what: "protobuf that nests", path: maps,
        body:
          #"python3 -c 'import sys; sys.stdout.buffer.write(b"k8s\0" + b"\x12\xff\x7f" * 50000)' > body"#,
        type: protobuf, codes: [400]),
      Request(
        what: "a type that nobody reads", path: maps, body: "echo hello > body", type: "text/plain",
        codes: [415]),
      Request(
        what: "another kind", path: maps,
        body: #"echo '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}' > body"#,
        codes: [400]),
      Request(
        what: "a wrong type of patch", path: maps + "/kube-root-ca.crt", body: "echo '{}' > body",
        type: "application/x-patch", codes: [405, 415]),
    ]

    /// One server takes it all and stays what it was: small, and with the objects that it had.
    @Test func badBodiesGetAClearStatus() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        try await cluster.succeed("kubectl create configmap kept --from-literal=a=b")
        let before = try cluster.server.residentKilobytes
        for request in Self.requests {
          try await cluster.succeed(request.body)
          let answer = try await cluster.curl(
            request.path, "-H", "Content-Type: \(request.type)", "-H", "Expect:",
            "--data-binary", "@body")
          #expect(request.codes.contains(answer.code), "\(request.what): \(answer.code) \(answer)")
          let message = answer.message ?? ""
          #expect(
            !message.isEmpty && message.utf8.count < 2000, "\(request.what): no Status\n\(answer)")
        }
        let after = try cluster.server.residentKilobytes
        #expect(after - before < 100_000, "grew from \(before) to \(after) kB")
        let kept = try await cluster.succeed("kubectl get configmaps -o name")
        #expect(kept == "configmap/kept\nconfigmap/kube-root-ca.crt\n")
      }
    }

    /// Connections that say nothing, and some that stop after a few octets, cost little and keep
    /// nobody out.
    @Test func idleConnectionsAreBounded() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        let address = try #require(cluster.server.ready.api)
        let before = try cluster.server.residentKilobytes
        try Self.allowManyFiles()
        var idle: [Socket] = []
        for number in 0..<5000 {
          let socket = try Socket(.stream, to: address)
          if number % 3 == 0 { socket.send([0x16, 0x03, 0x01]) }
          idle.append(socket)
        }
        let answer = try await cluster.curl("/api/v1/namespaces", within: .seconds(30))
        #expect(answer.code == 200, "\(answer)")
        let after = try cluster.server.residentKilobytes
        #expect(after - before < 200_000, "grew from \(before) to \(after) kB")
        #expect(try cluster.server.resolves("kubernetes.default.svc.cluster.local"))
        idle.removeAll()
        let again = try await cluster.curl("/api/v1/namespaces")
        #expect(again.code == 200, "\(again)")
      }
    }

    /// As many open files as this process may have.
    private static func allowManyFiles() throws {
      var limit = rlimit()
      guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
        return
      }
      limit.rlim_cur = limit.rlim_max
      guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
        limit.rlim_cur > 6000
      else { throw Failure("no more than \(limit.rlim_cur) files may be open here") }
    }
  }
}
