import Testing

@testable import Transport

struct StreamFrameTests {
  @Test(
    arguments: [
      ([], 0, StreamFrame.incomplete),
      ([0], 0, .incomplete),
      ([0, 0], 0, .malformed),
      ([0, 0, 7], 0, .malformed),
      ([0, 1], 0, .incomplete),
      ([0, 1, 7], 0, .message(2..<3)),
      ([0, 1, 7, 0, 2, 8], 3, .incomplete),
      ([0, 1, 7, 0, 2, 8, 9], 3, .message(5..<7)),
      ([0, 1, 7], 3, .incomplete),
      ([0xFF, 0xFF, 1], 0, .incomplete),
    ] as [([UInt8], Int, StreamFrame)])
  func `finds the message`(_ octets: [UInt8], _ offset: Int, _ frame: StreamFrame) {
    let found = StreamFrame.next(in: octets.span, at: offset)
    #expect(found == frame)
  }

  @Test func `takes the longest message`() {
    let octets: [UInt8] = [0xFF, 0xFF] + Array(repeating: 1, count: 65535)
    let found = StreamFrame.next(in: octets.span, at: 0)
    #expect(found == .message(2..<65537))
  }
}
