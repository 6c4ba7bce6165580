package import Objects

/// A kind of object whatever its API version: objects of one kind are one table.
package struct GroupKind: Hashable, Sendable {
  package var group: String
  package var kind: String

  package init(group: String, kind: String) {
    self.group = group
    self.kind = kind
  }

  package init(_ resource: Resource) {
    self.init(group: resource.group, kind: resource.kind)
  }
}
