import ClusterNames
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    ("10.244.0.6", 0x0AF4_0006 as UInt32), ("0.0.0.0", 0), ("255.255.255.255", .max),
    ("127.0.0.1", 0x7F00_0001),
  ])
  func parsesIPv4(text: String, number: UInt32) throws {
    #expect(try IPv4Address(text).rawValue == number)
    #expect(IPv4Address(rawValue: number).description == text)
    #expect(try IPAddress(text) == .v4(IPv4Address(rawValue: number)))
  }

  @Test(arguments: [
    "", ".", "1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1",
    "01.2.3.4", "1.2.3.00", "1.2.3.0004", "1.2.3.-4", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ",
    "0x1.2.3.4", "1.2.3.4/32", "١.2.3.4", "1.2.3.99999999999999999999",
  ])
  func refusesIPv4(text: String) {
    #expect(throws: AddressError.notIPv4(found: text)) { try IPv4Address(text) }
    #expect(throws: AddressError.notAddress(found: text)) { try IPAddress(text) }
  }

  @Test(arguments: [
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:db8::1", "2001:db8::1"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
    ("2001:0db8:0001:0000:0000:0000:0000:0001", "2001:db8:1::1"),
    ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("0:0:1:0:0:0:1:0", "0:0:1::1:0"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("::ffff:a00:1", "::ffff:10.0.0.1"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
    ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
  ])
  func parsesIPv6(text: String, canonical: String) throws {
    let address = try IPv6Address(text)
    #expect(address.description == canonical)
    #expect(try IPv6Address(canonical) == address)
    #expect(try IPAddress(text) == .v6(address))
  }

  @Test(arguments: [
    "", ":", ":::", "1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
    "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "1::2::3", "1:::2", "12345::", "g::", "::1%eth0",
    ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:", ":1", "1:", "::1.2.3", "::1.2.3.4.5", "::01.2.3.4",
    "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::1:2:3:4:5:6:1.2.3.4", "1.2.3.4", "[::1]", "::1 ",
  ])
  func refusesIPv6(text: String) {
    #expect(throws: AddressError.notIPv6(found: text)) { try IPv6Address(text) }
  }

  @Test func errorsAreKubernetesTexts() {
    #expect(
      AddressError.notAddress(found: "foo").description
        == "\"foo\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")
    #expect(
      AddressError.notBlock(found: "x").description
        == "\"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")
  }

  @Test func sortsByFamilyThenNumber() throws {
    let texts = ["9.0.0.0", "10.0.0.0", "::1", "::ffff:1.2.3.4", "1::", "fd00::1", "fd00::2"]
    let addresses = try texts.map { text in try IPAddress(text) }
    #expect(addresses.reversed().sorted() == addresses)
  }

  @Test(arguments: [
    ("127.0.0.1", true, false), ("127.77.0.6", true, false), ("::1", true, false),
    ("128.0.0.1", false, false), ("::2", false, false), ("0.0.0.0", false, true),
    ("::", false, true),
  ])
  func knowsSpecialAddresses(text: String, isLoopback: Bool, isUnspecified: Bool) throws {
    let address = try IPAddress(text)
    #expect(address.isLoopback == isLoopback)
    #expect(address.isUnspecified == isUnspecified)
  }

  @Test func randomAddressesReadBack() throws {
    var walk = Walk()
    for _ in 0..<2000 {
      let mask = walk.next() & walk.next() & walk.next()
      let address = IPAddress.v6(IPv6Address(high: walk.next() & mask, low: walk.next() & mask))
      #expect(try IPAddress(address.description) == address)
      #expect(IPAddress(reverseName: address.reverseName) == address)
      #expect(IPAddress(dashedText: address.dashedText) == address)
      let short = IPAddress.v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: walk.next())))
      #expect(try IPAddress(short.description) == short)
      #expect(IPAddress(reverseName: short.reverseName) == short)
      #expect(IPAddress(dashedText: short.dashedText) == short)
    }
  }
}
