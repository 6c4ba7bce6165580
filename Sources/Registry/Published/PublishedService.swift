/// What the names below a Service are explained with.
package struct PublishedService: Hashable, Sendable {
  package var name: String
  package var isHeadless: Bool
  /// The sets whose `serviceName` is this Service.
  package var sets: [Ordinals]

  package init(name: String, isHeadless: Bool, sets: [Ordinals]) {
    self.name = name
    self.isHeadless = isHeadless
    self.sets = sets
  }

  /// The ordinals that a set has: `[start, start + replicas)`.
  package struct Ordinals: Hashable, Sendable {
    package var name: String
    package var start: Int
    package var replicas: Int

    package init(name: String, start: Int, replicas: Int) {
      self.name = name
      self.start = start
      self.replicas = replicas
    }

    /// `web-0 to web-2`, for people.
    package var range: String {
      switch replicas {
      case ...0: "no pods"
      case 1: "\(name)-\(start)"
      default: "\(name)-\(start) to \(name)-\(start + replicas - 1)"
      }
    }
  }
}

extension PublishedService {
  /// Why no pod `label` answers below the Service.
  package func cause(ofMissing label: String) -> Cause {
    guard isHeadless else { return .notHeadless(service: name) }
    for set in sets where label.hasPrefix(set.name + "-") {
      let digits = label.dropFirst(set.name.count + 1)
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        digits.utf8.count == 1 || !digits.hasPrefix("0")
      else { continue }
      let isToCome = Int(digits).map { $0 >= set.start && $0 - set.start < set.replicas } ?? false
      return isToCome ? .podNotCreated(pod: label) : .outsideReplicas(pod: label, set: set)
    }
    return .noSuchHost(service: name)
  }
}
