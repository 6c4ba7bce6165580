import KubeAPI

/// The commands of the control socket, as calls of the public interface.
struct ControlHandler: ControlCommands {
  let server: OrdinalServer

  func explain(_ name: String, type: String?) async -> ControlReply {
    do {
      return ControlReply(output: try await server.explain(name, type: type))
    } catch {
      return .failure("\(error)")
    }
  }

  func wait(for names: [String], toBe state: String, timeout: Duration) async -> ControlReply {
    guard let state = OrdinalServer.Presence(rawValue: state) else {
      return .failure("--for \(state): resolved or gone is allowed")
    }
    do {
      try await server.wait(for: names, toBe: state, timeout: timeout)
      return ControlReply()
    } catch {
      return .failure("\(error)")
    }
  }

  func dump(zone: String?) async -> ControlReply {
    do {
      return ControlReply(output: try server.dump(zone: zone))
    } catch {
      return .failure("\(error)")
    }
  }

  func bind(pod: String, namespace: String, to addresses: String) async -> ControlReply {
    do {
      try await server.bind(pod, namespace: namespace, to: addresses)
      return ControlReply(output: "pod/\(pod) bound to \(addresses)\n")
    } catch {
      return .failure("\(error)")
    }
  }
}
