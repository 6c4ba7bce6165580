import Objects

/// Finds the objects of a document: itself, or the items of a list, also of lists in lists.
struct ObjectReader {
  let file: String
  private(set) var objects: [ManifestObject] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String) { self.file = file }

  /// - Parameter inherited: what the items of a typed list (`PodList`) are, which need not say it
  ///   themselves.
  mutating func read(_ located: LocatedValue, inherited: (apiVersion: String, kind: String)?) {
    guard case .object(let fields) = located.value else {
      if located.value != .null {
        fail("expected a mapping with apiVersion and kind, found \(located.value.article)", located)
      }
      return
    }
    let known = diagnostics.count
    let apiVersion = text("apiVersion", located) ?? inherited?.apiVersion
    let kind = text("kind", located) ?? inherited?.kind
    guard let apiVersion, let kind else {
      // One line says what is missing, unless a line says already what is wrong with it.
      if diagnostics.count == known {
        let missing = FieldPath(apiVersion == nil ? "apiVersion" : "kind")
        fail("\(FieldError(missing, .required))", located)
      }
      return
    }
    if kind.hasSuffix("List"), case .array(let items)? = fields["items"] {
      let itemKind = String(kind.dropLast(4))
      readItems(items, of: located, inherited: itemKind.isEmpty ? nil : (apiVersion, itemKind))
    } else if kind != "List" {
      readObject(located, apiVersion: apiVersion, kind: kind)
    }
  }

  /// Each item is a document of its own: an error in one leaves the others.
  private mutating func readItems(
    _ items: [Value], of list: LocatedValue, inherited: (apiVersion: String, kind: String)?
  ) {
    guard let positions = list.positions.child(.field("items")) else { return }
    for (index, item) in items.enumerated() {
      guard let position = positions.child(.index(index)) else { continue }
      read(LocatedValue(value: item, positions: position), inherited: inherited)
    }
  }

  /// An object needs a name to be told from others; everything else is for its kind to check.
  private mutating func readObject(_ located: LocatedValue, apiVersion: String, kind: String) {
    var located = located
    if case .object(var fields) = located.value {
      fields["apiVersion"] = .string(apiVersion)
      fields["kind"] = .string(kind)
      located.value = .object(fields)
    }
    let title = "\(apiVersion) \(kind)"
    let known = diagnostics.count
    let path = FieldPath("metadata")
    if let metadata = located.value["metadata"], metadata.object == nil {
      fail("\(title): metadata: expected a mapping, found \(metadata.article)", located, at: path)
    }
    let name = text("name", located, in: "metadata", title: title)
    let namespace = text("namespace", located, in: "metadata", title: title) ?? ""
    guard let name, diagnostics.count == known else {
      if diagnostics.count == known {
        let detail =
          located.value["metadata"]?["generateName"] == nil
          ? "name or generateName is required"
          : "an object in a file needs a fixed name, not generateName"
        let error = FieldError(path.field("name"), .required, detail: detail)
        fail("\(title): \(error)", located, at: error.path)
      }
      return
    }
    objects.append(
      ManifestObject(
        file: file, apiVersion: apiVersion, kind: kind, namespace: namespace, name: name,
        value: located.value, positions: located.positions))
  }

  /// A field that must be text; an empty one counts as absent.
  private mutating func text(
    _ name: String, _ located: LocatedValue, in parent: String? = nil, title: String? = nil
  ) -> String? {
    let path = FieldPath((parent.map { [.field($0)] } ?? []) + [.field(name)])
    switch located.value[path] {
    case nil, .null?: return nil
    case .string(let text)?: return text.isEmpty ? nil : text
    case let other?:
      let hint = other.array == nil && other.object == nil ? "; quote it" : ""
      let prefix = title.map { "\($0): " } ?? ""
      fail("\(prefix)\(path): expected text, found \(other.article)\(hint)", located, at: path)
      return nil
    }
  }

  /// Without a path the error stands where the document begins.
  private mutating func fail(_ text: String, _ located: LocatedValue, at path: FieldPath? = nil) {
    let position = path.map { located.positions.position(of: $0) } ?? located.positions.value
    diagnostics.append(.error(text, file: file, at: position))
  }
}

extension Value {
  /// What kind of value this is, with an article.
  var article: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "the boolean \(flag)"
    case .integer, .number: "the number \(self)"
    case .string: "text"
    case .array: "a sequence"
    case .object: "a mapping"
    }
  }
}
