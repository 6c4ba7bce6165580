import ObjectStore
import Objects

/// What a reference to an owner leads to.
enum Ownership {
  /// An owner that stays.
  case solid
  /// An owner that waits for its dependents to go.
  case ending
  /// No object of this uid under this name.
  case gone
  /// Not for us to say: a kind that nobody knows, or an owner in a namespace of an object in none.
  case unknown

  /// - Parameter namespace: the dependent's; nil for those of cluster-wide kinds.
  init(_ reference: OwnerReference, of namespace: String?, in view: ClusterView) {
    if let key = view.key(ofUID: reference.uid), key.name == reference.name,
      key.resource.kind == reference.kind, reference.group == key.resource.group,
      key.namespace.isEmpty || key.namespace == namespace
    {
      self = view.metadata(of: key)?.isGoingForeground == true ? .ending : .solid
      return
    }
    let resource = Resource.of(apiVersion: reference.apiVersion, kind: reference.kind)
    let isResolvable = resource.map { namespace != nil || !$0.isNamespaced } ?? false
    self = isResolvable ? .gone : .unknown
  }
}

extension OwnerReference {
  /// What stands before the slash; nothing for the core group.
  fileprivate var group: Substring {
    apiVersion.lastIndex(of: "/").map { apiVersion[..<$0] } ?? ""
  }
}

extension ObjectMetadata {
  var isGoingForeground: Bool {
    deletionTimestamp != nil && finalizers.contains(GarbageCollector.foreground)
  }

  /// Deleted, and held by one of the finalizers that say what becomes of the dependents.
  var isWaitingForDependents: Bool {
    isGoingForeground || deletionTimestamp != nil && finalizers.contains(GarbageCollector.orphan)
  }
}
