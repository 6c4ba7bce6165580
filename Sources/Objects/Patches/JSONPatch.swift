/// RFC 6902, with the texts and limits of the library that the API server uses.
enum JSONPatch {
  /// More operations are refused before any is tried.
  static let operationLimit = 10_000
  /// A copy costs a patch nothing, but doubles what it copies.
  static let copyLimit = 3 * 1024 * 1024

  static func apply(_ operations: [Value], to object: Value) throws(PatchError) -> Value {
    if operations.count > operationLimit {
      throw .tooLarge(
        "The allowed maximum operations in a JSON patch is \(operationLimit), "
          + "got \(operations.count)")
    }
    var document = JSONDocument(root: object)
    var copied = 0
    for operation in operations {
      guard let fields = operation.isNull ? [:] : operation.object else {
        throw .undecodable(
          "json: cannot unmarshal \(operation.jsonKind) into Go value of type jsonpatch.Operation")
      }
      do {
        try apply(fields, to: &document, &copied)
      } catch {
        throw .inapplicable(error.description)
      }
    }
    return document.root
  }

  /// One operation (RFC 6902 §4).
  private static func apply(
    _ fields: [String: Value], to document: inout JSONDocument, _ copied: inout Int
  ) throws(JSONPatchError) {
    let kind = fields["op"]?.string ?? "unknown"
    guard ["add", "remove", "replace", "move", "copy", "test"].contains(kind) else {
      throw JSONPatchError("Unexpected kind: \(kind)")
    }
    guard let path = fields["path"]?.string else {
      throw JSONPatchError("\(kind) operation failed to decode path: missing value")
    }
    let pointer = try JSONPointer(path, "\(kind) operation does not apply: doc is missing path")
    // Null where a value is missing, as upstream has it.
    let value = fields["value"] ?? .null
    switch kind {
    case "add": try document.add(value, at: pointer, depth: value.depth)
    case "remove": try document.remove(at: pointer)
    case "replace": try document.replace(at: pointer, with: value)
    case "test":
      guard try document.value(at: pointer, for: kind) ?? .null == value else {
        throw JSONPatchError("testing value \(path) failed: test failed")
      }
    default:
      guard let text = fields["from"]?.string else {
        throw JSONPatchError("\(kind) operation failed to decode from: missing value")
      }
      let from = try JSONPointer(text, "\(kind) operation does not apply: doc is missing from path")
      // A copy of what is not there is null, as upstream has it.
      let value = try document.value(at: from, for: kind) ?? (kind == "copy" ? .null : nil)
      guard let value else {
        throw JSONPatchError("error in \(kind) for path: '\(text)': missing value")
      }
      if kind == "move" {
        // RFC 6902 §4.4: a value cannot become a part of itself.
        if pointer.keys.count > from.keys.count, pointer.keys.starts(with: from.keys) {
          throw JSONPatchError("move operation does not apply: \(path) lies within \(text)")
        }
        try document.remove(at: from)
      } else {
        copied += value.weight
        if copied > copyLimit {
          throw JSONPatchError(
            "Unable to complete the copy, the accumulated size increase of copy is \(copied), "
              + "exceeding the limit \(copyLimit)")
        }
      }
      try document.add(value, at: pointer, depth: nil)
    }
  }
}

/// Where in a document (RFC 6901). The empty one, which means the whole, is not accepted upstream.
struct JSONPointer: CustomStringConvertible {
  var keys: [String]
  let description: String

  init(_ text: String, _ problem: String) throws(JSONPatchError) {
    guard text.hasPrefix("/") else {
      throw JSONPatchError("\(problem): \"\(text)\": missing value")
    }
    description = text
    keys = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
      $0.contains("~") ? Self.unescaped($0) : String($0)
    }
  }

  /// RFC 6901 §4: `~1` before `~0`, in one pass.
  private static func unescaped(_ text: Substring) -> String {
    var key = ""
    var rest = text
    while let character = rest.popFirst() {
      switch (character, rest.first) {
      case ("~", "1"): key += "/"
      case ("~", "0"): key += "~"
      default:
        key.append(character)
        continue
      }
      rest.removeFirst()
    }
    return key
  }
}

struct JSONPatchError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

extension Value {
  /// About the octets of its JSON.
  fileprivate var weight: Int {
    switch self {
    case .null, .bool, .integer, .number: 4
    case .string(let text): text.utf8.count + 2
    case .array(let elements): elements.reduce(2) { $0 + $1.weight + 1 }
    case .object(let fields): fields.reduce(2) { $0 + $1.key.utf8.count + $1.value.weight + 4 }
    }
  }
}
