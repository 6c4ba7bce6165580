/// The identity and bookkeeping that every object carries (`metadata`).
package struct ObjectMetadata: Hashable, Sendable {
  package var name: String
  package var generateName: String
  package var namespace: String
  package var uid: String
  /// The store's version of this object; nil until it is stored.
  package var resourceVersion: ResourceVersion?
  /// Counts changes of `spec`.
  package var generation: Int64
  package var creationTimestamp: Timestamp?
  /// Set when deletion was asked for; the object lives on until its grace period and finalizers
  /// end.
  package var deletionTimestamp: Timestamp?
  package var deletionGracePeriodSeconds: Int64?
  package var labels: [String: String]
  package var annotations: [String: String]
  package var ownerReferences: [OwnerReference]
  package var finalizers: [String]
  /// Fields that no controller looks at (`managedFields`, `selfLink`), kept as they came.
  package var rest: [String: Value]

  package init(
    name: String = "", generateName: String = "", namespace: String = "", uid: String = "",
    resourceVersion: ResourceVersion? = nil, generation: Int64 = 0,
    creationTimestamp: Timestamp? = nil, deletionTimestamp: Timestamp? = nil,
    deletionGracePeriodSeconds: Int64? = nil, labels: [String: String] = [:],
    annotations: [String: String] = [:], ownerReferences: [OwnerReference] = [],
    finalizers: [String] = [], rest: [String: Value] = [:]
  ) {
    self.name = name
    self.generateName = generateName
    self.namespace = namespace
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.generation = generation
    self.creationTimestamp = creationTimestamp
    self.deletionTimestamp = deletionTimestamp
    self.deletionGracePeriodSeconds = deletionGracePeriodSeconds
    self.labels = labels
    self.annotations = annotations
    self.ownerReferences = ownerReferences
    self.finalizers = finalizers
    self.rest = rest
  }

  /// The owner that manages this object, of which there is at most one.
  package var controller: OwnerReference? { ownerReferences.first { $0.isController } }
}

/// An object that this one belongs to and dies with.
package struct OwnerReference: Hashable, Sendable {
  package var apiVersion: String
  package var kind: String
  package var name: String
  package var uid: String
  /// nil and false mean the same, and both are kept: the flags are pointers in Go.
  fileprivate(set) var controller: Bool?
  fileprivate(set) var blockOwnerDeletion: Bool?

  package init(
    apiVersion: String, kind: String, name: String, uid: String, isController: Bool? = nil,
    blocksOwnerDeletion: Bool? = nil
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    controller = isController
    blockOwnerDeletion = blocksOwnerDeletion
  }

  package var isController: Bool {
    get { controller ?? false }
    set { controller = newValue }
  }

  package var blocksOwnerDeletion: Bool {
    get { blockOwnerDeletion ?? false }
    set { blockOwnerDeletion = newValue }
  }
}

/// A version the store gave: it only grows, over all objects and across restarts.
package struct ResourceVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  package var description: String { "\(rawValue)" }
}
