/// Ages as kubectl prints them: `4s`, `5m12s`, `3h7m`, `2d4h`, `400d`, `3y21d`.
///
/// The longer, the coarser: two units while the small one still matters, then one.
enum HumanDuration {
  /// A second in the future is the clocks' fault, more is an error.
  static func text(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    switch seconds {
    case ..<(-1): return "<invalid>"
    case ..<0: return "0s"
    case ..<120: return "\(seconds)s"
    default: break
    }
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    let (days, years) = (hours / 24, hours / 24 / 365)
    if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    if days < 8 { return pair(days, "d", hours % 24, "h") }
    if years < 2 { return "\(days)d" }
    if years < 8 { return pair(years, "y", days % 365, "d") }
    return "\(years)y"
  }

  private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ unit: String)
    -> String
  {
    small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(unit)"
  }
}
