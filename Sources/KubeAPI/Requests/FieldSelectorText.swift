import ObjectStore
import Objects

/// Field selectors as queries have them: `status.phase!=Running,spec.nodeName=ordinal`
/// (upstream's `fields.ParseSelector`).
enum FieldSelectorText {
  static func parse(_ text: String, of resource: Resource) throws(StatusError) -> FieldSelector {
    var selector = FieldSelector()
    for term in Self.terms(text) where !term.isEmpty {
      guard let (name, isEqual, value) = Self.split(term) else {
        throw .badRequest(
          "invalid selector: '\(text)'; can't understand '\(term)'")
      }
      let known = Self.known(resource)
      guard known.contains(name) else {
        throw .badRequest(Self.refusal(of: name, resource))
      }
      selector.requirements.append(.init(name, try Self.unescaped(value), isEqual: isEqual))
    }
    return selector
  }

  /// What upstream's conversion functions know of each kind.
  static func known(_ resource: Resource) -> [String] {
    let all = ["metadata.name", "metadata.namespace"]
    let own: [String] =
      switch (resource.group, resource.kind) {
      case ("", "Pod"):
        [
          "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
          "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs",
          "status.nominatedNodeName",
        ]
      case ("", "Node"): ["spec.unschedulable"]
      case ("", "Namespace"): ["status.phase"]
      case ("", "Secret"): ["type"]
      case ("", "Service"): ["spec.clusterIP", "spec.type"]
      case ("", "Event"):
        [
          "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
          "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
          "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ]
      default: []
      }
    return all + own
  }

  /// Kinds with fields of their own have a text of their own.
  private static func refusal(of name: String, _ resource: Resource) -> String {
    resource.group.isEmpty && known(resource).count > 2
      ? "field label not supported: \(name)"
      : "\(Value.string(name).quoted) is not a known field selector: "
        + "only \"metadata.name\", \"metadata.namespace\""
  }

  /// Commas separate, unless a backslash stands before them.
  private static func terms(_ text: String) -> [String] {
    var terms = [""]
    var isEscaped = false
    for character in text {
      if character == "," && !isEscaped {
        terms.append("")
      } else {
        terms[terms.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return terms
  }

  /// The first operator counts; a value may hold others only escaped.
  private static func split(_ term: String) -> (name: String, isEqual: Bool, value: String)? {
    guard let sign = term.firstIndex(where: { $0 == "=" || $0 == "!" }) else { return nil }
    let name = String(term[..<sign])
    let rest = term[sign...]
    for (text, isEqual) in [("!=", false), ("==", true), ("=", true)] where rest.hasPrefix(text) {
      return (name, isEqual, String(rest.dropFirst(text.count)))
    }
    return nil
  }

  /// `\\`, `\,` and `\=` stand for what follows the backslash.
  private static func unescaped(_ value: String) throws(StatusError) -> String {
    var text = ""
    var isEscaped = false
    for character in value {
      switch character {
      case _ where isEscaped:
        guard ["\\", ",", "="].contains(character) else {
          throw .badRequest("invalid field selector: invalid escape sequence: \\\(character)")
        }
        text.append(character)
        isEscaped = false
      case "\\": isEscaped = true
      case ",", "=":
        throw .badRequest(
          "invalid field selector: unescaped character in value: \(character.asciiValue ?? 0)")
      default: text.append(character)
      }
    }
    guard !isEscaped else {
      throw .badRequest("invalid field selector: invalid escape sequence: \\")
    }
    return text
  }
}
