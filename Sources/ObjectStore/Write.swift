package import Objects

/// One change that a client asks of the store.
package enum Write: Sendable {
  /// A new object; an empty name is made from `generateName`. Its status is not taken.
  case create(any KubernetesObject)
  /// Everything but the status. Without a resource version it is unconditional, else that must be
  /// current.
  case update(any KubernetesObject)
  /// A namespace with what is to hold its contents from now on, which nothing else can change but the
  /// controller that empties it.
  case finalize(Namespace)
  /// The status alone; the rest of the stored object stays as it is.
  case updateStatus(any KubernetesObject)
  /// The one part of a running pod that its client may change in this way.
  case updatePart(Pod, PodPart)
  /// What a scheduler does to a pod: names its node and sets condition PodScheduled.
  case bind(ObjectKey, uid: String?, node: String)
  /// Pods end gracefully: they get a deletion timestamp first, and go with a second delete of grace
  /// 0. An object with finalizers stays until they are gone.
  case delete(ObjectKey, Deletion)

  /// The object that is written; its name is empty where the store is to make one.
  package var key: ObjectKey {
    switch self {
    case .create(let object), .update(let object), .updateStatus(let object): object.key
    case .finalize(let namespace): namespace.key
    case .updatePart(let pod, _): pod.key
    case .bind(let key, _, _), .delete(let key, _): key
    }
  }
}

extension Write {
  /// A deletion without wishes about the object's dependents.
  package static func delete(_ key: ObjectKey, uid: String?, gracePeriodSeconds: Int64?) -> Write {
    .delete(key, Deletion(uid: uid, gracePeriodSeconds: gracePeriodSeconds))
  }
}

/// Parts of a pod's spec that have a path of their own, named as there.
package enum PodPart: String, CaseIterable, Sendable {
  /// Containers to look around with (`kubectl debug`).
  case ephemeralContainers = "ephemeralcontainers"
  /// What the containers may have of the node.
  case resources = "resize"
}

/// How an object is to be deleted (`DeleteOptions` of the API).
package struct Deletion: Hashable, Sendable {
  /// What becomes of the objects that name this one as their owner.
  package enum Propagation: String, Hashable, Sendable {
    /// They are deleted after it.
    case background = "Background"
    /// They are deleted first, and it stays until those that block it are gone.
    case foreground = "Foreground"
    /// They stay, and lose their reference to it.
    case orphan = "Orphan"
  }

  /// The object that is meant; another of its name is a conflict. nil: whichever it is.
  package var uid: String?
  /// The state that is meant; a later one is a conflict. nil: whichever it is.
  package var resourceVersion: ResourceVersion?
  /// nil: the object's own.
  package var gracePeriodSeconds: Int64?
  /// nil: what the object's finalizers say, else in the background.
  package var propagation: Propagation?

  package init(
    uid: String? = nil, resourceVersion: ResourceVersion? = nil, gracePeriodSeconds: Int64? = nil,
    propagation: Propagation? = nil
  ) {
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.gracePeriodSeconds = gracePeriodSeconds
    self.propagation = propagation
  }
}

/// Who writes: the rules are the same for all, but for what only a controller here can know.
package enum Writer: Sendable {
  case client
  /// May put loopback addresses into slices: its pods may be programs on this machine.
  case controller
}
