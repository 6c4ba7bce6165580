import ClusterNames
import ObjectStore
import Objects
import Pods

/// Remembers in the store how far the pools have come, and what rests.
///
/// Pods that are gone are known to nobody after a restart, but their addresses must rest
/// (kubernetes/kubernetes#28969): so the place at which to go on and the addresses that were freed
/// are kept in a ConfigMap. It is written together with the pod that gets an address or gives one
/// back; when many get one at once, the mark is set some way ahead and covers those that follow.
struct AddressMarks: Sendable {
  static let name = NamespacedName(namespace: "kube-system", name: "ordinal-pod-addresses")
  private static let nextField = "next"
  /// `ADDRESS=SINCE`, comma-separated.
  private static let restingField = "resting"
  private static let furthest: UInt64 = 512

  /// What the last mark was made from: all pods of a wave see one view.
  private var lastView: ResourceVersion?
  private var ahead: UInt64 = 0
  /// Written in this run, whether the view shows it yet or not.
  private var isWritten = false

  /// What an earlier run has left; nil once this run has written.
  mutating func found(_ change: ViewChange) -> AddressMark? {
    guard case .other(let old, let new) = change, (new ?? old)?.resource == .configMap,
      (new ?? old)?.namespacedName == Self.name
    else { return nil }
    if new == nil { isWritten = false }
    guard old == nil, !isWritten, let data = new?.body["data"] else { return nil }
    return AddressMark(
      next: Self.entries(data[Self.nextField]).compactMap { try? IPAddress(String($0)) },
      resting: Self.entries(data[Self.restingField]).compactMap(Self.resting))
  }

  private static func entries(_ field: Value?) -> [Substring] {
    field?.string?.split(separator: ",") ?? []
  }

  private static func resting(_ entry: Substring) -> AddressMark.Resting? {
    let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, let address = try? IPAddress(String(sides[0])),
      let since = Timestamp(text: String(sides[1]))
    else { return nil }
    return AddressMark.Resting(address, since: since)
  }

  /// What to write now that the runtime has given out more than is covered, or freed an address.
  mutating func writes(
    for runtime: inout any PodRuntime, in view: ClusterView, at now: Timestamp
  ) -> [Write] {
    guard runtime.needsAddressMark, view.accepts(in: Self.name.namespace) else { return [] }
    ahead = lastView == view.version ? min(Self.furthest, ahead * 2 + 1) : 0
    lastView = view.version
    let mark = runtime.markAddresses(ahead: ahead, now: now)
    let next = mark.next.map(\.description).joined(separator: ",")
    let resting = mark.resting.map { "\($0.address)=\($0.since.exact)" }.joined(separator: ",")
    let object = GenericObject(
      resource: .configMap,
      metadata: ObjectMetadata(
        name: Self.name.name, namespace: Self.name.namespace,
        annotations: [
          "kubernetes.io/description":
            "The pod address that is next to be given out, and those that were freed, so that they "
            + "rest over a restart."
        ]),
      body: [
        "data": [Self.nextField: .string(next), Self.restingField: .string(resting)]
      ])
    defer { isWritten = true }
    return [
      isWritten || view.object(of: .configMap, Self.name) != nil ? .update(object) : .create(object)
    ]
  }

  /// The next pod tries again.
  mutating func noteFailure() { isWritten = false }
}
