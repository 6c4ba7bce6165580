/// Where in an object a value stands, written as Kubernetes writes it:
/// `spec.template.spec.containers[0].ports[1].name`, `metadata.labels[app.kubernetes.io/name]`.
package struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  /// One step down into an object.
  package enum Component: Hashable, Sendable {
    case field(String)
    case index(Int)
    /// A key of a map that the user chooses, in contrast to a field that the schema names.
    case key(String)
  }

  package var components: [Component]

  package init(_ components: [Component] = []) {
    self.components = components
  }

  /// The path of nested fields: `FieldPath("metadata", "name")`.
  package init(_ fields: String...) {
    self.components = fields.map(Component.field)
  }

  /// The path of a field of what this path leads to, or of a field within a field.
  package func field(_ names: String...) -> FieldPath {
    FieldPath(components + names.map(Component.field))
  }

  /// The path of an element of a list.
  package func index(_ index: Int) -> FieldPath { FieldPath(components + [.index(index)]) }

  /// The path of an entry of a map with keys of the user's choice.
  package func key(_ key: String) -> FieldPath { FieldPath(components + [.key(key)]) }

  /// This path seen from a parent of the object that it was made for.
  package func prefixed(by parent: FieldPath) -> FieldPath {
    FieldPath(parent.components + components)
  }

  package var description: String {
    var text = ""
    for component in components {
      switch component {
      case .field(""): text += "[]"
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      case .key(let key): text += "[\(key)]"
      }
    }
    // Upstream's own word for an error that belongs to no field; one of the whole object has none.
    return components.isEmpty ? "<nil>" : text
  }
}
