extension Value {
  /// Applies a JSON merge patch (RFC 7386 §2): null removes, objects merge, all else replaces.
  package func merging(_ patch: Value) -> Value {
    guard case .object(let changes) = patch else { return patch }
    var fields = object ?? [:]
    for (key, change) in changes {
      if change.isNull {
        fields.removeValue(forKey: key)
      } else {
        fields[key] = (fields[key] ?? .null).merging(change)
      }
    }
    return .object(fields)
  }
}
