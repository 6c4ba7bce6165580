import ClusterNames
import Registry
import Synchronization
import Testing
import Wire

/// What readers see while a writer publishes: the old or the new, never a mixture, never nothing.
@Suite struct PublicationTests {
  static let readers = 3

  /// Failures counted off the test's own thread.
  final class Count: Sendable {
    let number = Atomic<Int>(0)
    func add() { number.add(1, ordering: .relaxed) }
    var value: Int { number.load(ordering: .relaxed) }
  }

  final class Flag: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  /// Runs `read` over and over on threads of their own while `write` publishes.
  static func race(
    _ registry: Registry, read: @escaping @Sendable (inout Probe, Int) -> Bool, write: () -> Void
  ) -> (failures: Int, reads: Int) {
    let (failures, reads, isDone) = (Count(), Count(), Flag())
    Threads.run(readers) { _ in
      var probe = Probe(registry, capacity: 4096)
      var round = 0
      repeat {
        if !read(&probe, round) { failures.add() }
        reads.add()
        round += 1
        probe.quiescent()
        if round % 16 == 0 {
          probe.sleep()
          probe.wake()
        }
      } while !isDone.isSet.load(ordering: .acquiring)
    } while: {
      write()
      _ = Threads.wait { reads.value > 200 }
      isDone.isSet.store(true, ordering: .releasing)
    }
    return (failures.value, reads.value)
  }

  static func addresses(_ probe: inout Probe, _ query: [UInt8]) -> Set<RecordData>? {
    guard case .reply(let octets) = probe.ask(query), let answer = try? Message.parse(octets)
    else { return nil }
    return Set(answer.answers.map(\.data))
  }

  static func set(_ generation: Int) -> [RecordData] {
    (0..<8).map { Sample.a(number: generation * 16 + $0) }
  }

  @Test func `a name that is replaced has the old set or the new one`() throws {
    let registry = Sample.registry([Sample.entry("flip.cluster.local", Self.set(0))])
    let query = try Message.query("flip.cluster.local").compose()
    let result = Self.race(registry) { probe, _ in
      guard let seen = Self.addresses(&probe, query), seen.count == 8 else { return false }
      let generations = Set(
        seen.map { data -> UInt32 in
          if case .a(let address) = data { address.rawValue >> 4 } else { 0 }
        })
      return generations.count == 1
    } write: {
      for generation in 1...400 {
        registry.publish([.name(Sample.entry("flip.cluster.local", Self.set(generation)))])
      }
    }
    #expect(result.failures == 0)
    #expect(Threads.wait { registry.retiredBlocks == 0 })
  }

  @Test func `names stay found while others come and go and the table grows`() throws {
    let fixed = (0..<50).map { Sample.entry("fixed-\($0).cluster.local", [Sample.a(number: $0)]) }
    let registry = Sample.registry(fixed)
    let queries = try (0..<50).map { try Message.query("fixed-\($0).cluster.local").compose() }
    let missing = try Message.query("never.cluster.local").compose()
    let result = Self.race(registry) { probe, round in
      let index = round % 50
      guard Self.addresses(&probe, queries[index]) == [Sample.a(number: index)] else {
        return false
      }
      return Self.addresses(&probe, missing) == []
    } write: {
      for round in 0..<4 {
        for index in 0..<600 {
          let name = "other-\(round % 2)-\(index).cluster.local"
          registry.publish([.name(Sample.entry(name, [Sample.a(number: index)]))])
        }
        registry.publish(
          (0..<600).map { .removeName(Sample.name("other-\(round % 2)-\($0).cluster.local")) })
      }
      let many = (0..<5000).map {
        Change.name(Sample.entry("grown-\($0).cluster.local", [Sample.a(number: $0)]))
      }
      registry.publish(many)
    }
    #expect(result.failures == 0)
    #expect(Threads.wait { registry.retiredBlocks == 0 })
    var probe = Probe(registry)
    for index in 0..<5000 {
      let answer = try probe.message("GROWN-\(index).cluster.local", .a)
      #expect(answer.answers.map(\.data) == [Sample.a(number: index)])
    }
    for index in 0..<600 {
      #expect(try probe.message("other-1-\(index).cluster.local", .a).responseCode == .noSuchName)
    }
  }

  @Test func `a pod has its name before the set has its address`() throws {
    let registry = Sample.registry([Sample.entry("svc.cluster.local", [Sample.a(number: 0)])])
    registry.publish([.name(Sample.entry("pod-0.cluster.local", [Sample.a(number: 0)]))])
    let set = try Message.query("svc.cluster.local", edns: EDNS(payloadSize: 1232)).compose()
    let pods = try (0...60).map { try Message.query("pod-\($0).cluster.local").compose() }
    let result = Self.race(registry) { probe, _ in
      guard let seen = Self.addresses(&probe, set) else { return false }
      return seen.allSatisfy { data in
        guard case .a(let address) = data else { return false }
        return Self.addresses(&probe, pods[Int(address.rawValue & 0xFF)]) == [data]
      }
    } write: {
      for last in 1...60 {
        registry.publish([
          .name(Sample.entry("pod-\(last).cluster.local", [Sample.a(number: last)])),
          .name(Sample.entry("svc.cluster.local", (0...last).map { Sample.a(number: $0) })),
        ])
      }
    }
    #expect(result.failures == 0)
  }

  @Test func `a zone that is replaced takes its names along`() throws {
    let registry = Sample.registry(Sample.entries)
    let query = try Message.query("no.cluster.local").compose()
    let result = Self.race(registry) { probe, _ in
      guard case .reply(let octets) = probe.ask(query), let answer = try? Message.parse(octets),
        case .soa(let soa)? = answer.authorities.first?.data
      else { return false }
      return (5...105).contains(soa.minimum)
    } write: {
      for seconds in 6...105 {
        registry.publish([
          .zone(.cluster(apex: Sample.zone, negativeTimeToLive: UInt32(seconds)))
        ])
      }
    }
    #expect(result.failures == 0)
    #expect(Threads.wait { registry.retiredBlocks == 0 })
  }

  @Test func `publishing what is there already changes nothing`() {
    let registry = Sample.registry(Sample.entries)
    let serial = registry.snapshot.serial
    registry.publish(Sample.entries.map { .name($0) })
    registry.publish([.removeName(Sample.name("no.cluster.local"))])
    registry.publish([.removeZone(Sample.name("example.com"))])
    #expect(registry.snapshot.serial == serial && registry.retiredBlocks == 0)
  }

  @Test func `a snapshot stays as it was`() {
    let registry = Sample.registry(Sample.entries)
    let before = registry.snapshot
    let name = Sample.name(Sample.httpd)
    registry.publish([.removeName(name), .name(Sample.entry("new.cluster.local"))])
    #expect(before.entry(name) != nil && registry.snapshot.entry(name) == nil)
    #expect(before.entries.count == registry.snapshot.entries.count)
    #expect(before.entries.map(\.name) == before.entries.map(\.name).sorted())
    let closest = before.closestEncloser(of: Sample.name("a.b.\(Sample.httpd)"))
    #expect(closest?.name == name)
    #expect(before.zone(holding: name)?.apex == Sample.zone)
    #expect(before.zone(holding: .root) == nil)
  }
}
