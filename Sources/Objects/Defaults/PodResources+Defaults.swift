/// What pods ask for, where they say only what they may have. Templates are left alone.
extension PodSpec {
  /// A limit without a request asks for as much as it allows, in containers of both kinds; what all
  /// share is asked for as the containers do, or as much as there may be.
  mutating func requestLimits() {
    for index in containers.indices { containers[index].requestItsLimits() }
    changeContainers("initContainers") { $0.requestItsLimits() }
    guard var resources = rest["resources"]?.object else { return }
    var requests = resources["requests"]?.object ?? [:]
    var limits = resources["limits"]?.object ?? [:]
    if requests.isEmpty, limits.isEmpty { return }
    for (name, sum) in sumOfContainers(\.limits)
    where ResourceRules.isPages(name) && requests[name] == nil && limits[name] == nil {
      limits[name] = .string(sum.description)
    }
    if limits.isEmpty { return }
    resources["limits"] = .object(limits)
    for (name, sum) in sumOfContainers(\.requests)
    where ["cpu", "memory"].contains(name) && requests[name] == nil {
      requests[name] = .string(sum.description)
    }
    for (name, limit) in limits where requests[name] == nil && ResourceRules.isShared(name) {
      requests[name] = limit
    }
    if !requests.isEmpty { resources["requests"] = .object(requests) }
    rest["resources"] = .object(resources)
  }
}

extension Container {
  fileprivate mutating func requestItsLimits() {
    guard let limits = rest["resources"]?["limits"]?.object else { return }
    var resources = rest["resources"]?.object ?? [:]
    let requests = resources["requests"]?.object ?? [:]
    resources["requests"] = .object(requests.merging(limits) { request, _ in request })
    rest["resources"] = .object(resources)
  }
}
