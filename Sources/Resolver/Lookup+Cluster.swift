import ClusterNames
import Registry
import Wire

/// Names of a cluster's zones that no compiled answer exists for.
extension Lookup {
  /// SOA and NS at the apex, and the address of the zone's `ns.dns`, which is the one that the query came
  /// to: the one place where this server can be reached by whoever asks.
  func authorityData(
    _ name: DomainName, _ type: RecordType, in zone: Zone, asked: DomainName
  ) -> Outcome? {
    guard zone.hasLiveSerial else { return nil }
    var outcome = Outcome(.answer)
    let server = zone.authority.primaryServer
    let seconds = snapshot.entry(zone.apex)?.timeToLive ?? zone.negativeTimeToLive
    switch (name, type) {
    case (zone.apex, .soa):
      outcome.answers = [authority(of: zone, asked: asked, isCached: true)]
    case (zone.apex, .ns):
      outcome.answers = [
        ResourceRecord(owner: asked, timeToLive: seconds, data: .ns(server))
      ]
      outcome.additionals = [
        ResourceRecord(owner: server, timeToLive: seconds, data: local.recordData)
      ]
    case (server, local.recordData.type):
      outcome.answers = [
        ResourceRecord(owner: asked, timeToLive: seconds, data: local.recordData)
      ]
    default:
      return nil
    }
    return outcome
  }

  /// A name below a published one that leaves such names to us: an address in a label, a port without
  /// underscores, or nothing.
  func synthesized(
    _ name: DomainName, _ type: RecordType, below encloser: NameEntry, in zone: Zone,
    asked: DomainName
  ) -> Outcome {
    guard zone.apex == domain.name else { return Outcome(.refused, cause: .outsideZones) }
    switch ClusterName(name, under: domain) {
    case .podAddress(let address, _):
      return podAddress(address, type, in: zone, asked: asked, timeToLive: encloser.timeToLive)
    case .port(let port, let transport, let service, .bare):
      guard let owner = try? service.srv(port: port, protocol: transport),
        let entry = snapshot.entry(owner)
      else { fallthrough }
      return answer(from: entry, type, in: zone, asked: asked)
    case .port(_, _, let service, _), .transport(_, let service):
      let label = service.service.rawValue
      return negative(.nameError, in: zone, asked: asked, .noSuchPort(service: label))
    default:
      let cause = cause(ofMissing: name, below: encloser)
      return negative(
        .nameError, in: zone, asked: asked, cause, isCached: cause?.code != .notReady)
    }
  }

  /// `10-244-0-6.NAMESPACE.pod.ZONE` is that address, whether a pod has it or not (CoreDNS'
  /// `pods insecure`, which cluster add-ons set).
  private func podAddress(
    _ address: IPAddress, _ type: RecordType, in zone: Zone, asked: DomainName, timeToLive: UInt32
  ) -> Outcome {
    guard type == address.recordData.type else {
      return negative(.noData, in: zone, asked: asked, nil)
    }
    var outcome = Outcome(.answer)
    outcome.answers = [
      ResourceRecord(owner: asked, timeToLive: timeToLive, data: address.recordData)
    ]
    return outcome
  }

  private func cause(ofMissing name: DomainName, below encloser: NameEntry) -> Cause? {
    switch encloser.below {
    case .endpoints(let service):
      let labels = name.labels
      guard labels.count == encloser.name.labelCount + 1 else {
        return .noSuchHost(service: service.name)
      }
      return service.cause(ofMissing: String(decoding: labels[0], as: UTF8.self).lowercased())
    case .nameError(let cause):
      return cause
    case .resolved:
      return encloser.name.parent == domain.podsName ? .notAnAddress : nil
    }
  }
}
