import Objects
import Synchronization

/// The pods of a revision are equal in most of their parts, and keep one copy of each.
final class SharedParts: Sendable {
  private let recent = Mutex(Recent())

  private struct Recent {
    var containers: [[Container]] = []
    var fields: [[String: Value]] = []
    var volumes: [Value] = []
  }

  /// The pod with the parts that other pods have, where they are equal.
  func share(_ pod: Pod) -> Pod {
    var pod = pod
    recent.withLock { recent in
      var spec = pod.spec
      spec.containers = Self.known(spec.containers, &recent.containers)
      spec.rest = Self.known(spec.rest, &recent.fields)
      // The token's volume, mostly: the others name a claim of this pod alone.
      if let last = spec.volumes.popLast() {
        spec.volumes.append(Self.known(last, &recent.volumes))
      }
      pod.spec = spec
    }
    return pod
  }

  /// Pods of one kind come one after the other, so that a few are enough to remember.
  private static func known<Part: Equatable>(_ part: Part, _ recent: inout [Part]) -> Part {
    if let known = recent.last(where: { $0 == part }) { return known }
    if recent.count == 16 { recent.removeFirst() }
    recent.append(part)
    return part
  }
}
