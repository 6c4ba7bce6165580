import ClusterNames
import Controllers
import Manifests
import ObjectStore
import Objects

/// Whether Services get the cluster addresses and families that they ask for: what a server refuses that
/// is started with the same blocks of addresses.
struct ServiceAddressCheck {
  private var admission: ServiceAdmission

  init(_ settings: Settings) {
    admission = ServiceAdmission(
      families: settings.podBlocks.map { $0.base.isIPv4 ? "IPv4" : "IPv6" },
      blocks: [settings.serviceBlock])
  }

  /// In the order of the files: of two that want one address the first has it.
  mutating func diagnostics(of objects: [CheckedObject]) -> [Diagnostic] {
    objects.flatMap { diagnostics(of: $0) }
  }

  private mutating func diagnostics(of checked: CheckedObject) -> [Diagnostic] {
    // What is wrong with the Service itself was told.
    guard let service = checked.object as? Service, service.validate().isEmpty,
      let written = try? Service(value: checked.claim.value)
    else { return [] }
    do throws(StoreError) {
      let object = try admission.admit(
        admission.prepare(written, replacing: nil), replacing: nil)
      if !written.spec.clusterIP.isEmpty || !written.spec.clusterIPs.isEmpty {
        admission.staged(StoreEvent(kind: .added, object: object))
      }
    } catch {
      if case .invalid(_, _, let errors) = error {
        return errors.errors.map(checked.claim.object.error)
      }
    }
    return []
  }
}
