import Objects

extension TableLayout {
  /// What a node tells of itself is for `-o wide`.
  static let node = TableLayout([
    "Name", "Status", "Roles", "Age", "Version", .wide("Internal-IP"), .wide("External-IP"),
    .wide("OS-Image"), .wide("Kernel-Version"), .wide("Container-Runtime"),
  ]) { source in
    let info = source.status["nodeInfo"]
    return [
      source.name, nodeStatus(source), nodeRoles(source.metadata.labels), source.age,
      CellText.text(info?["kubeletVersion"], or: ""), nodeAddress(source, "InternalIP"),
      nodeAddress(source, "ExternalIP"), CellText.text(info?["osImage"], or: CellText.unknown),
      kernel(info), CellText.text(info?["containerRuntimeVersion"], or: CellText.unknown),
    ]
  }

  /// `Ready,SchedulingDisabled`.
  private static func nodeStatus(_ source: TableSource) -> Value {
    var words: [String] =
      switch source.podCondition("Ready") {
      case nil: ["Unknown"]
      case "True": ["Ready"]
      default: ["NotReady"]
      }
    if source.spec["unschedulable"]?.bool == true { words.append("SchedulingDisabled") }
    return .string(words.joined(separator: ","))
  }

  /// From labels like `node-role.kubernetes.io/control-plane`.
  private static func nodeRoles(_ labels: [String: String]) -> Value {
    let prefix = "node-role.kubernetes.io/"
    var roles = Set(
      labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    roles.insert(labels["kubernetes.io/role"] ?? "")
    roles.remove("")
    return roles.isEmpty ? CellText.none : .string(roles.sorted().joined(separator: ","))
  }

  /// The first of a type.
  private static func nodeAddress(_ source: TableSource, _ type: String) -> Value {
    let addresses = source.status["addresses"]?.array ?? []
    return addresses.first { $0["type"]?.string == type }?["address"] ?? CellText.none
  }

  /// `6.18.44 (amd64)`.
  private static func kernel(_ info: Value?) -> Value {
    guard let version = info?["kernelVersion"]?.string, !version.isEmpty else {
      return CellText.unknown
    }
    guard let machine = info?["architecture"]?.string, !machine.isEmpty else {
      return .string(version)
    }
    return .string("\(version) (\(machine))")
  }

  /// How many keys it has; values are for `-o yaml`.
  static let configMap = TableLayout(["Name", "Data", "Age"]) { source in
    let count = ["data", "binaryData"].map { source.value[$0]?.object?.count ?? 0 }.reduce(0, +)
    return [source.name, .integer(Int64(count)), source.age]
  }

  /// Keys are counted, as with config maps.
  static let secret = TableLayout(["Name", "Type", "Data", "Age"]) { source in
    let count = source.value["data"]?.object?.count ?? 0
    return [
      source.name, CellText.text(source.value["type"], or: ""), .integer(Int64(count)), source.age,
    ]
  }

  /// Secrets of accounts are out of use, and so is their column.
  static let serviceAccount = TableLayout(["Name", "Age"]) { [$0.name, $0.age] }
}
