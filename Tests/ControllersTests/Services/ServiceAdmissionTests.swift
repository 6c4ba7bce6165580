import ClusterNames
import Controllers
import ObjectStore
import Objects
import Synchronization
import Testing

/// Fails the commits of the given numbers.
private final class BrokenJournal: Journal {
  private let count = Atomic(0)
  private let broken: Set<Int>

  init(broken: Set<Int>) { self.broken = broken }

  func load() async throws(JournalError) -> JournalContents { JournalContents() }

  func commit(_ changes: [StoreEvent]) async throws(JournalError) {
    let number = count.add(1, ordering: .relaxed).newValue
    if broken.contains(number) { throw JournalError("broken") }
  }
}

struct ServiceAdmissionTests {
  private func cluster(
    _ families: [String] = ["IPv4"], _ blocks: [String] = ["10.96.0.0/16"]
  ) async throws -> Cluster {
    let blocks = try blocks.map { try AddressBlock($0) }
    return try await Cluster(plugins: [ServiceAdmission(families: families, blocks: blocks)])
  }

  private func service(
    _ name: String, clusterIP: String = "", selector: [String: String] = ["app": "x"]
  ) -> Service {
    var service = Make.service(
      name, selector: selector, ports: [ServicePort(name: "web", port: 80)], clusterIP: clusterIP)
    service.spec.ipFamilies = []
    return service
  }

  private func refusal(_ cluster: Cluster, _ write: Write) async -> String? {
    do {
      _ = try await cluster.store.commit(write)
      return nil
    } catch { return "\(error)" }
  }

  @Test func addressesComeInOrderAfterThoseThatPeopleChoose() async throws {
    let cluster = try await cluster()
    let first = try await cluster.create(service("a"))
    #expect(first.spec.clusterIP == "10.96.1.1" && first.spec.clusterIPs == ["10.96.1.1"])
    #expect(first.spec.ipFamilies == ["IPv4"] && first.spec.ipFamilyPolicy == "SingleStack")
    #expect(try await cluster.create(service("b")).spec.clusterIP == "10.96.1.2")
    #expect(
      try await cluster.create(service("c", clusterIP: "10.96.1.3")).spec.clusterIP == "10.96.1.3")
    #expect(try await cluster.create(service("d")).spec.clusterIP == "10.96.1.4")
  }

  @Test func addressesOfOthersAreRefused() async throws {
    let cluster = try await cluster()
    try await cluster.create(service("a", clusterIP: "10.96.7.7"))
    let rows = [
      ("10.96.7.7", "provided IP is already allocated"),
      ("10.96.0.1", "provided IP is already allocated"),
      (
        "10.1.1.1",
        "the provided IP (10.1.1.1) is not in the valid range. "
          + "The range of valid IPs is 10.96.0.0/16"
      ),
    ]
    for (address, reason) in rows {
      #expect(
        await refusal(cluster, .create(service("b", clusterIP: address)))
          == #"Service "b" is invalid: spec.clusterIPs: Invalid value: ["\#(address)"]: "#
          + "failed to allocate IP \(address): \(reason)")
    }
  }

  @Test func freedAddressesAndRefusedWritesCostNothing() async throws {
    let cluster = try await cluster(["IPv4"], ["10.96.0.0/29"])
    // .1 is the API's, .7 the broadcast address.
    var services: [Service] = []
    for number in 0..<5 { services.append(try await cluster.create(service("s\(number)"))) }
    #expect(Set(services.map(\.spec.clusterIP)) == Set((2...6).map { "10.96.0.\($0)" }))
    let full = "Internal error occurred: failed to allocate a serviceIP: range is full"
    for _ in 0..<2 { #expect(await refusal(cluster, .create(service("more"))) == full) }
    try await cluster.delete(services[3])
    #expect(await refusal(cluster, .create(service("s0"))) == #"services "s0" already exists"#)
    #expect(try await cluster.create(service("t")).spec.clusterIP == services[3].spec.clusterIP)
  }

  @Test func headlessServicesTakeNoAddress() async throws {
    let cluster = try await cluster()
    let headless = try await cluster.create(service("a", clusterIP: "None"))
    #expect(headless.spec.clusterIPs == ["None"] && headless.spec.ipFamilies == ["IPv4"])
    let manual = try await cluster.create(service("b", clusterIP: "None", selector: [:]))
    #expect(manual.spec.ipFamilies == ["IPv4", "IPv6"])
    #expect(manual.spec.ipFamilyPolicy == "RequireDualStack")
    var external = service("c")
    external.spec.type = "ExternalName"
    external.spec.externalName = "www.example.com"
    let stored = try await cluster.create(external)
    #expect(stored.spec.clusterIP == "" && stored.spec.ipFamilies == [])
  }

  @Test func updatesKeepWhatTheyLeaveOut() async throws {
    let cluster = try await cluster()
    let stored = try await cluster.create(service("a"))
    var update = service("a")
    update.spec.ports[0].port = 81
    let updated = try await cluster.update(update)
    #expect(updated.spec.clusterIP == stored.spec.clusterIP)
    #expect(updated.spec.clusterIPs == stored.spec.clusterIPs)
    #expect(updated.spec.ports[0].port == 81)
  }

  /// Upstream's allocator judges an update before validation does, and gives out what is new alone.
  @Test func updatesGetASecondFamilyAndGiveItBack() async throws {
    let dual = try await cluster(["IPv4", "IPv6"], ["10.96.0.0/16", "fd00:96::/112"])
    let single = try await dual.create(service("a"))
    var wanted = single
    wanted.spec.ipFamilyPolicy = "PreferDualStack"
    let both = try await dual.update(wanted)
    #expect(both.spec.clusterIPs == ["10.96.1.1", "fd00:96::101"])
    #expect(both.spec.ipFamilies == ["IPv4", "IPv6"])
    wanted = both
    wanted.spec.ports[0].name = "A_b"
    wanted.spec.clusterIPs.removeLast()
    #expect(
      await refusal(dual, .update(wanted))
        == #"Service "a" is invalid: spec.ipFamilyPolicy: Invalid value: "PreferDualStack": "#
        + "must be 'SingleStack' to release the secondary cluster IP")
    wanted = both
    wanted.spec.ipFamilyPolicy = "SingleStack"
    let again = try await dual.update(wanted)
    #expect(again.spec.clusterIPs == ["10.96.1.1"] && again.spec.ipFamilies == ["IPv4"])
    wanted = again
    wanted.spec.ipFamilyPolicy = "RequireDualStack"
    wanted.spec.clusterIPs = []
    wanted.spec.ipFamilies = []
    #expect(try await dual.update(wanted).spec.clusterIPs == ["10.96.1.1", "fd00:96::102"])
  }

  @Test func aFixedAddressIsForValidationToTell() async throws {
    let cluster = try await cluster()
    var changed = try await cluster.create(service("a"))
    try await cluster.create(service("b", clusterIP: "10.96.7.7"))
    for address in ["10.96.7.7", "10.1.1.1"] {
      changed.spec.clusterIP = address
      #expect(
        await refusal(cluster, .update(changed))
          == #"Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["\#(address)"]: "#
          + "may not change once set")
    }
    changed.spec.ipFamilyPolicy = "RequireDualStack"
    #expect(
      await refusal(cluster, .update(changed))?.contains("not configured for dual-stack") == true)
  }

  /// A server may be started with other ranges than those that its Services have addresses of.
  @Test func whatIsKeptNeedsNoRange() async throws {
    let cluster = try await cluster()
    let other = ServiceAdmission(families: ["IPv6"], blocks: [try AddressBlock("fd00:96::/112")])
    for address in ["", "None"] {
      let stored = try await cluster.create(service("a\(address.count)", clusterIP: address))
      var new = stored
      new.metadata.finalizers = []
      new.spec.ports[0].port = 81
      #expect(try other.allocate(new, replacing: stored) as? Service == new)
      new.spec.ipFamilyPolicy = "PreferDualStack"
      #expect(throws: StoreError.self) { try other.allocate(new, replacing: stored) }
      #expect(throws: StoreError.self) { try other.allocate(stored, replacing: nil) }
    }
  }

  @Test func twoFamiliesAreAskedFor() async throws {
    let dual = try await cluster(["IPv4", "IPv6"], ["10.96.0.0/16", "fd00:96::/112"])
    var wanted = service("a")
    wanted.spec.ipFamilies = ["IPv4", "IPv6"]
    #expect(
      await refusal(dual, .create(wanted))
        == #"Service "a" is invalid: spec.ipFamilyPolicy: Invalid value: "SingleStack": must be "#
        + "'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified")
    let one = try await cluster()
    wanted = service("b", clusterIP: "fd00::1")
    #expect(
      await refusal(one, .create(wanted))
        == #"Service "b" is invalid: spec.clusterIPs[0]: Invalid value: ["fd00::1"]: "#
        + "IPv6 is not configured on this cluster")
  }

  /// A Service whose name was an alias gets an address as a new one does; and gives it back.
  @Test func aliasesBecomeServices() async throws {
    let cluster = try await cluster()
    var alias = service("a")
    (alias.spec.type, alias.spec.externalName) = ("ExternalName", "www.example.com")
    var stored = try await cluster.create(alias)
    (stored.spec.type, stored.spec.externalName) = ("ClusterIP", "")
    stored = try await cluster.update(stored)
    #expect(stored.spec.clusterIPs == ["10.96.1.1"] && stored.spec.ipFamilies == ["IPv4"])
    (stored.spec.type, stored.spec.externalName) = ("ExternalName", "www.example.com")
    // Only one of the two fields was cleared.
    stored.spec.clusterIP = ""
    stored = try await cluster.update(stored)
    #expect(stored.spec.clusterIP == "" && stored.spec.clusterIPs == [])
    #expect(
      try await cluster.create(service("b", clusterIP: "10.96.1.1")).spec.clusterIP == "10.96.1.1")
  }

  @Test func dualStackNeedsTwoFamilies() async throws {
    let dual = try await cluster(["IPv4", "IPv6"], ["10.96.0.0/16", "fd00:96::/112"])
    var wanted = service("a")
    wanted.spec.ipFamilyPolicy = "RequireDualStack"
    let stored = try await dual.create(wanted)
    #expect(stored.spec.clusterIPs == ["10.96.1.1", "fd00:96::101"])
    var preferring = service("b")
    preferring.spec.ipFamilyPolicy = "PreferDualStack"
    let single = try await cluster()
    #expect(try await single.create(preferring).spec.clusterIPs == ["10.96.1.1"])
    #expect(
      await refusal(single, .create(wanted))
        == #"Service "a" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": "#
        + "this cluster is not configured for dual-stack services")
    var six = service("c")
    six.spec.ipFamilies = ["IPv6"]
    #expect(
      await refusal(single, .create(six))
        == #"Service "c" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": "#
        + "not configured on this cluster")
  }

  @Test func addressesOfAFailedBatchAreFreeAgain() async throws {
    let store = ObjectStore(
      plugins: [ServiceAdmission(blocks: [try AddressBlock("10.96.0.0/29")])],
      journal: BrokenJournal(broken: [2, 3, 4, 5, 6, 7]))
    _ = try await store.commit(.create(Namespace(metadata: ObjectMetadata(name: "sandbox"))))
    for _ in 2...7 {
      await #expect(throws: StoreError.self) {
        try await store.commit(.create(service("a", clusterIP: "10.96.0.3")))
      }
    }
    let stored = try await store.commit(.create(service("a", clusterIP: "10.96.0.3")))
    #expect((stored as? Service)?.spec.clusterIP == "10.96.0.3")
    for number in 0..<4 { _ = try await store.commit(.create(service("s\(number)"))) }
  }
}
