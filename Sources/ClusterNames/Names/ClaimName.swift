/// The name of a PersistentVolumeClaim that a StatefulSet makes for a pod: `TEMPLATE-SET-ORDINAL`,
/// `www-web-0`.
public struct ClaimName: Hashable, Sendable {
  /// The name of the claim template, which is also that of the pod's volume.
  public let template: Label
  /// The pod that the claim is for.
  public let pod: PodName

  /// The name of the claim of a template and a pod.
  public init(template: Label, pod: PodName) {
    self.template = template
    self.pod = pod
  }

  /// Parses a claim's name; nil when it is not one that the set makes.
  ///
  /// The set must be known, because both parts may contain hyphens: `a-b-c-0` is of set `c`, or of
  /// `b-c`.
  public init?(_ text: String, of set: StatefulSetName) {
    guard let parts = PodName.split(text), let ordinal = parts.ordinal else { return nil }
    let suffix = "-\(set)"
    guard parts.parent.hasSuffix(suffix),
      let template = try? Label(String(parts.parent.dropLast(suffix.count)))
    else { return nil }
    self.init(template: template, pod: set.pod(ordinal))
    // A name with leading zeros is nobody's claim.
    guard description == text else { return nil }
  }
}

extension ClaimName: Comparable {
  /// By pod, then by template.
  public static func < (left: ClaimName, right: ClaimName) -> Bool {
    (left.pod, left.template) < (right.pod, right.template)
  }
}

extension ClaimName: CustomStringConvertible {
  /// `TEMPLATE-SET-ORDINAL`.
  public var description: String { "\(template)-\(pod)" }
}
