package import ClusterNames
import Manifests
import Objects
import Pods

/// A set with what its names are made of, from a file or from the command line.
package struct NamedSet: Sendable {
  package var names: StatefulSetNames
  /// The ports of the governing Service.
  package var ports: [Port]
  /// Annotation `ordinal.internal/addresses` of the template.
  package var pinnedAddresses = ""

  package struct Port: Hashable, Sendable {
    /// Only a port with a name has a name in DNS.
    package var name: Label?
    package var transport: TransportProtocol
    package var number: UInt16
  }

  package init(
    _ set: String, service: String, namespace: String, domain: String, start: Int, replicas: Int,
    claims: [String]
  ) throws(OrdinalError) {
    do {
      names = try StatefulSetNames(
        set, service: service, namespace: namespace, domain: domain, start: start,
        replicas: replicas, claimTemplates: claims)
    } catch {
      throw OrdinalError("\(error)", isUsage: true)
    }
    ports = []
  }

  /// The sets of a manifest, in the order in which they stand there.
  package static func all(in file: String, domain: String) throws(OrdinalError) -> [NamedSet] {
    let check = ManifestCheck.check(paths: [file], pinProblem: { _ in nil })
    let errors = check.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw OrdinalError(errors.map(\.description).joined(separator: "\n"))
    }
    var sets: [NamedSet] = []
    for set in check.statefulSets {
      var named = try NamedSet(
        set.metadata.name, service: set.spec.serviceName, namespace: set.metadata.namespace,
        domain: domain, start: set.spec.ordinals.lowerBound, replicas: set.spec.ordinals.count,
        claims: set.spec.volumeClaimTemplates.compactMap(\.claimName))
      named.pinnedAddresses = set.spec.template.annotations[PinnedAddresses.annotation] ?? ""
      let ports = check.governingService(of: set)?.spec.ports ?? []
      named.ports = ports.compactMap { Port($0, of: set) }
      sets.append(named)
    }
    guard !sets.isEmpty else { throw OrdinalError("\(file): holds no StatefulSet") }
    return sets
  }
}

extension NamedSet.Port {
  /// A headless Service stands for the ports of its pods, which their containers may name.
  fileprivate init?(_ port: ServicePort, of set: StatefulSet) {
    let number: Int32? =
      switch port.targetPort {
      case nil: port.port
      case .number(let number): number
      case .name(let name):
        set.spec.template.spec.containers.flatMap(\.ports)
          .first { $0.name == name && $0.transport == port.transport }?.containerPort
      }
    guard let transport = TransportProtocol(rawValue: port.transport), let number else {
      return nil
    }
    self.init(
      name: try? Label(port.name), transport: transport,
      number: UInt16(truncatingIfNeeded: number))
  }
}

extension Value {
  /// `metadata.name` of a claim template.
  fileprivate var claimName: String? {
    guard case .object(let template) = self, case .object(let metadata)? = template["metadata"],
      case .string(let name)? = metadata["name"]
    else { return nil }
    return name
  }
}
