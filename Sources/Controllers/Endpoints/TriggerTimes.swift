import Objects

/// Since when the slices of one Service have been out of date: the earliest change since the last
/// look that bears a time of its own (K8s DNS E6). Pods bear the last transition of Ready, Services
/// their creation; a pod that starts to terminate or vanishes bears none.
struct TriggerTimes: Sendable {
  private var pods: [String: Timestamp] = [:]
  private var service: Timestamp?

  /// Takes in what there is now; returns nil if nothing that bears a time changed.
  mutating func update(_ current: Service, _ selected: [Pod]) -> Timestamp? {
    let isFirstLook = service == nil
    var changes: [Timestamp] = []
    var seen: [String: Timestamp] = [:]
    for pod in selected {
      guard let moment = pod.condition("Ready")?.lastTransitionTime else { continue }
      let name = pod.metadata.name
      seen[name] = moment
      if !isFirstLook && pods[name].map({ moment > $0 }) ?? true { changes.append(moment) }
    }
    let created = current.metadata.creationTimestamp
    if let created, service.map({ created > $0 }) ?? true { changes.append(created) }
    pods = seen
    service = created ?? service
    return changes.min()
  }
}
