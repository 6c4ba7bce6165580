import OrdinalServer

/// A length of time as Go and Kubernetes write it, and the scripts of pods: `300ms`, `1.5s`,
/// `2m30s`, `1h`; a bare number is seconds.
struct DurationArgument: CustomStringConvertible {
  let duration: Duration

  init(_ duration: Duration) {
    self.duration = duration
  }

  init(parsing text: String) throws(OrdinalError) {
    let isBare = text.last.map { $0.isNumber || $0 == "." } ?? false
    duration = try OrdinalServer.duration(parsing: isBare ? text + "s" : text)
  }

  var description: String {
    let milliseconds = Int(duration / .milliseconds(1))
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}
