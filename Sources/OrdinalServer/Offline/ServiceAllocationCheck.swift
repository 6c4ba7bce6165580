import ClusterNames
import Controllers
import Manifests
import ObjectStore
import Objects

/// Whether Services get the cluster addresses, families and node ports that they ask for: what a server
/// refuses that is started with the same blocks of addresses.
struct ServiceAllocationCheck {
  private var addresses: ServiceAdmission
  private var ports = NodePorts()

  init(_ settings: Settings) {
    addresses = ServiceAdmission(
      families: settings.podBlocks.map { $0.base.isIPv4 ? "IPv4" : "IPv6" },
      blocks: [settings.serviceBlock])
  }

  /// Of two that want one address, or one port, the first has it.
  mutating func problems(of service: Service) -> [EarlyProblem] {
    do throws(StoreError) {
      let service = service.applyingFixedDefaults(replacing: nil)
      var object = try addresses.allocate(service, replacing: nil)
      object = try ports.allocate(object, replacing: nil)
      // What a Service was given that is refused is free again.
      if object.validate().isEmpty {
        addresses.staged(StoreEvent(kind: .added, object: object))
        ports.staged(StoreEvent(kind: .added, object: object))
      }
      return []
    } catch {
      guard case .invalid(_, _, let errors) = error else {
        return [EarlyProblem("\(error)", at: FieldPath())]
      }
      return errors.errors.map { EarlyProblem("\($0)", at: $0.path) }
    }
  }
}
