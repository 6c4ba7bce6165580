import ClusterNames
import ObjectStore
import Objects
import Pods

/// Remembers in the store how far the pools have come.
///
/// Pods that are gone are known to nobody after a restart, but their addresses must rest
/// (kubernetes/kubernetes#28969): so the place at which to go on is kept in a ConfigMap. It is
/// written together with the pod that gets the address; when many get one at once, the mark is set
/// some way ahead and covers those that follow.
struct AddressMarks: Sendable {
  static let name = NamespacedName(namespace: "kube-system", name: "ordinal-pod-addresses")
  private static let field = "next"
  private static let furthest: UInt64 = 512

  /// What the last mark was made from: all pods of a wave see one view.
  private var lastView: ResourceVersion?
  private var ahead: UInt64 = 0
  /// Written in this run, whether the view shows it yet or not.
  private var isWritten = false

  /// What an earlier run has left; nil once this run has written.
  mutating func found(_ change: ViewChange) -> [IPAddress]? {
    guard case .other(let old, let new) = change, (new ?? old)?.resource == .configMap,
      (new ?? old)?.namespacedName == Self.name
    else { return nil }
    if new == nil { isWritten = false }
    guard old == nil, !isWritten, let text = new?.body["data"]?[Self.field]?.string else {
      return nil
    }
    return text.split(separator: ",").compactMap { try? IPAddress(String($0)) }
  }

  /// What to write now that the runtime has given out more than is covered.
  mutating func writes(
    for runtime: inout any PodRuntime, in view: ClusterView
  ) -> [Write] {
    guard runtime.needsAddressMark, view.accepts(in: Self.name.namespace) else { return [] }
    ahead = lastView == view.version ? min(Self.furthest, ahead * 2 + 1) : 0
    lastView = view.version
    let mark = runtime.markAddresses(ahead: ahead).map(\.description).joined(separator: ",")
    let object = GenericObject(
      resource: .configMap,
      metadata: ObjectMetadata(
        name: Self.name.name, namespace: Self.name.namespace,
        annotations: [
          "kubernetes.io/description":
            "The pod address that is next to be given out, so that freed ones rest over a restart."
        ]),
      body: ["data": [Self.field: .string(mark)]])
    defer { isWritten = true }
    return [
      isWritten || view.object(of: .configMap, Self.name) != nil ? .update(object) : .create(object)
    ]
  }

  /// The next pod tries again.
  mutating func noteFailure() { isWritten = false }
}
