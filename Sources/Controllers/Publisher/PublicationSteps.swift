import ClusterNames
import Registry

/// The changes of one publication in the order in which queries may see them.
struct PublicationSteps {
  /// Pods that get their names.
  var appear: [Change] = []
  /// The sets of Services: their own names, and those of their ports.
  var services: [Change] = []
  /// Pods that lose their names.
  var vanish: [Change] = []
  var reverse: [Change] = []

  var changes: [Change] { appear + services + vanish + reverse }

  /// Takes in how the names of one Service change.
  mutating func add(
    from old: [DomainName: NameEntry], to new: [DomainName: NameEntry], in domain: ClusterDomain
  ) {
    for (name, entry) in new where old[name] != entry {
      switch (name.isHost(in: domain), entry.exists) {
      case (true, true): appear.append(.name(entry))
      case (false, _): services.append(.name(entry))
      case (true, false): vanish.append(.name(entry))
      }
    }
    for name in old.keys where new[name] == nil {
      if name.isHost(in: domain) {
        vanish.append(.removeName(name))
      } else {
        services.append(.removeName(name))
      }
    }
  }
}

extension DomainName {
  /// `HOST.SERVICE.NAMESPACE.svc.ZONE`; the names of ports begin with an underscore.
  fileprivate func isHost(in domain: ClusterDomain) -> Bool {
    labelCount == domain.name.labelCount + 4 && wire[1] != UInt8(ascii: "_")
  }
}
