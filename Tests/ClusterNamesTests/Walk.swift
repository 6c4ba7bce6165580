/// A small generator of random numbers (SplitMix64) whose seed a failing test prints.
struct Walk: RandomNumberGenerator {
  private var state: UInt64

  /// Starts at a seed that differs from run to run, and prints it.
  init(_ test: String = #function, seed: UInt64 = .random(in: 0...(.max))) {
    state = seed
    print("\(test): seed \(seed)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func text(of alphabet: String, length: ClosedRange<Int>) -> String {
    let characters = Array(alphabet)
    let count = Int.random(in: length, using: &self)
    return String((0..<count).map { _ in characters.randomElement(using: &self)! })
  }

  /// A valid RFC 1123 label.
  mutating func label(longest: Int = 63) -> String {
    let alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789"
    let edge = text(of: alphanumeric, length: 1...1)
    guard longest > 1, Bool.random(using: &self) else { return edge }
    return edge + text(of: alphanumeric + "---", length: 0...(longest - 2))
      + text(of: alphanumeric, length: 1...1)
  }

  mutating func octets(_ length: ClosedRange<Int>) -> [UInt8] {
    let count = Int.random(in: length, using: &self)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}
