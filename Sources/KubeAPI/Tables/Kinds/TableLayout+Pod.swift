import Objects

extension TableLayout {
  /// The columns behind the age are for `-o wide`.
  static let pod = TableLayout([
    "Name", "Ready", "Status", "Restarts", "Age", .wide("IP"), .wide("Node"),
    .wide("Nominated Node"), .wide("Readiness Gates"),
  ]) { source in
    let summary = PodSummary(source)
    return [
      source.name, .string("\(summary.ready)/\(summary.containers)"), .string(summary.reason),
      .string(summary.restartText(source)), source.age,
      CellText.text(source.status["podIPs"]?[0]?["ip"], or: CellText.none),
      CellText.text(source.spec["nodeName"], or: CellText.none),
      CellText.text(source.status["nominatedNodeName"], or: CellText.none),
      readinessGates(source),
    ]
  }

  /// How many of the gates' conditions are True.
  private static func readinessGates(_ source: TableSource) -> Value {
    guard let gates = source.spec["readinessGates"]?.array, !gates.isEmpty else {
      return CellText.none
    }
    let open = gates.filter { source.podCondition($0["conditionType"]?.string) == "True" }
    return .string("\(open.count)/\(gates.count)")
  }
}

extension TableSource {
  /// The status of a condition of a pod or node; nil where it is not listed.
  func podCondition(_ type: String?) -> String? {
    status["conditions"]?.array?.first { $0["type"]?.string == type }?["status"]?.string
  }

  /// Marks rows of pods that have ended, so that clients may leave them out.
  var completion: Value? {
    guard object.resource == Pod.resource, let phase = status["phase"]?.string else { return nil }
    let message: Value
    switch phase {
    case "Succeeded": message = "The pod has completed successfully."
    case "Failed": message = "The pod failed."
    default: return nil
    }
    return [
      ["type": "Completed", "status": "True", "reason": .string(phase), "message": message]
    ]
  }
}
