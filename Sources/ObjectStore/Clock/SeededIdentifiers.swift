import Synchronization

/// Identifiers that are the same in every run with the same seed.
package final class SeededIdentifiers: IdentifierSource {
  private let generator: Mutex<SeededGenerator>

  package init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

  package func uid() -> String { generator.withLock { Identifier.uid(using: &$0) } }

  package func nameSuffix() -> String {
    generator.withLock { Identifier.nameSuffix(using: &$0) }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and good enough for tests.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
