import ObjectStore
import Objects

/// Parts of a running pod with paths of their own: `ephemeralcontainers` and `resize`. Both show
/// and answer the whole pod.
extension APIHandler {
  func podPart(_ part: PodPart, _ request: APIRequest, at endpoint: Endpoint)
    async throws(StatusError) -> APIResponse
  {
    switch request.method {
    case "GET": return try await get(request, at: endpoint)
    case "PUT":
      return try await replace(request, at: endpoint, narrowedBy: part.narrowed) {
        part.write($0)
      }
    case "PATCH":
      return try await patch(
        request, at: endpoint, narrowedBy: part.narrowed, owning: part.owned
      ) { part.write($0) }
    default: throw .methodNotAllowed
    }
  }
}

extension PodPart {
  fileprivate func write(_ object: any KubernetesObject) -> Write {
    (object as? Pod).map { .updatePart($0, self) } ?? .update(object)
  }

  /// Without what else the client has changed, which is not written and so is nobody's.
  @Sendable fileprivate func narrowed(
    _ object: any KubernetesObject, _ current: any KubernetesObject
  ) -> any KubernetesObject {
    guard let pod = object as? Pod, let old = current as? Pod else { return object }
    return switch self {
    case .ephemeralContainers: pod.changingEphemeralContainers(of: old)
    case .resources: pod.changingResources(of: old)
    }
  }

  /// The fields that who applies can own by this path (upstream's `GetResetFieldsFilter`).
  @Sendable fileprivate func owned(_ value: Value) -> Value {
    var fields = value.object ?? [:]
    fields["status"] = nil
    var spec: [String: Value] = [:]
    switch self {
    case .ephemeralContainers:
      spec["ephemeralContainers"] = value["spec"]?["ephemeralContainers"]
    case .resources:
      spec["resources"] = value["spec"]?["resources"]
      for field in ["containers", "initContainers"] {
        guard let containers = value["spec"]?[field]?.array else { continue }
        spec[field] = .array(
          containers.map { container in
            let kept = ["name", "resources", "resizePolicy"]
            return .object((container.object ?? [:]).filter { kept.contains($0.key) })
          })
      }
    }
    let metadata = (value["metadata"]?.object ?? [:])
      .filter { ["name", "namespace", "uid", "resourceVersion"].contains($0.key) }
    fields["metadata"] = .object(metadata)
    fields["spec"] = .object(spec)
    return .object(fields)
  }
}
