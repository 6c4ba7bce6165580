package import Objects

/// Which values the fields of an object must have (`fieldSelector` of the API).
package struct FieldSelector: Hashable, Sendable {
  /// One condition; all of a selector's must hold.
  package struct Requirement: Hashable, Sendable {
    /// `metadata.name`, `status.phase`: names of fields, separated by dots.
    package var path: String
    package var value: String
    /// False for `!=`.
    package var isEqual: Bool

    package init(_ path: String, _ value: String, isEqual: Bool = true) {
      self.path = path
      self.value = value
      self.isEqual = isEqual
    }
  }

  package var requirements: [Requirement]

  package init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  package var isEmpty: Bool { requirements.isEmpty }

  package func matches(_ object: any KubernetesObject) -> Bool {
    // The whole object is composed only for a field that needs it, and once.
    var composed: Value?
    return requirements.allSatisfy { requirement in
      let text = Self.text(at: requirement.path, of: object, &composed)
      return (text == requirement.value) == requirement.isEqual
    }
  }

  /// What the field must be for an object to match, if the selector says so.
  func required(_ path: String) -> String? {
    requirements.first { $0.isEqual && $0.path == path }?.value
  }

  /// An absent field is the empty text, as it is in Go.
  private static func text(
    at path: String, of object: any KubernetesObject, _ composed: inout Value?
  ) -> String {
    switch path {
    case "metadata.name": return object.metadata.name
    case "metadata.namespace": return object.metadata.namespace
    default: break
    }
    if let text = known(path, of: object) { return text }
    let root: Value
    if let generic = object as? GenericObject, !path.hasPrefix("metadata.") {
      root = .object(generic.body)
    } else {
      composed = composed ?? object.value
      root = composed ?? .null
    }
    var value: Value? = root
    for name in path.split(separator: ".") { value = value?[String(name)] }
    return text(of: value)
  }

  /// What a kubelet and a scheduler select pods by.
  private static func known(_ path: String, of object: any KubernetesObject) -> String? {
    guard let pod = object as? Pod else { return nil }
    return switch path {
    case "spec.nodeName": pod.spec.nodeName
    case "status.phase": pod.status.phase
    case "status.podIP": pod.status.podIP
    default: nil
    }
  }

  private static func text(of value: Value?) -> String {
    switch value {
    case .string(let text): text
    case .bool(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case nil, .null: ""
    case let value?: value.json()
    }
  }
}
