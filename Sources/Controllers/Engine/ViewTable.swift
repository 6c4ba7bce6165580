package import ObjectStore
package import Objects

/// The objects of one kind, by name and by namespace.
package struct ViewTable<Object: KubernetesObject>: Sendable {
  private var objects: [NamespacedName: Object] = [:]
  private var names = SortedIndex<String, NamespacedName>()

  /// How many there are in all namespaces.
  package var count: Int { objects.count }

  /// nil if there is none of this name.
  package subscript(name: NamespacedName) -> Object? { objects[name] }

  package subscript(namespace: String, name: String) -> Object? {
    objects[NamespacedName(namespace: namespace, name: name)]
  }

  /// All of a namespace, sorted by name.
  package func all(in namespace: String) -> [Object] { self[names[namespace]] }

  /// All there are, sorted by namespace and name: for start-up and dumps, not for each change.
  package var all: [Object] { self[objects.keys.sorted()] }

  /// The names in a namespace, sorted.
  package func names(in namespace: String) -> [NamespacedName] { names[namespace] }

  /// The objects of these names that exist, in the order of the names.
  subscript(list: [NamespacedName]) -> [Object] { list.compactMap { objects[$0] } }

  /// Returns what was there before.
  mutating func update(_ object: Object) -> Object? {
    let name = object.namespacedName
    guard let old = objects.updateValue(object, forKey: name) else {
      names.insert(name, under: name.namespace)
      return nil
    }
    return old
  }

  /// Returns what was there.
  mutating func remove(_ name: NamespacedName) -> Object? {
    guard let old = objects.removeValue(forKey: name) else { return nil }
    names.remove(name, under: name.namespace)
    return old
  }
}
