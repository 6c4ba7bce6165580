import Foundation

/// What a command printed, without what differs from run to run, and without what the recording's stand-ins
/// for a kubelet and a provisioner added.
struct PlainText {
  let command: String

  func lines(of text: String) -> [String] {
    var text = text
    for rule in Self.rules {
      let range = NSRange(text.startIndex..., in: text)
      text = rule.pattern.stringByReplacingMatches(
        in: text, range: range, withTemplate: rule.replacement)
    }
    text = Self.numbered(text)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return ofInterest(Self.withVolumesInOrder(lines))
  }

  /// The lines that the product answers for.
  private func ofInterest(_ lines: [String]) -> [String] {
    if command.contains(#/^kubectl (get )?events/#) {
      // The kubelet's, the scheduler's and the provisioner's are the stand-ins'. Events of one second have no
      // order.
      return lines.filter { $0.contains(#/^LAST SEEN|[Ss]tateful[Ss]et\//#) }.sorted()
    }
    if command.contains(#/^kubectl get endpointslices? .*-o (yaml|json)/#) {
      // How many changes of pods become one of their slice is a matter of time.
      return lines.map { $0.replacing(#/generation"?: \d+/#, with: "generation: N") }
    }
    if command == "kubectl get controllerrevisions" {
      // By name, and the name of one that a restart made holds the time.
      return lines.sorted()
    }
    if command.hasPrefix("kubectl rollout status") {
      // How many steps are seen on the way is a matter of time.
      return lines.suffix(1)
    }
    if command.contains(#/^kubectl describe (pod|pvc|node)/#) {
      return Array(lines.prefix { !$0.hasPrefix("Events:") })
    }
    if command.contains(#/^kubectl describe (sts|statefulset)/#) {
      // kubectl 1.37 tells more of a set.
      let known = lines.filter {
        !$0.contains(
          #/^(Service Name|Pod Management Policy|Persistent Volume Claim Retention|  When)/#)
      }
      let events = known.firstIndex { $0.hasPrefix("Events:") } ?? known.endIndex
      return known[..<events] + known[events...].sorted()
    }
    return lines
  }

  /// Volumes are listed by their random names: here by their claims, which were numbered first.
  private static func withVolumesInOrder(_ lines: [String]) -> [String] {
    let isVolume = { (line: String) in line.hasPrefix("persistentvolume/pvc-") }
    var volumes = lines.filter(isVolume).sorted().makeIterator()
    return lines.map { isVolume($0) ? volumes.next() ?? $0 : $0 }
  }

  private struct Rule {
    let pattern: NSRegularExpression
    let replacement: String

    init(_ pattern: String, _ replacement: String) {
      do {
        self.pattern = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
      } catch {
        preconditionFailure("\(pattern): \(error)")
      }
      self.replacement = replacement
    }
  }

  private static let rules = [
    // Times and ages.
    Rule(#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"#, "TIME"),
    Rule(#"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+]0000"#, "TIME"),
    Rule(#"(?<=\s|^)\d+[smhd](\d+[smhd])?( \(x\d+ over \d+[smhd](\d+s)?\))?(?=\s|$)"#, "AGE"),
    // Versions.
    Rule(#"(resourceVersion"?: )"\d+""#, "$1\"VERSION\""),
    Rule(#"(resource version to be \d+, was )\d+"#, "$1VERSION"),
    // Random ends of names: of slices, of token volumes, of events.
    Rule(#"-[bcdfghjklmnpqrstvwxz2456789]{5}\b"#, "-RANDOM"),
    Rule(#"\.1[0-9a-f]{15}\b"#, ".RANDOM"),
    // Widths of columns, which follow from what stands in them.
    Rule(#"(?<=\S)[ \t]{2,}"#, "  "),
    Rule(#"(?<=\S)\t"#, "  "),
    Rule(#"[ \t]+$"#, ""),
    // The stand-ins: their node's version, their images and containers, their provisioner.
    Rule(#"\bv1\.36\.2\S*"#, "VERSION"),
    Rule(#"((container|image)ID"?: ).*"#, "$1ID"),
    Rule(#"((Container|Image) ID:).*"#, "$1 ID"),
    Rule(#"k8s\.io/minikube-hostpath|ordinal\.internal/folder"#, "PROVISIONER"),
    Rule(#"\n? *"?hostPathProvisionerIdentity"?: "?[0-9a-f-]{36}"?,?"#, ""),
    Rule(#"/\S+/(hostpath-provisioner|volumes)/[^\s"]+"#, "FOLDER"),
    // The files that kubectl diff compares.
    Rule(#"/(LIVE|MERGED)-\d+/"#, "/$1/"),
    Rule(#"^(---|\+\+\+) \S*(LIVE|MERGED)(\S*).*"#, "$1 $2$3"),
    Rule(#"^diff .*"#, "diff"),
  ]

  private static let identifier = Rule(
    #"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "")

  /// Numbers identifiers as they come, so that two that should be the same, or not, are.
  private static func numbered(_ text: String) -> String {
    let range = NSRange(text.startIndex..., in: text)
    var seen: [Substring: Int] = [:]
    var result = ""
    var end = text.startIndex
    for match in identifier.pattern.matches(in: text, range: range) {
      guard let place = Range(match.range, in: text) else { continue }
      let number = seen[text[place], default: seen.count + 1]
      seen[text[place]] = number
      result += text[end..<place.lowerBound] + "UID-\(number)"
      end = place.upperBound
    }
    return result + text[end...]
  }
}
