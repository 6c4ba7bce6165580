/// An object of a kind that no controller here looks into, kept whole.
package struct GenericObject: Hashable, Sendable {
  package var resource: Resource
  package var metadata: ObjectMetadata
  /// Everything but `apiVersion`, `kind` and `metadata`.
  package var body: [String: Value]

  package init(resource: Resource, metadata: ObjectMetadata, body: [String: Value]) {
    self.resource = resource
    self.metadata = metadata
    self.body = body
  }
}
