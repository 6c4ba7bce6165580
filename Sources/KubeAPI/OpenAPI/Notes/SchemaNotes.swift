/// What types and fields are for, a short line each, for `kubectl explain`. Most people ask about
/// few of the thousand fields; the others have names that say enough.
enum SchemaNotes {
  /// Of a type.
  static func text(of type: String) -> String? { all[type] }

  /// Of a field. Those that every kind has are described once.
  static func text(of type: String, field: String) -> String? {
    if let text = all["\(type).\(field)"] { return text }
    return KindOfType.all[type] == nil ? nil : all["*.\(field)"]
  }

  /// `TYPE` and `TYPE.FIELD` of all notes.
  static var keys: some Sequence<String> { all.keys }

  /// Below each `TYPE: text` a line a field, indented. Types of one field that says all are without
  /// a text: kubectl prints both.
  private static let all: [String: String] = {
    var notes: [String: String] = [:]
    var type = ""
    for table in tables {
      for line in table.split(separator: "\n") {
        let isField = line.hasPrefix("  ")
        let parts = line.drop { $0 == " " }.split(separator: ":", maxSplits: 1)
        if !isField { type = String(parts[0]) }
        guard parts.count == 2 else { continue }
        let text = String(parts[1].drop { $0 == " " })
        notes[isField ? "\(type).\(parts[0])" : type] = text
      }
    }
    return notes
  }()

  private static let tables = [
    metadata, statefulSet, pod, container, service, storage, cluster,
  ]
}
