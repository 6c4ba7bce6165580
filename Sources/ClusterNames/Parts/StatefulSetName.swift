/// The name of a StatefulSet: an RFC 1123 label, as its pods' names become hostnames.
public struct StatefulSetName: ValidatedName {
  /// The text.
  public let rawValue: String

  /// Checks a text against `problems(in:)`.
  public init(_ text: String) throws(NameError) {
    rawValue = try Self.checked(text)
  }

  package init(unchecked text: String) {
    rawValue = text
  }

  /// `statefulset`.
  public static let kind = NameError.Kind.statefulSetName

  /// What the API server says of a new set: `IsDNS1123Label`, 63 characters included.
  public static func problems(in text: String) -> [NameProblem] {
    LabelGrammar.labelProblems(text)
  }

  /// The longest name, in octets, whose pods can be created.
  ///
  /// Each pod has the label `controller-revision-hash` with the value `SET-HASH`; a label's value
  /// has at most 63 octets, and a hash up to 10. The API server accepts longer sets all the same,
  /// and their pods then fail (kubernetes/kubernetes#64023).
  public static let practicalLimit = 52

  /// True for a name that the API server accepts and whose pods it is going to refuse.
  public var exceedsPracticalLimit: Bool { rawValue.utf8.count > Self.practicalLimit }

  /// What to tell the author of a manifest whose set has a name above the practical limit; else
  /// nil.
  public var warning: String? {
    guard exceedsPracticalLimit else { return nil }
    return "StatefulSet name \"\(rawValue)\" has \(rawValue.utf8.count) characters; above "
      + "\(Self.practicalLimit) the label controller-revision-hash does not fit and pods fail: "
      + NameProblem.labelValueTooLong(found: 0, allowed: 63).description
  }

  /// The name of the pod of an ordinal.
  public func pod(_ ordinal: Ordinal) -> PodName {
    PodName(set: self, ordinal: ordinal)
  }
}
