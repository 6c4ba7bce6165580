import ClusterNames
import Registry
import Testing
import Wire

/// Replaced memory is freed once no reader can hold it, and not before.
@Suite struct ReclamationTests {
  static func replace(_ registry: Registry, _ number: Int) {
    registry.publish([.name(Sample.entry("flip.cluster.local", [Sample.a(number: number)]))])
  }

  /// As long as the reclaiming thread of another registry takes for several rounds.
  static func staysRetired(_ registry: Registry) -> Bool {
    let other = Sample.registry([])
    for number in 0..<8 {
      replace(other, number)
      _ = Threads.wait { other.retiredBlocks == 0 }
    }
    return registry.retiredBlocks > 0
  }

  @Test func `without readers nothing waits`() {
    let registry = Sample.registry([])
    for number in 0..<10 { Self.replace(registry, number) }
    #expect(Threads.wait { registry.retiredBlocks == 0 })
  }

  @Test func `a reader that is awake holds memory back until it is quiescent`() {
    let registry = Sample.registry([])
    Self.replace(registry, 0)
    let probe = Probe(registry)
    let other = Probe(registry)
    Self.replace(registry, 1)
    #expect(registry.retiredBlocks == 1)
    #expect(Self.staysRetired(registry))
    probe.quiescent()
    #expect(Self.staysRetired(registry), "the other reader has not passed")
    other.quiescent()
    #expect(Threads.wait { registry.retiredBlocks == 0 })
  }

  @Test func `a reader that sleeps or is gone holds nothing back`() {
    let registry = Sample.registry([])
    Self.replace(registry, 0)
    do {
      let gone = Probe(registry)
      Self.replace(registry, 1)
      #expect(registry.retiredBlocks == 1)
      gone.quiescent()
    }
    let sleeper = Probe(registry)
    sleeper.sleep()
    Self.replace(registry, 2)
    #expect(Threads.wait { registry.retiredBlocks == 0 })
    sleeper.wake()
    Self.replace(registry, 3)
    #expect(Self.staysRetired(registry))
    sleeper.sleep()
    #expect(Threads.wait { registry.retiredBlocks == 0 })
  }

  @Test func `a reader sees what was published while it slept`() throws {
    let registry = Sample.registry([])
    var probe = Probe(registry)
    for number in 0..<50 {
      probe.sleep()
      Self.replace(registry, number)
      probe.wake()
      #expect(
        try probe.message("flip.cluster.local", .a).answers.map(\.data) == [
          Sample.a(number: number)
        ])
    }
  }

  @Test func `places of readers are used again`() {
    let registry = Sample.registry([])
    for _ in 0..<1000 {
      let probe = Probe(registry, capacity: 1296)
      probe.quiescent()
    }
  }
}
