/// Who asks.
package struct User: Hashable, Sendable {
  package var name: String
  package var groups: [String]
  /// What else is known, like a certificate's fingerprint.
  package var extra: [String: [String]] = [:]

  package init(name: String, groups: [String]) {
    self.name = name
    self.groups = groups
  }

  /// Whoever shows nothing.
  package static let anonymous = User(
    name: "system:anonymous", groups: ["system:unauthenticated"])

  /// Whoever shows the token of the kubeconfig.
  package static let administrator = User(
    name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"])

  /// May do everything (upstream grants it to this group before it looks at any role).
  package var isMaster: Bool { groups.contains("system:masters") }
  package var isAuthenticated: Bool { groups.contains("system:authenticated") }
}
