import OrdinalServer
import Testing

/// What the command line takes for numbers and times, and what it says of others.
struct OptionTextTests {
  @Test func times() throws {
    #expect(try OrdinalServer.duration(parsing: "1.5s") == .milliseconds(1500))
    let error = #expect(throws: OrdinalError.self) { try OrdinalServer.duration(parsing: "abc") }
    #expect(error?.description == "must be a time like 500ms, 2s, 1m30s or 1h")
  }

  @Test(arguments: ["0", "1", "2147483647"])
  func numbers(text: String) throws {
    let range = OrdinalServer.Configuration.timesToLive
    #expect(try OrdinalServer.number(parsing: text, in: range) == Int(text))
  }

  @Test(arguments: ["", "x", "-1", "1.5", "0x10", "2147483648", "99999999999999999999"])
  func otherNumbers(text: String) {
    let range = OrdinalServer.Configuration.timesToLive
    let error = #expect(throws: OrdinalError.self) {
      try OrdinalServer.number(parsing: text, in: range)
    }
    #expect(error?.description == "must be a whole number from 0 to 2147483647")
  }
}
