/// Which labels an object must have (`metav1.LabelSelector`).
package struct LabelSelector: Hashable, Sendable {
  package var matchLabels: [String: String]
  package var matchExpressions: [LabelRequirement]
  /// False where the object has no selector at all: that matches nothing, an empty one everything.
  package var isPresent = true

  /// What an object without a selector has.
  package static var absent: LabelSelector {
    var selector = LabelSelector()
    selector.isPresent = false
    return selector
  }

  package init(matchLabels: [String: String] = [:], matchExpressions: [LabelRequirement] = []) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
  }

  package var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  /// All of its labels and requirements are met.
  package func matches(_ labels: [String: String]) -> Bool {
    isPresent && matchLabels.allSatisfy { labels[$0.key] == $0.value }
      && matchExpressions.allSatisfy { $0.matches(labels) }
  }
}

/// One condition on one key (`matchExpressions[]`); all of a selector's conditions must hold.
package struct LabelRequirement: Hashable, Sendable {
  package var key: String
  /// In, NotIn, Exists or DoesNotExist; in queries of the API Gt and Lt as well.
  package var operation: String
  package var values: [String]

  package init(key: String, operation: String, values: [String] = []) {
    self.key = key
    self.operation = operation
    self.values = values
  }

  /// A label that is absent satisfies NotIn, as upstream's selectors have it, and one that is no
  /// number neither Gt nor Lt.
  package func matches(_ labels: [String: String]) -> Bool {
    switch operation {
    case "In": labels[key].map(values.contains) ?? false
    case "NotIn": labels[key].map { !values.contains($0) } ?? true
    case "Exists": labels[key] != nil
    case "DoesNotExist": labels[key] == nil
    case "Gt": compare(labels) { $0 > $1 }
    case "Lt": compare(labels) { $0 < $1 }
    default: false
    }
  }

  private func compare(_ labels: [String: String], _ isMet: (Int64, Int64) -> Bool) -> Bool {
    guard let found = labels[key].flatMap({ Int64($0) }), values.count == 1,
      let limit = Int64(values[0])
    else { return false }
    return isMet(found, limit)
  }
}
