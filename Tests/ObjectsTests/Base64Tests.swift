import Foundation
import Testing

@testable import Objects

struct Base64Tests {
  @Test func agreesWithFoundation() throws {
    var walk = Walk(state: 3)
    for length in 0..<100 {
      let octets = (0..<length).map { _ in UInt8.random(in: 0...255, using: &walk) }
      let text = Base64.encode(octets)
      #expect(text == Data(octets).base64EncodedString())
      #expect(try Base64.decode(text) == octets)
    }
  }

  @Test(arguments: [("AA\n==", [0]), ("\r\nAAE=\n", [0, 1]), ("\n", [])])
  func lineEndsArePassedOver(text: String, octets: [UInt8]) throws {
    #expect(try Base64.decode(text) == octets)
  }
}
