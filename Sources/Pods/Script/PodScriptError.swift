/// Why a script cannot be followed.
package struct PodScriptError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// Before the colon.
    case notPods
    /// Of the words that begin a behavior, none; or its end is missing or too much.
    case notBehavior
    case notDuration(String)
    /// Not from 1 to 255.
    case notExitCode(String)
    /// A script, or an entry, that says nothing.
    case empty
    /// Another entry is for the same pods.
    case repeated
    /// Two behaviors that cannot both be.
    case contradiction(String)
  }

  /// From 1.
  package var entry: Int
  package var found: String
  package var problem: Problem
}

extension PodScriptError: CustomStringConvertible {
  /// One line: the annotation, the entry, what is allowed.
  package var description: String {
    "annotation \(PodScript.annotation), entry \(entry) \"\(found)\": \(allowed)"
  }

  /// What the entry must be, or why it cannot be what it is.
  package var allowed: String {
    switch problem {
    case .notPods: "before the colon must be an ordinal, a range like 2-4, or *"
    case .notBehavior:
      "must be one of: ready after 2s, never ready, unready from 10s for 3s, fail after 5s with 1, "
        + "succeed after 5s, crash loop after 1s, image error of NAME, terminate after 10s, "
        + "never terminate"
    case .notDuration(let text): "\"\(text)\" \(TimeText.allowed)"
    case .notExitCode(let text): "\"\(text)\" must be an exit code from 1 to 255"
    case .empty: "must say how the pod behaves, as in \"0: ready after 2s\""
    case .repeated: "an earlier entry is for the same pods"
    case .contradiction(let other): "an earlier part says otherwise: \"\(other)\""
    }
  }
}
