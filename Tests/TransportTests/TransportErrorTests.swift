import Registry
import Testing

@testable import Transport

struct TransportErrorTests {
  @Test(arguments: [
    (
      "127.0.0.1:53",
      "--dns 127.0.0.1:53: permission denied (ports below 1024 need root or CAP_NET_BIND_SERVICE); "
        + "choose a port above 1023, for example --dns 127.0.0.1:1053"
    ),
    (
      "[::1]:5353",
      "--dns [::1]:5353: permission denied; choose another address or port, "
        + "for example --dns [::1]:5354"
    ),
  ])
  func `forbidden names the option and a way out`(_ endpoint: String, _ text: String) throws {
    #expect(try TransportError.forbidden(Endpoint(endpoint)).description == text)
  }

  @Test(arguments: ["127.0.0.1:53", "[::]:0", "10.0.0.1:65535"])
  func `every text is one line that begins with the option`(_ text: String) throws {
    let endpoint = try Endpoint(text)
    let errors: [TransportError] = [
      .forbidden(endpoint), .taken(endpoint, .udp), .taken(endpoint, .tcp), .notLocal(endpoint),
      .familyMissing([endpoint]), .overlap(endpoint, with: endpoint),
      .noSharedPort(endpoint, attempts: 64),
      .system(endpoint, SystemCallError(call: "listen", number: 1)),
    ]
    for error in errors {
      #expect(error.description.hasPrefix("--dns \(endpoint): "))
      #expect(!error.description.contains("\n"))
    }
  }
}
