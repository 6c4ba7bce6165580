/// Lengths of time as scripts and options have them, in Go's notation: `500ms`, `1.5s`, `1m30s`.
package enum TimeText {
  /// For whoever wrote something else.
  package static let allowed = "must be a time like 500ms, 2s, 1m30s or 1h"

  private static let units: [String: Duration] = [
    "us": .microseconds(1), "ms": .milliseconds(1), "s": .seconds(1), "m": .seconds(60),
    "h": .seconds(3600),
  ]

  /// Numbers with units, one after the other; nil for anything else.
  package static func parse(_ text: String) -> Duration? {
    var rest = text[...]
    var sum = Duration.zero
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCIIDigit || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !$0.isASCIIDigit && $0 != "." }
      rest = rest.dropFirst(unit.count)
      guard let scale = units[String(unit)], let part = product(number, scale) else { return nil }
      sum += part
    }
    return inNanoseconds(sum)
  }

  /// Of a decimal number. A thousand years are enough, and no sum overflows.
  private static func product(_ number: Substring, _ scale: Duration) -> Duration? {
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let (digits, decimals) = (parts[0], parts.count == 2 ? parts[1] : "")
    guard digits.count < 9, decimals.count < 10, digits.count + decimals.count > 0,
      let whole = Int("0" + digits), let fraction = Int("0" + decimals)
    else { return nil }
    return scale * whole + decimals.reduce(scale * fraction) { rest, _ in rest / 10 }
  }

  /// Moments have no finer parts, and what is due between two of them would never be.
  private static func inNanoseconds(_ duration: Duration) -> Duration {
    let (seconds, attoseconds) = duration.components
    return Duration(
      secondsComponent: seconds, attosecondsComponent: attoseconds - attoseconds % 1_000_000_000)
  }
}
