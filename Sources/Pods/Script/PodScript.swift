/// How simulated pods behave: an entry for all of them, or for some ordinals of a set.
///
/// As text (annotation `ordinal.internal/script` of a pod template, of a pod, or of the set itself,
/// where it can be changed without a rollout):
///
///     0: ready after 2s; 1: never ready; 2-4: fail after 5s; *: unready from 10s for 3s
///
///     script   = entry *( ( ";" / line end ) entry )
///     entry    = [ pods ":" ] behavior *( "," behavior )
///     pods     = ordinal / ordinal "-" ordinal / "*"     those without an entry
///     behavior = "ready after" time / "never ready"
///              / "unready from" time [ "for" time ]
///              / "fail" [ "after" time ] [ "with" code ] / "succeed" [ "after" time ]
///              / "crash loop" [ "after" time ] [ "with" code ]
///              / "image error" [ "of" part of an image's name ]
///              / "terminate after" time / "never terminate"
///     time     = 1*( number [ "." number ] ( "us" / "ms" / "s" / "m" / "h" ) )      1m30s, 1.5s
///
/// Times count from the start of the pod's containers; for `terminate` from the request to delete
/// it.
package struct PodScript: Hashable, Sendable {
  package static let annotation = "ordinal.internal/script"

  /// Which pods an entry is for; nil: those that no other entry is for.
  struct Entry: Hashable, Sendable {
    var ordinals: ClosedRange<Int>?
    var behavior: PodBehavior
  }

  var entries: [Entry] = []

  /// The same for all pods.
  ///
  /// - Parameters:
  ///   - readyAfter: from the start of a pod until it is Ready.
  ///   - terminatesAfter: from the request to delete it until its containers have ended; never
  ///     longer than its grace period.
  package init(readyAfter: Duration = .zero, terminatesAfter: Duration = .zero) {
    entries = [
      Entry(
        behavior: PodBehavior(
          readiness: .after(readyAfter), termination: .after(terminatesAfter)))
    ]
  }

  init(entries: [Entry]) {
    self.entries = entries
  }

  /// What the script says of a pod; a pod without an ordinal is one of the others.
  func behavior(of ordinal: Int?) -> PodBehavior? {
    let own = entries.first { entry in
      guard let ordinal, let ordinals = entry.ordinals else { return false }
      return ordinals.contains(ordinal)
    }
    return (own ?? entries.first { $0.ordinals == nil })?.behavior
  }
}
