import Testing

@testable import KubeAPI

struct KubeconfigTests {
  private func text(_ old: String) -> String {
    Kubeconfig(old).text(
      server: "https://127.0.0.1:7443", authority: "CA", certificate: "C", key: "K", token: "T")
  }

  private static let fresh = """
    apiVersion: v1
    clusters:
    - cluster:
        certificate-authority-data: Q0E=
        server: https://127.0.0.1:7443
      name: ordinal
    contexts:
    - context:
        cluster: ordinal
        user: ordinal
      name: ordinal
    current-context: ordinal
    kind: Config
    users:
    - name: ordinal
      user:
        client-certificate-data: Qw==
        client-key-data: Sw==
        token: T

    """

  @Test func newFileHasOneOfEach() {
    #expect(text("") == Self.fresh)
  }

  @Test func ownFileStaysAsItIs() {
    #expect(text(Self.fresh) == Self.fresh)
  }

  @Test func namespaceThatWasSetStays() {
    let set = Self.fresh.replacing(
      "    cluster: ordinal\n", with: "    cluster: ordinal\n    namespace: sandbox\n")
    #expect(text(set) == set)
    let old = set.replacing("7443", with: "1").replacing("token: T", with: "token: old")
    #expect(text(old) == set)
  }

  /// As `kubectl config set-cluster` and its like write it.
  private static let extended = """
    apiVersion: v1
    clusters:
    - cluster:
        server: https://other:6443
      name: a-kind
    - cluster:
        certificate-authority-data: b2xk
        server: https://127.0.0.1:1
      name: ordinal
    contexts:
    - context:
        cluster: a-kind
        namespace: theirs
        user: someone
      name: a-kind
    - context:
        cluster: ordinal
        namespace: "sandbox"
        user: ordinal
      name: ordinal
    current-context: a-kind
    kind: Config
    preferences:
      colors: true
    users:
    - name: ordinal
      user:
        token: old
    - name: someone
      user:
        exec:
          args:
          - name: ordinal
          command: get-token

    """

  @Test func foreignEntriesStay() {
    let new = text(Self.extended)
    for part in [
      "- cluster:\n    server: https://other:6443\n  name: a-kind\n",
      "    cluster: a-kind\n    namespace: theirs\n    user: someone\n  name: a-kind\n",
      "    namespace: sandbox\n    user: ordinal\n  name: ordinal\n", "current-context: a-kind\n",
      "preferences:\n  colors: true\n",
      "      args:\n      - name: ordinal\n      command: get-token\n",
    ] {
      #expect(new.contains(part), "\(part)")
    }
    #expect(!new.contains("token: old"))
    #expect(!new.contains("https://127.0.0.1:1\n"))
    #expect(text(new) == new)
  }

  @Test func contextThatIsGoneIsNotCurrent() {
    let old = Self.fresh.replacing("current-context: ordinal", with: "current-context: gone")
    #expect(text(old) == Self.fresh)
  }

  @Test func indentedListsAreUnderstood() {
    let indented = """
      contexts:
        - context:
            cluster: ordinal
            namespace: sandbox
            user: ordinal
          name: ordinal
        - name: mine
          context:
            cluster: x
      """
    let new = text(indented)
    #expect(new.contains("    namespace: sandbox\n"))
    #expect(new.contains("- name: mine\n  context:\n    cluster: x\n"))
  }

  @Test(arguments: ["{}", "\u{0}\u{1}", "- - -", "contexts", "contexts:\n  x", ":\n:\n"])
  func nonsenseIsReplaced(old: String) {
    #expect(text(old).contains("server: https://127.0.0.1:7443"))
  }
}
