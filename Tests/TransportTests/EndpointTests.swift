import Testing

@testable import Transport

struct EndpointTests {
  @Test(arguments: [
    "127.0.0.1:1053", "0.0.0.0:0", "[::1]:1053", "[::]:65535", "[fd00::2]:53", "[fe80::1%lo]:53",
  ])
  func `prints what it parsed`(_ text: String) throws {
    #expect(try Endpoint(text).description == text)
  }

  @Test(arguments: [
    ("127.0.0.1", EndpointError.noPort(found: "127.0.0.1")),
    ("", .noPort(found: "")),
    ("[::1]", .noPort(found: "[::1]")),
    ("::1:53", .noBrackets(found: "::1:53")),
    ("127.0.0.1:", .badPort(found: "")),
    ("127.0.0.1:65536", .badPort(found: "65536")),
    ("127.0.0.1:+53", .badPort(found: "+53")),
    ("127.0.0.1:-1", .badPort(found: "-1")),
    ("localhost:53", .badAddress(found: "localhost")),
    (":53", .badAddress(found: "")),
    ("[127.0.0.1]:53", .badAddress(found: "127.0.0.1")),
    ("127.0.0.01:53", .badAddress(found: "127.0.0.01")),
    ("[fe80::1]:53", .badInterface(found: "none", address: "fe80::1")),
    ("[fe80::1%nosuch]:53", .badInterface(found: "nosuch", address: "fe80::1")),
    ("[::1%lo]:53", .badInterface(found: "lo", address: "::1")),
  ])
  func `says what is wrong`(_ text: String, _ error: EndpointError) {
    #expect(throws: error) { try Endpoint(text) }
  }

  @Test(arguments: [
    ("0.0.0.0:53", "127.0.0.1:53", true),
    ("127.0.0.1:53", "0.0.0.0:53", true),
    ("127.0.0.1:53", "127.0.0.1:53", true),
    ("127.0.0.1:53", "127.0.0.2:53", false),
    ("0.0.0.0:53", "[::]:53", false),
    ("0.0.0.0:53", "0.0.0.0:54", false),
    ("0.0.0.0:0", "0.0.0.0:0", false),
  ])
  func `covers what its socket takes`(_ one: String, _ other: String, _ covers: Bool) throws {
    #expect(try Endpoint(one).covers(Endpoint(other)) == covers)
  }

  @Test(arguments: ["127.0.0.1:1053", "255.255.255.254:1", "[::1]:53", "[2001:db8::a:b]:65535"])
  func `survives the socket address`(_ text: String) throws {
    let endpoint = try Endpoint(text)
    let address = SocketAddress(endpoint)
    #expect(address.address == endpoint.address)
    #expect(address.port == endpoint.port)
  }
}
