package import Objects

/// One change that a client asks of the store.
package enum Write: Sendable {
  /// A new object; an empty name is made from `generateName`. Its status is not taken.
  case create(any KubernetesObject)
  /// Everything but the status. Without a resource version it is unconditional, else that must be
  /// current.
  case update(any KubernetesObject)
  /// The status alone; the rest of the stored object stays as it is.
  case updateStatus(any KubernetesObject)
  /// What a scheduler does to a pod: names its node and sets condition PodScheduled.
  case bind(ObjectKey, uid: String?, node: String)
  /// Pods end gracefully: they get a deletion timestamp first, and go with a second delete of grace
  /// 0. nil takes the object's own grace period. An object with finalizers stays until they are
  /// gone.
  case delete(ObjectKey, uid: String?, gracePeriodSeconds: Int64?)

  /// The object that is written; its name is empty where the store is to make one.
  package var key: ObjectKey {
    switch self {
    case .create(let object), .update(let object), .updateStatus(let object): object.key
    case .bind(let key, _, _), .delete(let key, _, _): key
    }
  }
}

/// Who writes: the rules are the same for all, but for what only a controller here can know.
package enum Writer: Sendable {
  case client
  /// May put loopback addresses into slices: its pods may be programs on this machine.
  case controller
}
