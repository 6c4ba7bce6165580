/// RFC 3339 texts, as the API has them: `2026-11-22T23:48:56Z`, and `...56.123456Z` for MicroTime.
extension Timestamp: CustomStringConvertible {
  /// Whole seconds, in UTC (`metav1.Time`).
  package var description: String { dateAndTime + "Z" }

  /// Always six digits of a fraction (`metav1.MicroTime`).
  package var microseconds: String {
    "\(dateAndTime).\(Self.padded(Int64(nanoseconds) / 1000, 6))Z"
  }

  /// As many digits of a fraction as it takes, up to nine (Go's `RFC3339Nano`).
  package var exact: String {
    guard nanoseconds != 0 else { return description }
    var fraction = Self.padded(Int64(nanoseconds), 9)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(dateAndTime).\(fraction)Z"
  }

  private var dateAndTime: String {
    let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    let date = Self.date(day: day)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }
    return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T"
      + clock.joined(separator: ":")
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Reads RFC 3339 §5.6 with any offset and fraction; nil for anything else.
  package init?(text: String) {
    var reader = DigitReader(octets: Array(text.utf8))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let day = reader.number(2), reader.skip("T") || reader.skip("t"),
      let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
      reader.skip(":"), let second = reader.number(2),
      (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var nanoseconds: Int64 = 0
    if reader.skip(".") {
      guard let fraction = reader.fraction() else { return nil }
      nanoseconds = fraction
    }
    guard let offset = reader.offset(), reader.isAtEnd else { return nil }
    let days = Self.day(year: year, month: month, day: day)
    self.init(
      seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset,
      nanoseconds: Int32(nanoseconds))
  }

  /// The Gregorian calendar, also before it was in use (RFC 3339 §5.6 knows no other).
  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 of the Gregorian calendar, counted in years that begin in March: so the
  /// leap day is the last of its year and months have one formula.
  private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month > 2 ? year : year - 1
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The way back from ``day(year:month:day:)``.
  private static func date(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}

/// Reads fixed-width digits and single signs from the front.
private struct DigitReader {
  let octets: [UInt8]
  var position = 0

  init(octets: [UInt8]) { self.octets = octets }

  var isAtEnd: Bool { position == octets.count }

  mutating func digit() -> Int64? {
    guard position < octets.count, (0x30...0x39).contains(octets[position]) else { return nil }
    defer { position += 1 }
    return Int64(octets[position] - 0x30)
  }

  mutating func number(_ width: Int) -> Int64? {
    var number: Int64 = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard position < octets.count, UInt32(octets[position]) == sign.value else { return false }
    position += 1
    return true
  }

  /// Nanoseconds; digits past the ninth are read and dropped.
  mutating func fraction() -> Int64? {
    guard var number = digit() else { return nil }
    var width = 1
    while let digit = digit() {
      if width < 9 {
        number = number * 10 + digit
        width += 1
      }
    }
    while width < 9 {
      number *= 10
      width += 1
    }
    return number
  }

  /// `Z` or `+HH:MM`, in seconds.
  mutating func offset() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = number(2), skip(":"), let minutes = number(2),
      hours < 24, minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
  }
}
