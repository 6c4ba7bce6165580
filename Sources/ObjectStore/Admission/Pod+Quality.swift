import Objects

extension Pod {
  /// In which order a node that runs out of memory ends pods (`status.qosClass`, upstream's
  /// `ComputePodQOS`): Guaranteed where every container's limits are set and are what it requests.
  var qualityOfService: String {
    if let resources = spec.rest["resources"] { return Self.quality(of: [resources]) }
    let initContainers = spec.rest["initContainers"]?.array ?? []
    return Self.quality(
      of: spec.containers.map { $0.rest["resources"] ?? .null }
        + initContainers.map { $0["resources"] ?? .null })
  }

  private static func quality(of resources: [Value]) -> String {
    let pairs = resources.map { (amounts($0["requests"]), amounts($0["limits"])) }
    if pairs.allSatisfy({ $0.0.isEmpty && $0.1.isEmpty }) { return "BestEffort" }
    let isGuaranteed = pairs.allSatisfy { requests, limits in
      limits.count == computed.count
        && computed.allSatisfy { isSame(requests[$0], limits[$0]) }
    }
    return isGuaranteed ? "Guaranteed" : "Burstable"
  }

  /// `1` and `1000m` are written differently and are as much.
  private static func isSame(_ a: Quantity?, _ b: Quantity?) -> Bool {
    guard let a, let b else { return a == b }
    return !(a < b) && !(b < a)
  }

  private static let computed = ["cpu", "memory"]

  /// Nothing but processors and memory counts, and none of it is as good as not said.
  private static func amounts(_ list: Value?) -> [String: Quantity] {
    var amounts: [String: Quantity] = [:]
    for name in computed {
      guard let text = list?[name]?.string, let amount = Quantity(text), amount.isPositive else {
        continue
      }
      amounts[name] = amount
    }
    return amounts
  }
}
