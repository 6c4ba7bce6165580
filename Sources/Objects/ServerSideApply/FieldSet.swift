/// Which fields of an object somebody manages: a tree of paths.
struct FieldSet: Hashable, Sendable {
  /// This very field is managed, and not only fields below it.
  var isMember = false
  var children: [FieldElement: FieldSet] = [:]

  var isEmpty: Bool { !isMember && children.isEmpty }

  /// One field.
  static let leaf = FieldSet(isMember: true)

  subscript(element: FieldElement) -> FieldSet {
    get { children[element] ?? FieldSet() }
    set { children[element] = newValue.isEmpty ? nil : newValue }
  }

  func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.isMember = isMember || other.isMember
    for (element, child) in other.children { result[element] = result[element].union(child) }
    return result
  }

  func subtracting(_ other: FieldSet) -> FieldSet {
    var result = self
    result.isMember = isMember && !other.isMember
    for (element, child) in other.children where children[element] != nil {
      result[element] = result[element].subtracting(child)
    }
    return result
  }

  func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet(isMember: isMember && other.isMember)
    for (element, child) in children {
      guard let match = other.children[element] else { continue }
      result[element] = child.intersection(match)
    }
    return result
  }

  /// Without a field and all below it.
  func without(_ path: FieldElement...) -> FieldSet { without(path[...]) }

  private func without(_ path: ArraySlice<FieldElement>) -> FieldSet {
    guard let first = path.first, children[first] != nil else { return self }
    var result = self
    result[first] = path.count == 1 ? FieldSet() : self[first].without(path.dropFirst())
    return result
  }

  /// The managed fields as paths, those of a level before those below it.
  var paths: [String] {
    let sorted = children.sorted { $0.key < $1.key }
    return sorted.filter(\.value.isMember).map(\.key.pathText)
      + sorted.flatMap { element, child in
        child.paths.map { element.pathText + $0 }
      }
  }
}

/// To and from `managedFields[].fieldsV1`.
extension FieldSet {
  /// Keys that nobody can read are left out, as nobody can own them.
  init(fieldsV1 value: Value) {
    for (key, content) in value.object ?? [:] {
      if key == "." {
        isMember = true
      } else if let element = FieldElement(text: key) {
        var child = FieldSet(fieldsV1: content)
        if child.children.isEmpty { child.isMember = true }
        children[element] = child
      }
    }
  }

  /// A leaf is an empty object; a field that is managed beside some of its own has a dot.
  var fieldsV1: Value {
    var fields: [String: Value] = [:]
    for (element, child) in children { fields[element.text] = child.fieldsV1 }
    if isMember, !children.isEmpty { fields["."] = [:] }
    return .object(fields)
  }
}
