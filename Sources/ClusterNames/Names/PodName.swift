/// The name of a pod of a StatefulSet: the set's name, a hyphen, the ordinal.
public struct PodName: Hashable, Sendable {
  /// The name of the set.
  public let set: StatefulSetName
  /// The number of the pod in it.
  public let ordinal: Ordinal

  /// The name of the pod of an ordinal.
  public init(set: StatefulSetName, ordinal: Ordinal) {
    self.set = set
    self.ordinal = ordinal
  }

  /// Parses a pod's name as the StatefulSet controller does: `(.*)-([0-9]+)$`, the ordinal in 32
  /// bits.
  ///
  /// Leading zeros are read over, so that `web-007` is pod 7 of `web`, though its name is not
  /// `description`; the controller takes such a pod for a member of the set and then finds its
  /// identity wrong.
  public init(_ text: String) throws(NameError) {
    guard let parts = Self.split(text) else {
      throw NameError(kind: .podName, found: text, problems: [.noOrdinal])
    }
    guard let ordinal = parts.ordinal else {
      throw NameError(
        kind: .podName, found: text, problems: [.tooLarge(allowed: Ordinal.range.upperBound)])
    }
    let problems = StatefulSetName.problems(in: String(parts.parent))
    guard problems.isEmpty else {
      throw NameError(kind: .podName, found: text, problems: problems)
    }
    self.init(set: StatefulSetName(unchecked: String(parts.parent)), ordinal: ordinal)
  }

  /// Splits any pod's name at its last hyphen, without a check of what stands before it.
  ///
  /// Nil where the regular expression does not match. The ordinal is nil where it is above 32 bits:
  /// the controller then knows the parent and ignores the pod.
  public static func split(_ text: String) -> (parent: Substring, ordinal: Ordinal?)? {
    guard let hyphen = text.utf8.lastIndex(of: .hyphen) else { return nil }
    let digits = text.utf8[text.utf8.index(after: hyphen)...]
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    let number = Int32(Substring(digits)).map { Ordinal(unchecked: Int($0)) }
    return (text[..<hyphen], number)
  }

  /// The name as a hostname and as the value of the label `statefulset.kubernetes.io/pod-name`,
  /// which hold at most 63 octets; the error is the one that the API server gives for the pod.
  public var hostname: Label {
    get throws(NameError) {
      let text = description
      guard text.utf8.count <= DomainName.longestLabel else {
        let problem = NameProblem.labelValueTooLong(
          found: text.utf8.count, allowed: DomainName.longestLabel)
        throw NameError(kind: .podName, found: text, problems: [problem])
      }
      return Label(unchecked: text)
    }
  }
}

extension PodName: Comparable {
  /// By set, then by ordinal: `web-2` before `web-10`.
  public static func < (left: PodName, right: PodName) -> Bool {
    (left.set, left.ordinal) < (right.set, right.ordinal)
  }
}

extension PodName: CustomStringConvertible {
  /// `SET-ORDINAL`.
  public var description: String { "\(set)-\(ordinal)" }
}
