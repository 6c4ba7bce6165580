/// Switches of Kubernetes 1.36 that are off unless someone turns them on.
package struct FeatureGates: Hashable, Sendable {
  /// Keeps `updateStrategy.rollingUpdate.maxUnavailable`, which is otherwise silently dropped.
  package var maxUnavailableStatefulSet: Bool

  package init(maxUnavailableStatefulSet: Bool = false) {
    self.maxUnavailableStatefulSet = maxUnavailableStatefulSet
  }

  /// By the names that upstream's `--feature-gates` has for them.
  private static var known: [(name: String, gate: WritableKeyPath<FeatureGates, Bool>)] {
    [("MaxUnavailableStatefulSet", \.maxUnavailableStatefulSet)]
  }

  /// Reads `NAME=true,NAME=false`; the last word on a gate holds. White space and empty parts are
  /// passed over, as by upstream's flag.
  package init(parsing text: String) throws(FeatureGateError) {
    self.init()
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { Self.trimmed($0) }
      if pair == [""] { continue }
      guard let gate = Self.known.first(where: { $0.name == pair[0] })?.gate else {
        throw .unknown(pair[0], known: Self.known.map(\.name))
      }
      guard pair.count == 2 else { throw .missingValue(pair[0]) }
      guard let value = Self.truth(pair[1]) else { throw .notBoolean(pair[0], value: pair[1]) }
      self[keyPath: gate] = value
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let tail = text.drop(while: \.isWhitespace)
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(tail[...last])
  }

  /// The words of Go's `strconv.ParseBool`.
  private static func truth(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}

/// Why a list of feature gates cannot be read, in one line.
package enum FeatureGateError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknown(String, known: [String])
  case missingValue(String)
  case notBoolean(String, value: String)

  package var description: String {
    switch self {
    case .unknown(let name, let known):
      "unrecognized feature gate: \(name) (known: \(known.joined(separator: ", ")))"
    case .missingValue(let name):
      "missing bool value for feature gate \(name): write \(name)=true or \(name)=false"
    case .notBoolean(let name, let value):
      "invalid value of \(name)=\(value): write \(name)=true or \(name)=false"
    }
  }
}
