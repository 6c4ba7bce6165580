import Glibc
import KubeAPI
import OrdinalServer
import Testing

/// The control socket, asked as the command asks it and as nobody should.
@Suite struct ControlTests {
  private func control(
    _ configuration: OrdinalServer.Configuration = .testing, _ manifest: String = Manifest.sandbox,
    _ body: @escaping @Sendable (OrdinalServer, String) async throws -> Void
  ) async throws {
    try await withServer(configuration, manifest) { server in
      try await body(server, try #require(server.dataFolder))
    }
  }

  private func ask(
    _ folder: String, _ command: String, _ arguments: [(String, String)], isChange: Bool = false
  ) async throws -> ServerAnswer {
    try await RunningServer(dataFolder: folder).ask(command, arguments, isChange: isChange)
  }

  @Test func `each command has its answer`() async throws {
    try await control { _, folder in
      let waited = try await ask(folder, "wait", [("name", "web-1.\(Manifest.host)")])
      #expect(waited.status == 0 && waited.output.isEmpty && waited.error.isEmpty)
      let explained = try await ask(folder, "explain", [("name", "web-0.\(Manifest.host)")])
      #expect(explained.output.hasPrefix("web-0.\(Manifest.host) A: NOERROR, 1 record\n"))
      let typed = try await ask(folder, "explain", [("name", Manifest.host), ("type", "aaaa")])
      #expect(typed.output.hasPrefix("\(Manifest.host) AAAA: NOERROR, no record"))
      let dumped = try await ask(folder, "dump", [])
      #expect(dumped.output.contains("web-1.httpd.sandbox.svc "))
      let arguments = [("pod", "web-0"), ("namespace", "sandbox"), ("address", "172.20.0.9")]
      let bound = try await ask(folder, "bind", arguments, isChange: true)
      #expect(bound.status == 0 && bound.output == "pod/web-0 bound to 172.20.0.9\n")
    }
  }

  typealias Row = (command: String, arguments: [(String, String)], isChange: Bool, error: String)

  static let refused: [Row] = [
    ("explain", [], false, ": "),
    ("explain", [("name", String(repeating: "a.", count: 20_000))], false, "255"),
    ("explain", [("name", String(repeating: "é€😀\0\r\n%&=", count: 100))], false, ": "),
    ("explain", [("name", "a.b"), ("type", "\u{1B}[2J")], false, "is no record type"),
    ("wait", [("name", "a..b")], false, "a..b: "),
    (
      "wait", [("name", "a.b"), ("milliseconds", "-5")], false,
      "timed out waiting: a.b: no zone of this server holds the name, and forwarding is off"
    ),
    ("wait", [("name", "a.b"), ("for", "ever")], false, "--for ever: resolved or gone is allowed"),
    ("dump", [("zone", "nowhere")], false, "nowhere is no zone of this server"),
    ("bind", [], true, "is of no StatefulSet"),
    ("destroy", [], false, "the running server does not know this command (HTTP 404)"),
    ("bind", [], false, "the running server does not know this command (HTTP 404)"),
  ]

  @Test(arguments: refused.indices)
  func `what cannot be is refused in one line`(_ index: Int) async throws {
    let row = Self.refused[index]
    try await control { _, folder in
      let answer = try await ask(folder, row.command, row.arguments, isChange: row.isChange)
      #expect(answer.status == 1 && answer.output.isEmpty)
      #expect(answer.error.contains(row.error), "\(answer)")
    }
  }

  @Test func `many wait at a time`() async throws {
    try await control(.testing, Manifest.service() + Manifest.set(replicas: 0)) { server, folder in
      try await withThrowingTaskGroup(of: ServerAnswer.self) { group in
        for number in 0..<200 {
          group.addTask {
            try await ask(folder, "wait", [("name", "web-\(number % 5).\(Manifest.host)")])
          }
        }
        try await server.scale("web", namespace: "sandbox", to: 5)
        for try await answer in group { #expect(answer.status == 0, "\(answer)") }
      }
    }
  }

  @Test func `nobody there is told at once`() async throws {
    let scratch = try Scratch()
    // One that was killed leaves its socket.
    let left = try Scratch()
    let socket = try UnixSocket()
    try #require(socket.bind(left.path + "/ordinal.sock"))
    socket.close()
    for folder in [scratch.path, scratch.path + "/none", left.path] {
      let error = await #expect(throws: OrdinalError.self) { try await ask(folder, "dump", []) }
      #expect(
        error?.description
          == "no server is running on data folder \(folder); start one with ordinal serve, or name "
          + "its folder with --data-dir")
    }
    let long = "/" + String(repeating: "x", count: 200)
    let error = await #expect(throws: OrdinalError.self) { try await ask(long, "dump", []) }
    #expect(error?.description.contains("too many for a socket in it") == true)
  }

  // MARK: Malformed requests

  static let malformed: [String] = [
    "", "\0", "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /dump HTTP/1.1\r\n\r\n",
    "GET /explain?name=%zz&%%%=%&name HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\(String(repeating: "x", count: 200_000)) HTTP/1.1\r\n\r\n",
    "POST /explain HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "PUT /bind HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
    "GET /wait?milliseconds=9223372036854775807&name=a HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /wait?milliseconds=-9223372036854775808&name=a HTTP/1.1\r\nHost: a\r\n\r\n",
    String(repeating: "\u{FF}\u{0}", count: 5000),
  ]

  @Test func `malformed requests harm nobody`() async throws {
    try await control { server, folder in
      for request in Self.malformed {
        let socket = try UnixSocket()
        try #require(socket.connect(folder + "/ordinal.sock"))
        socket.send(Array(request.utf8))
        socket.close()
        let answer = try await ask(folder, "explain", [("name", Manifest.host)])
        #expect(answer.status == 0)
      }
    }
  }
}

/// A stream socket of the local kind.
private struct UnixSocket {
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
  }

  func bind(_ path: String) -> Bool {
    unsafe withAddress(of: path) { unsafe Glibc.bind(descriptor, $0, $1) } == 0
      && listen(descriptor, 1) == 0
  }

  func connect(_ path: String) -> Bool {
    unsafe withAddress(of: path) { unsafe Glibc.connect(descriptor, $0, $1) } == 0
  }

  func send(_ octets: [UInt8]) {
    unsafe octets.withUnsafeBytes { bytes in
      _ = unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  func close() { Glibc.close(descriptor) }

  private func withAddress(
    of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
      unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
    }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
