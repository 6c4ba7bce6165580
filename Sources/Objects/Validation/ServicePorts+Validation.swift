/// The ports of a Service, and the ports of the nodes that lead to them.
extension ServiceSpec {
  /// Several ports need names to tell them apart (and for SRV records).
  func validatePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var names = Set<String>()
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      if port.name.isEmpty {
        if ports.count > 1 { errors.append(.required(path.field("name"))) }
      } else {
        errors.check(port.name, at: path.field("name"), NameRules.label)
        if !names.insert(port.name).inserted {
          errors.append(.duplicate(path.field("name"), port.name))
        }
      }
      errors.checkPort(port.port, at: path.field("port"))
      errors.checkOneOf(["SCTP", "TCP", "UDP"], port.transport, at: path.field("protocol"))
      switch port.targetPort {
      case .name(let name): errors.check(name, at: path.field("targetPort"), NameRules.portName)
      case .number(let number): errors.checkPort(number, at: path.field("targetPort"))
      case nil: errors.checkPort(0, at: path.field("targetPort"))
      }
      if let name = port.rest["appProtocol"]?.string {
        errors.check(name, at: path.field("appProtocol"), NameRules.qualifiedName)
      }
    }
    return errors
  }

  /// A port of the nodes leads to one port of one Service.
  func validateNodePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    let nodePorts = ports.map(\.nodePort)
    if type == "ClusterIP" {
      for (index, number) in nodePorts.enumerated() where number != 0 {
        errors.append(
          .forbidden(
            path.index(index).field("nodePort"), "may not be used when `type` is 'ClusterIP'"))
      }
    }
    var taken = Set<String>()
    for (index, number) in nodePorts.enumerated()
    where number != 0 && !taken.insert("\(ports[index].transport)/\(number)").inserted {
      errors.append(.duplicate(path.index(index).field("nodePort"), printed: "\(number)"))
    }
    return errors
  }

  /// Names may differ: a protocol and a number make a port.
  func findDuplicatePorts(at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    var taken = Set<String>()
    for (index, port) in ports.enumerated()
    where !taken.insert("\(port.transport)/\(port.port)").inserted {
      let transport = Value.string(port.transport).json(escapingHTML: true)
      errors.append(
        .duplicate(
          path.index(index),
          printed: #"{"Name":"","Protocol":\#(transport),"AppProtocol":null,"Port":\#(port.port),"#
            + #""TargetPort":0,"NodePort":0}"#))
    }
    return errors
  }
}

extension ServicePort {
  /// 0: none.
  package var nodePort: Int64 {
    get { rest["nodePort"]?.integer ?? 0 }
    set { rest["nodePort"] = newValue == 0 ? nil : .integer(newValue) }
  }
}
