import Foundation
import Testing
import Wire

@Suite("Parse, compose, parse: equal")
struct RoundTripTests {
  static let seeds = (0..<20).map { _ in UInt64.random(in: .min ... .max) }

  @Test(arguments: seeds)
  func randomMessages(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for step in 0..<100 {
      let sent = generator.message()
      let composed = sent.compose()
      let parsed = try Message.parse(composed)
      #expect(parsed == sent, "seed \(seed), step \(step)")
      #expect(brokenPromise(composed) == nil, "seed \(seed), step \(step)")
    }
  }

  /// Single octets of good messages changed, cut off and put in.
  @Test(arguments: seeds)
  func damagedMessages(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for step in 0..<200 {
      var octets = generator.message().compose()
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !octets.isEmpty {
        let index = Int.random(in: 0..<octets.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: octets[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: octets[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: octets.removeSubrange(index...)
        default: octets.insert(UInt8.random(in: 0xC0...0xC1, using: &generator), at: index)
        }
      }
      #expect(brokenPromise(octets) == nil, "seed \(seed), step \(step): \(octets)")
    }
  }

  @Test(arguments: seeds)
  func everyShorterMessageIsRejected(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let whole = generator.message().compose()
    for count in 0..<whole.count {
      #expect(reason(Array(whole.prefix(count))) != nil, "seed \(seed): \(count) octets")
    }
    #expect(reason(whole + [0]) == .trailingOctets(1), "seed \(seed)")
  }

  @Test func randomOctets() {
    let seed = UInt64.random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    for step in 0..<2000 {
      // Small counts, or nothing behind the header would ever be reached.
      var octets = generator.octets(0...200)
      for index in [4, 6, 8, 10] where octets.count >= 12 {
        octets[index] = 0
        octets[index + 1] &= 1
      }
      #expect(brokenPromise(octets) == nil, "seed \(seed), step \(step): \(octets)")
    }
  }

  /// What the fuzzer found worth keeping, and messages made by hand to be nasty.
  @Test func corpus() throws {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Corpus")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(files.count > 50, "the corpus in \(folder.path) is not whole")
    for file in files {
      let octets = [UInt8](try Data(contentsOf: file))
      #expect(brokenPromise(octets) == nil, "\(file.lastPathComponent)")
    }
  }
}
