/// The field that a person probably meant.
enum Suggestion {
  /// `did you mean "replicas"?`, or nothing when no field is near.
  static func nearest(to name: String, among fields: some Sequence<String>) -> String {
    let wanted = Array(name.lowercased().utf8)
    let limit = max(1, wanted.count / 3)
    let nearest = fields.map { (distance(wanted, Array($0.lowercased().utf8)), $0) }.min { $0 < $1 }
    guard let nearest, nearest.0 <= limit else { return "" }
    return "did you mean \"\(nearest.1)\"?"
  }

  /// Insertions, deletions, replacements and swaps of neighbors between two words.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
