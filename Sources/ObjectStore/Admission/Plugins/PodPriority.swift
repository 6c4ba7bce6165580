import Objects

/// Priorities come from classes alone (upstream's Priority plugin).
extension PodSpec {
  private static let preemption = "PreemptLowerPriority"
  /// No classes are served but upstream's own two.
  private static let classes: [String: Int64] = [
    "": 0, "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
  ]

  mutating func prioritize() throws(PodRefusal) {
    let name = rest["priorityClassName"]?.string ?? ""
    guard let priority = Self.classes[name] else {
      throw PodRefusal("no PriorityClass with name \(name) was found")
    }
    if let given = rest["priority"]?.integer, given != priority {
      throw PodRefusal(
        "the integer value of priority (\(given)) must not be provided in pod spec; priority "
          + "admission controller computed \(priority) from the given PriorityClass name")
    }
    rest["priority"] = .integer(priority)
    if let given = rest["preemptionPolicy"]?.string, given != Self.preemption {
      throw PodRefusal(
        "the string value of PreemptionPolicy (\(given)) must not be provided in pod spec; "
          + "priority admission controller computed \(Self.preemption) from the given PriorityClass "
          + "name")
    }
    rest["preemptionPolicy"] = .string(Self.preemption)
  }
}
