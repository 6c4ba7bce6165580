import Objects

/// The ways in which cells shorten lists and stand in for what is not there.
enum CellText {
  static let none: Value = "<none>"
  static let unset: Value = "<unset>"
  static let unknown: Value = "<unknown>"

  /// How many elements of a list are shown.
  static let shown = 3

  /// The text, or a stand-in where there is none.
  static func text(_ value: Value?, or absent: Value) -> Value {
    guard let text = value?.string, !text.isEmpty else { return absent }
    return .string(text)
  }

  /// `a,b,c + 2 more...`
  static func list(_ elements: [String]) -> String {
    let text = elements.prefix(shown).joined(separator: ",")
    return elements.count > shown ? "\(text) + \(elements.count - shown) more..." : text
  }

  /// `app=web,tier=front`, by key.
  static func labels(_ labels: Value?) -> Value {
    guard let labels = labels?.object, !labels.isEmpty else { return none }
    let pairs = labels.sorted { $0.key < $1.key }
    return .string(pairs.map { "\($0.key)=\($0.value.string ?? "")" }.joined(separator: ","))
  }

  /// `RWO,ROX,RWX,RWOP`, in this order.
  static func accessModes(_ modes: Value?) -> Value {
    let modes = modes?.array?.compactMap(\.string) ?? []
    let known = [
      ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"),
      ("ReadWriteOncePod", "RWOP"),
    ]
    let short = known.filter { modes.contains($0.0) }.map(\.1)
    return .string(short.joined(separator: ","))
  }

  /// The storage in a list of resources; upstream prints none as zero.
  static func storage(_ amounts: Value?) -> Value {
    guard let text = amounts?["storage"]?.string, let amount = Quantity(text) else { return "0" }
    return .string(amount.description)
  }
}
