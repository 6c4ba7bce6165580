import ObjectStore
import Objects

/// Which node a pod is to run on, of those that the cluster has.
struct NodeChoice: Sendable {
  enum Outcome: Hashable {
    case node(String)
    /// Why none will do; a scheduler's message.
    case none(String)
  }

  /// Pods by node, for the nodes of others.
  private(set) var counts: [String: Int] = [:]

  /// A pod has come to its node, or is gone from it.
  mutating func count(_ old: Pod?, _ new: Pod?) {
    guard old?.spec.nodeName != new?.spec.nodeName else { return }
    if let name = old?.spec.nodeName, !name.isEmpty { counts[name, default: 1] -= 1 }
    if let name = new?.spec.nodeName, !name.isEmpty { counts[name, default: 0] += 1 }
  }

  /// Where no Node object exists, whoever runs pods is not asked for one.
  ///
  /// - Parameter fixed: the runtime's own node; nil: the one with the fewest pods.
  func choose(fixed: String?, in view: ClusterView) -> Outcome {
    let nodes = view.objects(of: .node, in: "").filter { fixed == nil || $0.metadata.name == fixed }
    guard !nodes.isEmpty else { return .node(fixed ?? Self.unnamed) }
    let open = nodes.filter { $0.body["spec"]?["unschedulable"] != true }
    let ready = open.filter(\.isReadyNode)
    if let best = ready.min(by: { load($0) < load($1) }) { return .node(best.metadata.name) }
    var reasons: [String] = []
    if open.count > ready.count {
      reasons.append("\(open.count) node(s) had untolerated taint(s)")
    }
    if nodes.count > open.count {
      reasons.append("\(nodes.count - open.count) node(s) were unschedulable")
    }
    let total = "\(nodes.count)"
    // The end is what upstream says when it has looked for pods to evict, and this would not help.
    return .none(
      "0/\(total) nodes are available: \(reasons.joined(separator: ", ")). "
        + "no new claims to deallocate, preemption: 0/\(total) nodes are available: "
        + "\(total) Preemption is not helpful for scheduling.")
  }

  /// Equal loads: by name.
  private func load(_ node: GenericObject) -> (Int, String) {
    (counts[node.metadata.name] ?? 0, node.metadata.name)
  }

  private static let unnamed = "ordinal"
}

extension GenericObject {
  /// A node that says nothing about itself is taken at its word.
  fileprivate var isReadyNode: Bool {
    let ready = body["status"]?["conditions"]?.array?.first { $0["type"] == "Ready" }
    return ready == nil || ready?["status"] == "True"
  }
}
