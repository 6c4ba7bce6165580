import Objects
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("2026-11-22T23:48:56Z", 1_795_391_336, 0), ("1970-01-01T00:00:00Z", 0, 0),
    ("1969-12-31T23:59:59.5Z", -1, 500_000_000), ("2000-02-29T12:00:00z", 951_825_600, 0),
    ("2026-11-23T01:48:56+02:00", 1_795_391_336, 0),
    ("2026-11-22t18:18:56-05:30", 1_795_391_336, 0),
    ("2026-11-22T23:48:56.123456789Z", 1_795_391_336, 123_456_789),
    ("2026-11-22T23:48:56.1234567891Z", 1_795_391_336, 123_456_789),
    ("0001-01-01T00:00:00Z", -62_135_596_800, 0), ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
  ])
  func textIsRead(text: String, seconds: Int64, nanoseconds: Int32) {
    #expect(Timestamp(text: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T23:48:56", "2026-11-22 23:48:56Z", "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T23:60:00Z", "2026-11-22T23:59:60Z", "2026-11-22T23:48:56.Z",
    "2026-11-22T23:48:56+2:00",
    "2026-11-22T23:48:56+24:00", "2026-11-22T23:48:56ZZ", "26-11-22T23:48:56Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
  ])
  func otherTextsAreNot(text: String) {
    #expect(Timestamp(text: text) == nil)
  }

  @Test func textForms() {
    let moment = Timestamp(seconds: 1_795_391_336, nanoseconds: 120_034_000)
    #expect(moment.description == "2026-11-22T23:48:56Z")
    #expect(moment.microseconds == "2026-11-22T23:48:56.120034Z")
    #expect(moment.exact == "2026-11-22T23:48:56.120034Z")
    #expect(moment.truncatedToSeconds.exact == "2026-11-22T23:48:56Z")
    #expect(moment.truncatedToSeconds.microseconds == "2026-11-22T23:48:56.000000Z")
  }

  /// Every day of four centuries, which is when the calendar repeats.
  @Test func everyDayComesBack() {
    for day in Int64(-146_097 / 2)...146_097 {
      let moment = Timestamp(seconds: day * 86_400 + 86_399)
      if Timestamp(text: moment.description) != moment { Issue.record("\(moment)") }
    }
  }

  @Test func arithmetic() {
    let moment = Timestamp(seconds: 10, nanoseconds: 900_000_000)
    #expect(moment + .milliseconds(200) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
    #expect(moment - .milliseconds(10_950) == Timestamp(seconds: -1, nanoseconds: 950_000_000))
    #expect(moment + .seconds(-11) == Timestamp(seconds: -1, nanoseconds: 900_000_000))
    #expect((moment + .seconds(5)) - moment == .seconds(5))
    #expect(moment.adding(seconds: 30).seconds == 40)
    var later = moment
    later += .nanoseconds(100_000_000)
    #expect(later == Timestamp(seconds: 11))
    #expect(moment < later)
  }
}
