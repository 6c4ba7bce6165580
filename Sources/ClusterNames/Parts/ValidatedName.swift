/// A text that has been checked once, when it was made, against one of Kubernetes' rules for names.
///
/// Two of them are equal when their texts are; the order is that of the octets, which is the one
/// `kubectl get` lists objects in.
public protocol ValidatedName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What such a name is called in errors.
  static var kind: NameError.Kind { get }

  /// What is wrong with a text, in the order in which Kubernetes says it; empty when nothing is.
  static func problems(in text: String) -> [NameProblem]

  /// Checks a text and keeps it.
  init(_ text: String) throws(NameError)

  /// The text.
  var rawValue: String { get }
}

extension ValidatedName {
  static func checked(_ text: String) throws(NameError) -> String {
    let problems = problems(in: text)
    guard problems.isEmpty else { throw NameError(kind: kind, found: text, problems: problems) }
    return text
  }

  /// The text.
  public var description: String { rawValue }

  /// The order of the octets.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}
