import ClusterNames
import Objects
import Testing

@testable import Pods

@Suite struct AddressBookTests {
  private let now = Timestamp(seconds: 1000)

  private func book(_ blocks: String) -> AddressBook {
    AddressBook(blocks: PinnedAddressesTests.families(blocks).blocks)
  }

  private func holder(_ name: String, set: String = "") -> AddressBook.Holder {
    AddressBook.Holder(uid: name, name: "sandbox/\(name)", set: set)
  }

  private func addresses(_ texts: String...) throws -> [IPAddress] {
    try texts.map { try IPAddress($0) }
  }

  @Test func oneAddressAFamily() throws {
    var book = book("10.244.0.0/16,fd00:10::/64")
    #expect(
      try book.assign([], to: holder("a"), now: now) == addresses("10.244.0.6", "fd00:10::6"))
    #expect(
      try book.assign(addresses("fd00::1"), to: holder("b"), now: now)
        == addresses("10.244.0.7", "fd00::1"))
    // Asked again, a pod keeps what it has.
    #expect(
      try book.assign([], to: holder("a"), now: now) == addresses("10.244.0.6", "fd00:10::6"))
  }

  @Test func aPinIsRefusedWhereAnotherPodHasIt() throws {
    var book = book("10.244.0.0/16")
    _ = try book.assign([], to: holder("a"), now: now)
    let pins = try addresses("10.244.0.6")
    let error = #expect(throws: AddressProblem.self) {
      try book.assign(pins, to: holder("b"), now: now)
    }
    #expect(error?.description == "address 10.244.0.6 belongs to pod sandbox/a")
    #expect(error?.reason == "AddressInUse")
    #expect(book.addresses(of: "b") == [])
    book.release("a", now: now)
    // A pin does not wait for the rest of an address.
    #expect(try book.assign(pins, to: holder("b"), now: now) == pins)
  }

  @Test func aMoveFreesTheOldAddress() throws {
    var book = book("10.0.0.4/30")
    _ = try book.assign([], to: holder("a"), now: now)
    _ = try book.assign(addresses("192.0.2.1"), to: holder("a"), now: now)
    #expect(book.holder(of: try IPAddress("10.0.0.5")) == nil)
    #expect(try book.assign([], to: holder("b"), now: now) == addresses("10.0.0.6"))
    #expect(try book.assign([], to: holder("c"), now: now) == addresses("10.0.0.5"))
  }

  @Test func exhaustionChangesNothing() throws {
    var book = book("10.0.0.4/30,fd00::4/127")
    for name in ["a", "b"] { _ = try book.assign([], to: holder(name), now: now) }
    let error = #expect(throws: AddressProblem.self) {
      try book.assign([], to: holder("c"), now: now)
    }
    #expect(error?.reason == "AddressesExhausted")
    #expect(
      error?.description
        == "all 2 addresses of 10.0.0.4/30 are in use; delete pods or serve with a larger --pod-cidr"
    )
    book.release("a", now: now)
    #expect(try book.assign([], to: holder("c"), now: now) == addresses("10.0.0.5", "fd00::4"))
  }

  @Test func anExhaustedSecondFamilyKeepsNoAddressOfTheFirst() throws {
    var book = book("10.0.0.0/29,fd00::4/128")
    _ = try book.assign([], to: holder("a"), now: now)
    #expect(throws: AddressProblem.self) { try book.assign([], to: holder("b"), now: now) }
    book.release("a", now: now)
    #expect(try book.assign([], to: holder("b"), now: now) == addresses("10.0.0.2", "fd00::4"))
    #expect(book.holder(of: try IPAddress("10.0.0.1")) == nil)
  }

  @Test func reservedAddressesAreNotDrawn() throws {
    var book = book("10.0.0.0/24")
    book.reserve([try IPAddress("10.0.0.6"), try IPAddress("10.0.0.7")], for: "set")
    #expect(try book.assign([], to: holder("a"), now: now) == addresses("10.0.0.8"))
    #expect(
      try book.assign(addresses("10.0.0.7"), to: holder("b", set: "set"), now: now)
        == addresses("10.0.0.7"))
    book.reserve([], for: "set")
    var drawn: [IPAddress] = []
    for number in 0..<252 {
      drawn += try book.assign([], to: holder("pod-\(number)"), now: now)
    }
    #expect(drawn.contains(try IPAddress("10.0.0.6")))
  }

  @Test func whatAnEarlierRunGaveIsKept() throws {
    var book = book("10.0.0.0/24")
    book.restore(try addresses("10.0.0.8"), to: holder("a"))
    book.restore(try addresses("10.0.0.8"), to: holder("b"))
    #expect(book.holder(of: try IPAddress("10.0.0.8"))?.uid == "a")
    #expect(try book.assign([], to: holder("a"), now: now) == addresses("10.0.0.8"))
    // What was free in between may be in a cache still: the next one goes on after it.
    #expect(try book.assign([], to: holder("c"), now: now) == addresses("10.0.0.9"))
  }
}
