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

  /// In the order of the files: of two that want one address, or one port, the first has it.
  mutating func diagnostics(of objects: [CheckedObject]) -> [Diagnostic] {
    objects.flatMap { diagnostics(of: $0) }
  }

  private mutating func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    // What else is wrong with the Service is told beside this.
    guard let service = checked.object as? Service, service.validateForAllocation().isEmpty,
      let written = try? Service(value: checked.claim.value)
    else { return [] }
    do throws(StoreError) {
      let object = try addresses.admit(
        addresses.prepare(written, replacing: nil), replacing: nil)
      _ = try ports.admit(written, replacing: nil)
      if !written.spec.clusterIP.isEmpty || !written.spec.clusterIPs.isEmpty {
        addresses.staged(StoreEvent(kind: .added, object: object))
      }
      ports.staged(StoreEvent(kind: .added, object: written))
    } catch {
      if case .invalid(_, _, let errors) = error {
        return errors.errors.map(checked.claim.object.error)
      }
    }
    return []
  }
}
