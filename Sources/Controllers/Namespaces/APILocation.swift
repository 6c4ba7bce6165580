package import ClusterNames
package import ObjectStore
import Objects

/// Where the API of this very process listens, as pods find it: behind `default/kubernetes`.
package struct APILocation: Hashable, Sendable {
  /// The Service by which pods find the API.
  package static let name = ServiceAdmission.apiService
  /// Upstream's, where nothing listens.
  private static let usualPort: Int32 = 6443

  package var address: IPAddress
  package var port: Int32

  package init(address: IPAddress, port: Int32) {
    self.address = address
    self.port = port
  }

  private var family: String {
    switch address {
    case .v4: "IPv4"
    case .v6: "IPv6"
    }
  }

  /// The Service, and while the API listens its one endpoint, as the API server itself writes them.
  static func writes(_ location: APILocation?, in view: ClusterView) -> [Write] {
    service(location, view.services[name])
      + slice(location, view.slices[name])
      + endpoints(location, view.object(of: .endpoints, name))
  }

  private static func service(_ location: APILocation?, _ old: Service?) -> [Write] {
    let port = ServicePort(
      name: "https", port: 443, targetPort: .number(location?.port ?? usualPort))
    guard var service = old else {
      return [
        .create(
          Service(
            metadata: ObjectMetadata(
              name: name.name, namespace: name.namespace,
              labels: ["component": "apiserver", "provider": "kubernetes"]),
            spec: ServiceSpec(type: "ClusterIP", ports: [port])))
      ]
    }
    guard service.metadata.deletionTimestamp == nil,
      location != nil, service.spec.ports.map(\.targetPort) != [port.targetPort]
    else { return [] }
    service.spec.ports = [port]
    return [.update(service)]
  }

  private static func slice(_ location: APILocation?, _ old: EndpointSlice?) -> [Write] {
    let removal = old.map {
      Write.delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: nil)
    }
    guard let location else { return removal.map { [$0] } ?? [] }
    var slice = EndpointSlice(
      metadata: ObjectMetadata(
        name: name.name, namespace: name.namespace,
        labels: ["kubernetes.io/service-name": name.name]),
      addressType: location.family,
      endpoints: [SliceEndpoint(addresses: ["\(location.address)"], isReady: true)],
      ports: [EndpointPort(name: "https", port: location.port)])
    // The family of a slice cannot change.
    guard let old, old.addressType == slice.addressType else {
      return (removal.map { [$0] } ?? []) + [.create(slice)]
    }
    slice.metadata = old.metadata
    slice.metadata.labels["kubernetes.io/service-name"] = name.name
    return slice == old ? [] : [.update(slice)]
  }

  /// Its slice is written above, so nobody else is to make one of it.
  private var endpointsLabels: [String: String] {
    var labels = ["endpointslice.kubernetes.io/skip-mirror": "true"]
    // Only what bears the mark of a controller here may have a loopback address.
    if address.isLoopback { labels[EndpointsReconciler.managerLabel] = EndpointsReconciler.manager }
    return labels
  }

  private static func endpoints(_ location: APILocation?, _ old: GenericObject?) -> [Write] {
    guard let location else {
      return old.map { [.delete($0.key, uid: $0.metadata.uid, gracePeriodSeconds: nil)] } ?? []
    }
    var object =
      old
      ?? GenericObject(
        resource: .endpoints,
        metadata: ObjectMetadata(name: name.name, namespace: name.namespace), body: [:])
    object.metadata.labels = location.endpointsLabels
    object.body["subsets"] = [
      [
        "addresses": [["ip": .string("\(location.address)")]],
        "ports": [
          ["name": "https", "port": .integer(Int64(location.port)), "protocol": "TCP"]
        ],
      ]
    ]
    guard old != nil else { return [.create(object)] }
    return object == old ? [] : [.update(object)]
  }
}
