import Objects

@testable import Controllers

/// The retention policies over which upstream runs most of its cases; the last one is that of a set
/// that says nothing.
enum RetentionPolicy: String, CaseIterable {
  case retain, setDeleteOnly, scaleDownOnly, delete, unset

  func apply(to set: inout StatefulSet) {
    guard self != .unset else { return }
    set.spec.retainWhenDeleted = [.setDeleteOnly, .delete].contains(self) ? "Delete" : "Retain"
    set.spec.retainWhenScaled = [.scaleDownOnly, .delete].contains(self) ? "Delete" : "Retain"
  }
}

extension StatefulSet {
  /// ``web(replicas:isParallel:image:annotations:)`` with a claim for each pod.
  static func webWithClaims(
    replicas: Int32, isParallel: Bool = false, policy: RetentionPolicy = .unset
  ) -> StatefulSet {
    var set = StatefulSet.web(replicas: replicas, isParallel: isParallel)
    policy.apply(to: &set)
    set.spec.volumeClaimTemplates = [
      [
        "metadata": ["name": "www"],
        "spec": [
          "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Mi"]],
        ],
      ]
    ]
    return set
  }
}
