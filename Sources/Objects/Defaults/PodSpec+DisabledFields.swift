/// Fields behind feature gates that are off in Kubernetes 1.36: upstream drops what is given there
/// before it looks at it (`dropDisabledFields`).
extension PodSpec {
  /// ContainerStopSignals, ClusterTrustBundleProjection, PodCertificateRequest and GenericWorkload.
  mutating func dropDisabledFields() {
    rest["schedulingGroup"] = nil
    volumes = volumes.map { volume in
      guard var fields = volume.object, var projected = fields["projected"]?.object,
        let sources = projected["sources"]?.array
      else { return volume }
      projected["sources"] = .array(
        sources.map { source in
          .object(
            (source.object ?? [:]).filter {
              !["clusterTrustBundle", "podCertificate"].contains($0.key)
            })
        })
      fields["projected"] = .object(projected)
      return .object(fields)
    }
  }
}

extension Container {
  /// A hook that says nothing else is none.
  mutating func dropStopSignal() {
    guard var lifecycle = rest["lifecycle"]?.object,
      lifecycle.removeValue(forKey: "stopSignal") != nil
    else { return }
    rest["lifecycle"] = lifecycle.isEmpty ? nil : .object(lifecycle)
  }
}
