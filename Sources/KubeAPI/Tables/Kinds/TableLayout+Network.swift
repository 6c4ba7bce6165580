import Objects

extension TableLayout {
  /// A headless Service has the cluster address `None`, an alias has none.
  static let service = TableLayout([
    "Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", .wide("Selector"),
  ]) { source in
    let ports = source.spec["ports"]?.array ?? []
    return [
      source.name, CellText.text(source.spec["type"], or: ""),
      CellText.text(source.spec["clusterIPs"]?[0], or: CellText.none), externalAddress(source),
      ports.isEmpty ? CellText.none : .string(ports.map(servicePort).joined(separator: ",")),
      source.age, CellText.labels(source.spec["selector"]),
    ]
  }

  /// `80/TCP`, `80:30080/TCP`.
  private static func servicePort(_ port: Value) -> String {
    let node = port["nodePort"]?.integer ?? 0
    let transport = port["protocol"]?.string ?? ""
    return "\(port["port"]?.integer ?? 0)" + (node > 0 ? ":\(node)" : "") + "/\(transport)"
  }

  /// Where clients outside the cluster find the Service.
  private static func externalAddress(_ source: TableSource) -> Value {
    let given = source.spec["externalIPs"]?.array?.compactMap(\.string) ?? []
    var addresses: [String] = []
    switch source.spec["type"]?.string {
    case "ClusterIP", "NodePort":
      return given.isEmpty ? CellText.none : .string(given.joined(separator: ","))
    case "ExternalName": return CellText.text(source.spec["externalName"], or: "")
    case "LoadBalancer":
      let ingress = source.status["loadBalancer"]?["ingress"]?.array ?? []
      let balanced = ingress.compactMap {
        CellText.text($0["ip"], or: CellText.text($0["hostname"], or: .null)).string
      }
      addresses = Set(balanced).sorted() + given
      return .string(addresses.isEmpty ? "<pending>" : addresses.joined(separator: ","))
    default: return CellText.unknown
    }
  }

  /// Endpoints that are not ready are shown, too.
  static let endpointSlice = TableLayout(["Name", "AddressType", "Ports", "Endpoints", "Age"]) {
    source in
    let ports = (source.value["ports"]?.array ?? []).map { port in
      // A slice's port without a number stands for all ports.
      port["port"]?.integer.map { "\($0)" } ?? port["name"]?.string ?? "*"
    }
    let addresses = (source.value["endpoints"]?.array ?? []).flatMap { endpoint in
      endpoint["addresses"]?.array?.compactMap(\.string) ?? []
    }
    return [
      source.name, CellText.text(source.value["addressType"], or: ""),
      CellText.text(.string(CellText.list(ports)), or: CellText.unset),
      CellText.text(.string(CellText.list(addresses)), or: CellText.unset), source.age,
    ]
  }

  /// `<none>` without any addresses; an empty cell when there are some and none is ready.
  static let endpoints = TableLayout(["Name", "Endpoints", "Age"]) { source in
    guard let subsets = source.value["subsets"]?.array, !subsets.isEmpty else {
      return [source.name, CellText.none, source.age]
    }
    return [source.name, .string(CellText.list(subsets.flatMap(socketAddresses))), source.age]
  }

  /// Each address with each port; an address alone where there are no ports. Those that are not
  /// ready are not shown.
  private static func socketAddresses(_ subset: Value) -> [String] {
    let addresses = subset["addresses"]?.array?.compactMap { $0["ip"]?.string } ?? []
    guard let ports = subset["ports"]?.array, !ports.isEmpty else { return addresses }
    return ports.flatMap { port in
      addresses.map { address in
        let host = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
        return "\(host):\(port["port"]?.integer ?? 0)"
      }
    }
  }
}
