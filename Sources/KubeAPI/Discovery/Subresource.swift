import Objects

/// A path below an object: `status`, `scale`, `exec`.
struct Subresource: Sendable {
  let name: String
  let verbs: [String]
  /// The kind of what is sent or answered, where that is not the object itself.
  let kind: String?
  /// Of ``kind``; empty means the group and version of the object.
  let group: String

  private init(_ name: String, _ verbs: [String], kind: String? = nil, group: String = "") {
    self.name = name
    self.verbs = verbs
    self.kind = kind
    self.group = group
  }

  private static let readAndChange = ["get", "patch", "update"]
  private static let status = Subresource("status", readAndChange)

  private static func proxy(_ kind: String) -> Subresource {
    Subresource("proxy", ["create", "delete", "get", "patch", "update"], kind: kind)
  }

  /// By name, as upstream lists them. What needs a running container is here too: clients are to
  /// send the request and read our reason for refusing it, instead of an unknown path.
  static let all: [Resource: [Subresource]] = [
    Namespace.resource: [Subresource("finalize", ["update"]), status],
    .node: [proxy("NodeProxyOptions"), status],
    .persistentVolumeClaim: [status],
    .persistentVolume: [status],
    Pod.resource: [
      Subresource("attach", ["create", "get"], kind: "PodAttachOptions"),
      Subresource("binding", ["create"], kind: "Binding"),
      Subresource("ephemeralcontainers", readAndChange),
      Subresource("eviction", ["create"], kind: "Eviction", group: "policy"),
      Subresource("exec", ["create", "get"], kind: "PodExecOptions"),
      Subresource("log", ["get"]),
      Subresource("portforward", ["create", "get"], kind: "PodPortForwardOptions"),
      proxy("PodProxyOptions"),
      Subresource("resize", readAndChange),
      status,
    ],
    .serviceAccount: [
      Subresource(
        "token", ["create"], kind: "TokenRequest", group: "authentication.k8s.io")
    ],
    Service.resource: [proxy("ServiceProxyOptions"), status],
    StatefulSet.resource: [
      Subresource("scale", readAndChange, kind: "Scale", group: "autoscaling"), status,
    ],
  ]
}
