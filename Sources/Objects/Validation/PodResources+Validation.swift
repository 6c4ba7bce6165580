/// What the containers of a pod share (KEP-2837).
extension PodSpec {
  func validateResources(at path: FieldPath) -> [FieldError] {
    guard let resources = rest["resources"] else { return [] }
    if rest["os"]?["name"] == "windows" {
      return [.forbidden(path, "may not be set for a windows pod")]
    }
    var errors: [FieldError] = []
    if resources["claims"] != nil {
      errors.append(
        .forbidden(path.field("claims"), "claims may not be set for Resources at pod-level"))
    }
    let amounts = ResourceAmounts(resources)
    errors += amounts.validate(at: path, claims: claimNames, ResourceRules.pods)
    return errors + compare(amounts, at: path)
  }

  /// All together ask for no more than the pod does, and none may have more than the pod.
  private func compare(_ amounts: ResourceAmounts, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for (name, sum) in sumOfContainers(\.requests).sorted(by: { $0.key < $1.key }) {
      guard let amount = amounts.requests[name], sum > amount else { continue }
      errors.append(
        .invalid(
          path.field("requests").key(name), amount.description,
          "must be greater than or equal to aggregate container requests of \(sum)"))
    }
    for (name, sum) in sumOfContainers(\.limits).sorted(by: { $0.key < $1.key })
    where ResourceRules.isPages(name) {
      guard let amount = amounts.limits[name], sum > amount else { continue }
      errors.append(
        .invalid(
          path.field("limits").key(name), amount.description,
          "must be greater than or equal to aggregate container limits of \(sum)"))
    }
    for (index, container) in containers.enumerated() {
      let limits = ResourceAmounts(container.rest["resources"]).limits
      for (name, limit) in limits.sorted(by: { $0.key < $1.key }) {
        guard let amount = amounts.limits[name], limit > amount else { continue }
        // Upstream's path has the fields in another order than the object.
        errors.append(
          .invalid(
            path.field("containers").index(index).key(name).field("limits"), limit.description,
            "must be less than or equal to pod limits of \(amount)"))
      }
    }
    return errors
  }

  /// What the pod's containers need at the same time: init containers run one after another before
  /// the others, and those that stay are there from then on.
  func sumOfContainers(_ part: KeyPath<ResourceAmounts, [String: Quantity]>) -> [String: Quantity] {
    func amounts(_ container: Container) -> [String: Quantity] {
      ResourceAmounts(container.rest["resources"])[keyPath: part]
    }
    var sum: [String: Quantity] = [:]
    for container in containers { sum.merge(amounts(container), uniquingKeysWith: Quantity.sum) }
    var (staying, peak): ([String: Quantity], [String: Quantity]) = ([:], [:])
    for container in initContainers {
      let own = amounts(container)
      let together = staying.merging(own, uniquingKeysWith: Quantity.sum)
      if container.rest["restartPolicy"] == "Always" {
        sum.merge(own, uniquingKeysWith: Quantity.sum)
        staying = together
      }
      peak.merge(together) { max($0, $1) }
    }
    return sum.merging(peak) { max($0, $1) }
  }
}

extension Quantity {
  /// In the notation of the first, unless there is nothing of it.
  fileprivate static func sum(_ a: Quantity, _ b: Quantity) -> Quantity {
    guard a.nanos != 0, var sum = Quantity("\(a.nanos + b.nanos)n") else { return b }
    sum.notation = a.notation
    return sum
  }
}
