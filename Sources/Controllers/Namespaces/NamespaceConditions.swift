import ObjectStore
import Objects

/// What hinders the end of a namespace, as `kubectl get namespace -o yaml` shows it; the texts are
/// upstream's (`NamespaceConditionUpdater`).
struct NamespaceConditions {
  /// How many objects of a kind are left, by the kind's plural.
  private var remaining: [String: Int] = [:]
  /// On how many of them a finalizer is.
  private var finalizers: [String: Int] = [:]

  /// - Parameter content: all that is in the namespace.
  init(_ content: [ObjectKey], in view: ClusterView) {
    for key in content {
      let group = key.resource.group
      let name = group.isEmpty ? "\(key.resource.plural)." : "\(key.resource.plural).\(group)"
      remaining[name, default: 0] += 1
      for finalizer in view.metadata(of: key)?.finalizers ?? [] {
        finalizers[finalizer, default: 0] += 1
      }
    }
  }

  /// With the times of those conditions that say what they said before.
  func values(replacing old: [Value], at now: Timestamp) -> [Value] {
    conditions.map { condition in
      let time = Value.string(now.truncatedToSeconds.description)
      let known = old.first { $0["type"] == .string(condition.type) }
      var fields: [String: Value] = [
        "type": .string(condition.type), "status": .string(condition.status),
        "reason": .string(condition.reason), "message": .string(condition.message),
      ]
      let isSame = fields.allSatisfy { known?[$0.key] == $0.value }
      fields["lastTransitionTime"] = isSame ? known?["lastTransitionTime"] ?? time : time
      return .object(fields)
    }
  }

  private typealias Condition = (type: String, status: String, reason: String, message: String)

  private var conditions: [Condition] {
    [
      (
        "NamespaceDeletionDiscoveryFailure", "False", "ResourcesDiscovered",
        "All resources successfully discovered"
      ),
      (
        "NamespaceDeletionGroupVersionParsingFailure", "False", "ParsedGroupVersions",
        "All legacy kube types successfully parsed"
      ),
      (
        "NamespaceDeletionContentFailure", "False", "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization"
      ),
      contentRemaining, finalizersRemaining,
    ]
  }

  private var contentRemaining: Condition {
    guard !remaining.isEmpty else {
      return (
        "NamespaceContentRemaining", "False", "ContentRemoved",
        "All content successfully removed"
      )
    }
    let list = remaining.sorted { $0.key < $1.key }
      .map { "\($0.key) has \($0.value) resource instances" }
    return (
      "NamespaceContentRemaining", "True", "SomeResourcesRemain",
      "Some resources are remaining: " + list.joined(separator: ", ")
    )
  }

  private var finalizersRemaining: Condition {
    guard !finalizers.isEmpty else {
      return (
        "NamespaceFinalizersRemaining", "False", "ContentHasNoFinalizers",
        "All content-preserving finalizers finished"
      )
    }
    let list = finalizers.sorted { $0.key < $1.key }
      .map { "\($0.key) in \($0.value) resource instances" }
    return (
      "NamespaceFinalizersRemaining", "True", "SomeFinalizersRemain",
      "Some content in the namespace has finalizers remaining: " + list.joined(separator: ", ")
    )
  }
}
