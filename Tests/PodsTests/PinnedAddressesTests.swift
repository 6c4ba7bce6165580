import ClusterNames
import Testing

@testable import Pods

@Suite struct PinnedAddressesTests {
  static func families(_ blocks: String) -> AddressFamilies {
    // A block that does not parse is a bug in the test.
    AddressFamilies(blocks: blocks.split(separator: ",").map { try! AddressBlock(String($0)) })
  }

  let single = families("10.244.0.0/16")
  let dual = families("10.244.0.0/16,fd00:10::/64")

  @Test func entries() throws {
    let pinned = try PinnedAddresses(" 172.20.0.11, 172.20.0.12", families: single)
    #expect(pinned.entries.map { $0.map(\.description) } == [["172.20.0.11"], ["172.20.0.12"]])
    #expect(try PinnedAddresses("", families: single).entries.isEmpty)
    #expect(try PinnedAddresses("127.0.0.5", families: single).entries.count == 1)
  }

  @Test func pairsAreSortedAsTheFamiliesAre() throws {
    let pinned = try PinnedAddresses(
      "172.20.0.11/fd00::b,fd00::c/172.20.0.12,fd00::d", families: dual)
    #expect(
      pinned.entries.map { $0.map(\.description) } == [
        ["172.20.0.11", "fd00::b"], ["172.20.0.12", "fd00::c"], ["fd00::d"],
      ])
  }

  @Test(arguments: [
    ("172.20.0.300", "entry 1 \"172.20.0.300\": must be an IPv4 address"),
    ("172.20.0.11,,172.20.0.12", "entry 2 \"\": must be an IPv4 address"),
    ("172.20.0.11,", "entry 2 \"\": must be an IPv4 address"),
    ("172.20.0.11;172.20.0.12", "entry 1 \"172.20.0.11;172.20.0.12\": must be an IPv4 address"),
    ("172.20.0.011", "entry 1 \"172.20.0.011\": must be an IPv4 address"),
    ("172.20.0.0/24", "entry 1 \"172.20.0.0/24\": must be an IPv4 address"),
    ("172.20.0.1/172.20.0.2", "entry 1 \"172.20.0.1/172.20.0.2\": must be an IPv4 address"),
    (
      "fd00::1",
      "entry 1 \"fd00::1\": fd00::1 is of a family that the pods do not have; the pod CIDRs are 10.244.0.0/16"
    ),
    ("1.2.3.4, 1.2.3.4", "entry 2 \" 1.2.3.4\": 1.2.3.4 is in an earlier entry already"),
    ("0.0.0.0", "entry 1 \"0.0.0.0\": 0.0.0.0 is not an address that a pod can have"),
    ("224.0.0.1", "entry 1 \"224.0.0.1\": 224.0.0.1 is not an address that a pod can have"),
    ("169.254.1.1", "entry 1 \"169.254.1.1\": 169.254.1.1 is not an address that a pod can have"),
    (
      "255.255.255.255",
      "entry 1 \"255.255.255.255\": 255.255.255.255 is not an address that a pod can have"
    ),
  ])
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: PinError.self) { try PinnedAddresses(text, families: single) }
    #expect(error?.description == "annotation ordinal.internal/addresses, \(message)")
  }

  @Test(arguments: [
    "::", "ff02::1", "fe80::1", "febf::1", "1.2.3.4/5.6.7.8", "fd00::1/fd00::2", "1.2.3.4/x",
  ])
  func errorsWithTwoFamilies(_ text: String) {
    #expect(throws: PinError.self) { try PinnedAddresses(text, families: dual) }
  }

  @Test func bindings() throws {
    var bound = try BoundAddresses("10=1.2.3.4, 2=1.2.3.5/fd00::5", families: dual)
    #expect(bound.description == "2=1.2.3.5/fd00::5,10=1.2.3.4")
    try bound.bind(0, to: "1.2.3.6", families: dual)
    try bound.bind(10, to: "1.2.3.7", families: dual)
    bound.unbind(2)
    #expect(bound.description == "0=1.2.3.6,10=1.2.3.7")
    #expect(try BoundAddresses(bound.description, families: dual) == bound)
    // To what it has already: nothing is taken twice.
    try bound.bind(0, to: "1.2.3.6", families: dual)
    #expect(throws: PinError.self) { try bound.bind(1, to: "1.2.3.6", families: dual) }
  }

  @Test(arguments: [
    "1.2.3.4", "a=1.2.3.4", "-1=1.2.3.4", "0=", "0=1.2.3.4,0=1.2.3.5", "0=1.2.3.4,1=1.2.3.4",
    "99999999999=1.2.3.4",
  ])
  func bindingErrors(_ text: String) {
    #expect(throws: PinError.self) { try BoundAddresses(text, families: dual) }
  }
}
