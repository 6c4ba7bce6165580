import Testing

@testable import Pods

struct TimeTextTests {
  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("2s", .seconds(2)), ("1m30s", .seconds(90)),
    ("1h", .seconds(3600)), ("1h0m1s", .seconds(3601)), ("0s", .zero),
    ("1.5s", .milliseconds(1500)),
    ("0.25h", .seconds(900)), (".5m", .seconds(30)), ("2.s", .seconds(2)),
    ("20us", .microseconds(20)),
    ("1.5m1.5s", .milliseconds(91_500)), ("1s1s", .seconds(2)), ("00000002s", .seconds(2)),
    ("99999999h", .seconds(99_999_999 * 3600)),
    ("99999999.999999999h", .seconds(100_000_000 * 3600) - .nanoseconds(3600)),
    // What is finer than a moment is dropped.
    ("0.000000001s", .nanoseconds(1)), ("0.000000001ms", .zero), ("0.001us", .nanoseconds(1)),
  ])
  func numbersWithUnits(text: String, duration: Duration) {
    #expect(TimeText.parse(text) == duration)
  }

  @Test(arguments: [
    "", "abc", "s", "2", "1.5", "-2s", "+2s", "2 s", " 2s", "2S", "2d", "2sec", "1.5.5s", ".s", ".",
    "1m30", "1e3s", "٢s", "100000000h", "1.0000000001s", "99999999999999999999s", "2s.", "infs",
  ])
  func othersAreRefused(text: String) {
    #expect(TimeText.parse(text) == nil)
  }
}
