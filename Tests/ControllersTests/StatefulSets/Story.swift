/// A random story about sets that live together: what they are like, and what happens to them.
///
/// Deeds name pods and claims by their place among those there are, and sets by their number, so that a story stays
/// one when deeds are taken out.
struct Story: Hashable, Sendable {
  var seed: UInt64 = 1
  /// A letter a set: `O` is OrderedReady, `P` Parallel.
  var sets = "O"
  /// How many pods each set begins with.
  var replicas: Int32 = 3
  /// How many claim templates each set has.
  var claims = 0
  /// Milliseconds from a pod's creation until it is Ready, and from its deletion until it is gone.
  var readyAfter = 0
  var endsAfter = 0
  /// `MaxUnavailableStatefulSet`.
  var isGateOn = false
  /// The server's own kubelet, volumes and names, in place of stand-ins.
  var isSimulated = false
  var deeds: [Deed] = []

  /// Whatever people, nodes and machines do to sets.
  enum Deed: Hashable, Sendable {
    case scale(of: Int, Int32)
    /// Image 0 never runs; a number that was there before is a rollback.
    case image(of: Int, Int)
    case start(of: Int, Int32)
    case partition(of: Int, Int32)
    case onDelete(of: Int, Bool)
    /// A number, or below zero a share: -50 is 50 %.
    case maxUnavailable(of: Int, Int)
    case minReady(of: Int, Int32)
    case history(of: Int, Int32)
    case retain(of: Int, whenDeleted: Bool, whenScaled: Bool)
    /// A line of ``Story/scripts``, as an annotation of the set.
    case script(of: Int, Int)
    /// Makes the set anew, where there is none.
    case create(of: Int, isParallel: Bool)
    /// Background, Foreground or Orphan.
    case remove(of: Int, String)
    case removeNamespace
    case delete(Int)
    case force(Int)
    /// A pod that nobody controls under a name of the set, as the set would have made it or without its claims.
    case stray(of: Int, Int, isWhole: Bool)
    case fail(Int)
    case succeed(Int)
    case report(Int, isReady: Bool)
    /// The pod no longer matches, or matches again.
    case relabel(Int)
    /// The label with its name is gone.
    case unname(Int)
    /// Its owner references are gone.
    case disown(Int)
    case deleteClaim(Int)
    /// Another controller takes the claim.
    case seizeClaim(Int)
    case deleteRevision(Int)
    /// Other data takes the name that the revision of an image would have.
    case collide(of: Int, Int)
    /// So many writes of the controllers are refused.
    case refuse(Int, isConflict: Bool)
    /// So many commits are lost.
    case outage(Int)
    /// The controllers see nothing before so many deeds are done.
    case hold(Int)
    case restart
    /// A second controller of sets acts first for so many deeds, as before the end of a lease is noticed.
    case rival(Int)
    case wait(milliseconds: Int)
  }

  /// What ``Deed/script(of:_:)`` chooses from.
  static let scripts = [
    "ready after 0s", "never ready", "0: fail after 2s", "1: succeed after 3s",
    "*: crash loop after 1s", "unready from 2s for 3s", "2: never terminate", "terminate after 20s",
  ].map { "\($0); image error of \(brokenImage)" }

  static let brokenImage = "httpd:0"

  /// The second one looks like a pod of the first.
  static let setNames = ["web", "web-1", "db"]
}

extension Story: CustomStringConvertible {
  /// As Swift, to be pasted into ``StoryTests/told``.
  var description: String {
    let deeds = deeds.map { "    .\($0),\n" }.joined()
    return """
      Story(
        seed: \(seed), sets: "\(sets)", replicas: \(replicas), claims: \(claims),
        readyAfter: \(readyAfter), endsAfter: \(endsAfter), isGateOn: \(isGateOn),
        isSimulated: \(isSimulated),
        deeds: [
      \(deeds)  ])
      """
  }
}
