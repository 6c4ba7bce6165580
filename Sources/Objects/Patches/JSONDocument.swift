/// A value that is changed in places. After an error it is of no use.
struct JSONDocument {
  private(set) var root: Value
  /// The document is not deeper than this, though maybe shallower: finding out takes time.
  private var depthBound: Int

  /// As deep as a text may be that is read: deeper values would end stacks.
  private static let depthLimit = JSONParser.depthLimit

  init(root: Value) {
    self.root = root
    depthBound = root.depth
  }

  /// nil for what the object at the last key's place does not have.
  func value(at pointer: JSONPointer, for operation: String) throws(JSONPatchError) -> Value? {
    var place = root
    for key in pointer.keys.dropLast() {
      guard let next = try Self.member(key, of: place) else {
        throw Self.missing(pointer, "\(operation) operation does not apply: doc is missing path")
      }
      place = next
    }
    return try Self.member(pointer.keys[pointer.keys.count - 1], of: place)
  }

  /// - Parameter depth: of the value; nil if it comes from the document itself.
  mutating func add(_ value: Value, at pointer: JSONPointer, depth: Int?) throws(JSONPatchError) {
    try Self.change(&root, pointer.keys[...], pointer, "add") { place, key throws(JSONPatchError) in
      if var fields = place.takeObject() {
        fields[key] = value
        place = .object(fields)
      } else if var elements = place.takeArray() {
        let index = key == "-" ? elements.count : try Self.index(key, in: elements.count + 1)
        elements.insert(value, at: index)
        place = .array(elements)
      } else {
        throw Self.missing(pointer, "add operation does not apply: doc is missing path")
      }
    }
    try limitDepth(pointer, depth)
  }

  /// A member that an object does not have is made (upstream's library, against RFC 6902 §4.3).
  mutating func replace(at pointer: JSONPointer, with value: Value) throws(JSONPatchError) {
    try Self.change(&root, pointer.keys[...], pointer, "replace") {
      place, key throws(JSONPatchError) in
      if var fields = place.takeObject() {
        fields[key] = value
        place = .object(fields)
      } else if var elements = place.takeArray() {
        elements[try Self.index(key, in: elements.count)] = value
        place = .array(elements)
      } else {
        throw Self.missing(pointer, "replace operation does not apply: doc is missing key")
      }
    }
    try limitDepth(pointer, value.depth)
  }

  mutating func remove(at pointer: JSONPointer) throws(JSONPatchError) {
    try Self.change(&root, pointer.keys[...], pointer, "remove") {
      place, key throws(JSONPatchError) in
      if var fields = place.takeObject() {
        guard fields.removeValue(forKey: key) != nil else {
          throw JSONPatchError(
            "error in remove for path: '\(pointer)': Unable to remove nonexistent key: \(key): "
              + "missing value")
        }
        place = .object(fields)
      } else if var elements = place.takeArray() {
        elements.remove(at: try Self.index(key, in: elements.count))
        place = .array(elements)
      } else {
        throw Self.missing(pointer, "remove operation does not apply: doc is missing path")
      }
    }
  }

  private mutating func limitDepth(_ pointer: JSONPointer, _ depth: Int?) throws(JSONPatchError) {
    depthBound = max(depthBound, pointer.keys.count + (depth ?? depthBound))
    if depthBound > Self.depthLimit { depthBound = root.depth }
    if depthBound > Self.depthLimit {
      throw JSONPatchError("exceeded max depth of \(Self.depthLimit)")
    }
  }

  /// Changes the value that holds the last key. On the way down each value is taken out of the one
  /// that holds it, so that nothing is copied.
  private static func change(
    _ value: inout Value, _ keys: ArraySlice<String>, _ pointer: JSONPointer, _ operation: String,
    _ body: (inout Value, String) throws(JSONPatchError) -> Void
  ) throws(JSONPatchError) {
    let key = keys[keys.startIndex]
    if keys.count == 1 { return try body(&value, key) }
    if var fields = value.takeObject(), var member = fields.updateValue(.null, forKey: key) {
      try change(&member, keys.dropFirst(), pointer, operation, body)
      fields[key] = member
      value = .object(fields)
    } else if var elements = value.takeArray() {
      let index = try index(key, in: elements.count)
      var member = elements[index]
      elements[index] = .null
      try change(&member, keys.dropFirst(), pointer, operation, body)
      elements[index] = member
      value = .array(elements)
    } else {
      throw missing(pointer, "\(operation) operation does not apply: doc is missing path")
    }
  }

  /// nil for a key that an object does not have.
  private static func member(_ key: String, of value: Value) throws(JSONPatchError) -> Value? {
    switch value {
    case .object(let fields): fields[key]
    case .array(let elements): elements[try index(key, in: elements.count)]
    default: nil
    }
  }

  /// Upstream counts from the end where RFC 6901 has no negative numbers.
  private static func index(_ key: String, in count: Int) throws(JSONPatchError) -> Int {
    guard let number = Int(key) else {
      throw JSONPatchError(
        "value was not a proper array index: '\(key)': strconv.Atoi: parsing \"\(key)\": "
          + "invalid syntax")
    }
    guard number < count, number >= -count else {
      throw JSONPatchError("Unable to access invalid index: \(number): invalid index referenced")
    }
    return number < 0 ? number + count : number
  }

  private static func missing(_ pointer: JSONPointer, _ problem: String) -> JSONPatchError {
    JSONPatchError("\(problem): \"\(pointer)\": missing value")
  }
}

extension Value {
  /// How many objects and lists lie around the innermost value.
  var depth: Int {
    switch self {
    case .null, .bool, .integer, .number, .string: 0
    case .array(let elements): 1 + elements.reduce(0) { max($0, $1.depth) }
    case .object(let fields): 1 + fields.values.reduce(0) { max($0, $1.depth) }
    }
  }

  /// An object's fields, leaving null behind: so they are nobody else's and change in place.
  fileprivate mutating func takeObject() -> [String: Value]? {
    guard case .object(let fields) = self else { return nil }
    self = .null
    return fields
  }

  fileprivate mutating func takeArray() -> [Value]? {
    guard case .array(let elements) = self else { return nil }
    self = .null
    return elements
  }
}
