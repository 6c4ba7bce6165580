package import Objects

/// Where each value of a document stands: a tree of the same shape as its ``Value``.
package struct PositionTree: Hashable, Sendable {
  package enum Children: Hashable, Sendable {
    case none
    case fields([String: PositionTree])
    case items([PositionTree])
  }

  /// Where the key stands, of a value that has one; else where the value does.
  package var key: Position
  package var value: Position
  package var children: Children

  package init(key: Position? = nil, value: Position, children: Children = .none) {
    self.key = key ?? value
    self.value = value
    self.children = children
  }

  /// Where an error is shown: a value of its own for what was found, the key for a field that
  /// should not be there; for what is missing the key of the nearest parent that exists.
  package func position(of error: FieldError) -> Position {
    position(of: error.path, isAboutKey: error.kind == .unknownField)
  }

  /// The position of a value or of its key, or of the nearest parent's key.
  package func position(of path: FieldPath, isAboutKey: Bool = false) -> Position {
    var node = self
    for component in path.components {
      guard let child = node.child(component) else { return node.key }
      node = child
    }
    return isAboutKey ? node.key : node.value
  }

  package func child(_ component: FieldPath.Component) -> PositionTree? {
    switch (component, children) {
    case (.field(let name), .fields(let fields)), (.key(let name), .fields(let fields)):
      fields[name]
    case (.index(let index), .items(let items)):
      items.indices.contains(index) ? items[index] : nil
    default: nil
    }
  }
}
