import Objects

/// A place where two values of the same shape are not equal.
struct ValueDifference: Hashable {
  var path: FieldPath
  /// nil: there is nothing at this place.
  var here: Value?
  var there: Value?

  /// `resources.requests.storage is "1Gi" here and "512Mi" there`, seen from a parent.
  func text(below parent: FieldPath, there place: String) -> String {
    let rest = FieldPath(Array(path.components.dropFirst(parent.components.count)))
    return "\(rest) is \(Self.text(here)) here and \(Self.text(there)) \(place)"
  }

  private static func text(_ value: Value?) -> String {
    guard let value, !value.isNull else { return "not set" }
    return value.json()
  }

  /// All of them, in the order of the fields' names.
  ///
  /// - Parameter isPartial: what stands only there is what others filled in.
  static func all(
    _ here: Value?, _ there: Value?, at path: FieldPath, isPartial: Bool = false
  ) -> [ValueDifference] {
    if here == there || isPartial && here == nil { return [] }
    switch (here, there) {
    case (.object(let mine), .object(let theirs)):
      let keys = Set(mine.keys).union(theirs.keys).sorted()
      return keys.flatMap {
        all(mine[$0], theirs[$0], at: path.field($0), isPartial: isPartial)
      }
    case (.array(let mine), .array(let theirs)) where mine.count == theirs.count:
      return mine.indices.flatMap {
        all(mine[$0], theirs[$0], at: path.index($0), isPartial: isPartial)
      }
    default: return [ValueDifference(path: path, here: here, there: there)]
    }
  }
}
