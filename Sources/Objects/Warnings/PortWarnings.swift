/// Ports of all containers of a pod, which share its address.
extension PodWarnings {
  private struct Place {
    let port: ContainerPort
    let path: FieldPath

    var hostIP: String { port.rest["hostIP"]?.string ?? "" }
    var hostPort: Int64 { port.rest["hostPort"]?.integer ?? 0 }
    /// As Go prints the struct.
    var printed: String {
      "{Name:\(port.name) HostPort:\(hostPort) ContainerPort:\(port.containerPort) "
        + "Protocol:\(port.transport) HostIP:\(hostIP)}"
    }
  }

  var ports: [FieldWarning] {
    let places = spec.allContainers(at: specPath).flatMap { container, path in
      container.ports.enumerated().map {
        Place(port: $0.element, path: path.field("ports").index($0.offset))
      }
    }
    var warnings: [FieldWarning] = []
    var taken: [String: [Place]] = [:]
    for place in places {
      if !place.hostIP.isEmpty, place.hostPort == 0 {
        warnings.warn(place.path, "hostIP set without hostPort: \(place.printed)")
      }
      let key = "\(place.port.containerPort)/\(place.port.transport)"
      for other in taken[key, default: []] {
        guard let problem = Self.problem(of: place, beside: other) else { continue }
        warnings.warn(place.path, "\(problem) port definition with \(other.path)")
      }
      taken[key, default: []].append(place)
    }
    return warnings + Self.names(of: places)
  }

  /// Of two ports of one number and protocol. nil: the node's ports tell them apart.
  private static func problem(of place: Place, beside other: Place) -> String? {
    if place.hostIP == other.hostIP, place.hostPort == other.hostPort { return "duplicate" }
    if place.hostPort == 0 || other.hostPort == 0 { return "overlapping" }
    let isAmbiguous =
      place.hostPort == other.hostPort && place.hostIP.isEmpty != other.hostIP.isEmpty
    return isAmbiguous ? "dangerously ambiguous" : nil
  }

  /// Who asks for a port by its name gets the first.
  private static func names(of places: [Place]) -> [FieldWarning] {
    var warnings: [FieldWarning] = []
    var first: [String: FieldPath] = [:]
    for place in places where !place.port.name.isEmpty {
      let name = place.port.name
      guard let other = first[name] else {
        first[name] = place.path
        continue
      }
      warnings.warn(
        place.path,
        "duplicate port name \(Value.string(name).quoted) with \(other), services and probes that "
          + "select ports by name will use \(other)")
    }
    return warnings
  }
}
