import ArgumentParser

/// A duration as Go and Kubernetes write it: `300ms`, `1.5s`, `2m30s`, `1h`; a bare number is
/// seconds.
struct DurationArgument: ExpressibleByArgument, CustomStringConvertible {
  let duration: Duration

  init(_ duration: Duration) {
    self.duration = duration
  }

  init?(argument: String) {
    if let seconds = Double(argument), seconds >= 0, seconds < 1e9 {
      duration = .seconds(seconds)
      return
    }
    var rest = argument[...]
    var total = Duration.zero
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), number < 1e9, let scale = Self.units[String(unit)] else {
        return nil
      }
      total += scale * number
    }
    duration = total
  }

  var description: String {
    let milliseconds = Int(duration / .milliseconds(1))
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }

  private static let units: [String: Duration] = [
    "us": .microseconds(1), "ms": .milliseconds(1), "s": .seconds(1), "m": .seconds(60),
    "h": .seconds(3600),
  ]
}
