import Testing

@testable import KubeAPI

struct HumanDurationTests {
  static let hour = 3600
  static let day = 86_400
  static let year = 365 * 86_400

  /// Both sides of every step of upstream's duration.HumanDuration.
  @Test(arguments: [
    (-3, "<invalid>"), (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (1, "1s"), (119, "119s"),
    (120, "2m"), (121, "2m1s"), (179, "2m59s"), (599, "9m59s"), (600, "10m"), (659, "10m"),
    (3 * hour - 1, "179m"), (3 * hour, "3h"), (3 * hour + 59, "3h"), (3 * hour + 60, "3h1m"),
    (8 * hour - 1, "7h59m"), (8 * hour, "8h"), (48 * hour - 1, "47h"), (2 * day, "2d"),
    (2 * day + hour, "2d1h"), (8 * day - 1, "7d23h"), (8 * day, "8d"), (2 * year - 1, "729d"),
    (2 * year, "2y"), (2 * year + day, "2y1d"), (8 * year - 1, "7y364d"), (8 * year, "8y"),
    (20 * year + day, "20y"),
  ])
  func text(seconds: Int, wanted: String) {
    #expect(HumanDuration.text(.seconds(seconds)) == wanted)
  }

  /// Go cuts fractions towards zero.
  @Test func fractionsAreCut() {
    #expect(HumanDuration.text(.milliseconds(1999)) == "1s")
    #expect(HumanDuration.text(.milliseconds(-500)) == "0s")
    #expect(HumanDuration.text(.milliseconds(-1999)) == "0s")
  }
}
