import Objects
import Synchronization

/// Mounts what a pod needs to speak to the API: a token, the certificate authority and its
/// namespace.
///
/// Pods with the same containers get a volume of the same name, so that the containers stay shared;
/// a volume's name means nothing outside its pod.
final class TokenVolumes: Sendable {
  private let identifiers: any IdentifierSource
  private let recent = Mutex<[Mounted]>([])

  private struct Mounted {
    var containers: [Container]
    var name: String
    /// The same containers with their mounts.
    var result: [Container]
  }

  init(identifiers: any IdentifierSource) { self.identifiers = identifiers }

  private static let prefix = "kube-api-access-"
  private static let path: Value = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// What is mounted at the path already, or a volume of such a name, stays (upstream's
  /// `mountServiceAccountToken`).
  func mount(in spec: inout PodSpec) {
    let given = spec.volumes.lazy.compactMap { $0["name"]?.string }.first {
      $0.hasPrefix(Self.prefix)
    }
    let before = spec.containers
    let mounted = given.map { Self.mounted(before, as: $0) } ?? remembered(before)
    spec.containers = mounted.result
    var isNeeded = mounted.result != before
    if let initial = spec.rest["initContainers"]?.array {
      let containers = initial.map { Self.mounting(mounted.name, in: $0) }
      isNeeded = isNeeded || containers != initial
      spec.rest["initContainers"] = .array(containers)
    }
    guard given == nil && isNeeded else { return }
    spec.volumes.append(["name": .string(mounted.name), "projected": Self.projection])
  }

  private func remembered(_ containers: [Container]) -> Mounted {
    recent.withLock { recent in
      if let known = recent.last(where: { $0.containers == containers }) { return known }
      let new = Self.mounted(containers, as: Self.prefix + identifiers.nameSuffix())
      if recent.count == 32 { recent.removeFirst() }
      recent.append(new)
      return new
    }
  }

  private static func mounted(_ containers: [Container], as name: String) -> Mounted {
    let result = containers.map { container in
      var container = container
      if let mounts = mounting(name, in: container.rest["volumeMounts"]?.array ?? []) {
        container.rest["volumeMounts"] = .array(mounts)
      }
      return container
    }
    return Mounted(containers: containers, name: name, result: result)
  }

  private static func mounting(_ name: String, in container: Value) -> Value {
    guard case .object(var fields) = container,
      let mounts = mounting(name, in: fields["volumeMounts"]?.array ?? [])
    else { return container }
    fields["volumeMounts"] = .array(mounts)
    return .object(fields)
  }

  /// nil: something is mounted there.
  private static func mounting(_ name: String, in mounts: [Value]) -> [Value]? {
    if mounts.contains(where: { $0["mountPath"] == path }) { return nil }
    return mounts + [["name": .string(name), "readOnly": true, "mountPath": path]]
  }

  /// The token lives a little over an hour, so that it can be told from older ones (upstream's
  /// `TokenVolumeSource`).
  private static let projection: Value = [
    "sources": [
      ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
      [
        "configMap": [
          "name": "kube-root-ca.crt", "items": [["key": "ca.crt", "path": "ca.crt"]],
        ]
      ],
      [
        "downwardAPI": [
          "items": [
            [
              "path": "namespace",
              "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"],
            ]
          ]
        ]
      ],
    ],
    "defaultMode": 420,
  ]
}
