package import ObjectStore
package import Objects

/// What the API says of the server it belongs to.
package struct APISettings: Sendable {
  /// `simulated`, `external`: what runs pods, for the refusals of `exec` and its like.
  package var podRuntime: String
  /// The node that this server is the kubelet of; nil: others run the pods.
  package var nodeName: String?
  /// `1.36.2`: the Kubernetes version whose behavior this is.
  package var kubernetesVersion: String
  /// Our own version, shown in `gitVersion` behind a plus sign.
  package var ownVersion: String
  /// Host and port that clients should use; known when the listener is bound.
  package var serverAddress: String
  /// Why the server is not ready; nil when it is.
  package var unreadyReason: @Sendable () async -> String?
  /// Reads YAML bodies; nil: JSON only.
  package var parseYAML: (@Sendable ([UInt8]) throws -> Value)?
  /// Writes YAML answers; nil: they are JSON, which is YAML too.
  package var composeYAML: (@Sendable (Value) -> String)?
  package var clock: any ClusterClock
  /// What there is to say of an object that was written, beside the kind's own warnings.
  package var warnings: @Sendable (any KubernetesObject) -> [String]

  package init(
    podRuntime: String = "simulated", nodeName: String? = nil,
    kubernetesVersion: String = "1.36.2",
    ownVersion: String = "", serverAddress: String = "",
    clock: any ClusterClock = SystemClock(),
    parseYAML: (@Sendable ([UInt8]) throws -> Value)? = nil,
    composeYAML: (@Sendable (Value) -> String)? = nil,
    warnings: @escaping @Sendable (any KubernetesObject) -> [String] = { _ in [] },
    unreadyReason: @escaping @Sendable () async -> String? = { nil }
  ) {
    self.podRuntime = podRuntime
    self.nodeName = nodeName
    self.kubernetesVersion = kubernetesVersion
    self.ownVersion = ownVersion
    self.serverAddress = serverAddress
    self.clock = clock
    self.parseYAML = parseYAML
    self.composeYAML = composeYAML
    self.warnings = warnings
    self.unreadyReason = unreadyReason
  }

  /// `/version`.
  var version: Value {
    let parts = kubernetesVersion.split(separator: ".").map(String.init)
    let minor = parts.count > 1 ? parts[1] : "0"
    let suffix = ownVersion.isEmpty ? "+ordinal" : "+ordinal-\(ownVersion)"
    return [
      "major": .string(parts.first ?? "1"), "minor": .string(minor),
      "emulationMajor": .string(parts.first ?? "1"), "emulationMinor": .string(minor),
      "gitVersion": .string("v\(kubernetesVersion)\(suffix)"), "gitCommit": "",
      "gitTreeState": "clean", "buildDate": "1970-01-01T00:00:00Z", "goVersion": "",
      "compiler": "swift", "platform": "linux/amd64",
    ]
  }
}
