import ObjectStore
import Objects

/// Paths below an object.
extension APIHandler {
  /// The table of what there is; ``Discovery`` tells clients the same.
  func respond(to request: APIRequest, subresource: String, at endpoint: Endpoint)
    async throws(StatusError) -> APIResponse
  {
    if endpoint.resource == Pod.resource, let part = PodPart(rawValue: subresource) {
      return try await podPart(part, request, at: endpoint)
    }
    switch (endpoint.resource, subresource) {
    case (_, "status") where Self.statusKinds.contains(endpoint.resource):
      return try await status(request, at: endpoint)
    case (StatefulSet.resource, "scale"): return try await scale(request, at: endpoint)
    case (Namespace.resource, "finalize"):
      guard request.method == "PUT" else { throw .methodNotAllowed }
      return try await replace(request, at: endpoint) { object in
        (object as? Namespace).map(Write.finalize) ?? .update(object)
      }
    case (Pod.resource, "binding"):
      guard request.method == "POST" else { throw .methodNotAllowed }
      return try await bind(request, at: endpoint)
    case (Pod.resource, "eviction"):
      guard request.method == "POST" else { throw .methodNotAllowed }
      return try await evict(request, at: endpoint)
    case (Pod.resource, let name) where PodRuntimeRefusal.subresources.contains(name):
      if name == "log" { try LogOptions.check(request.query, of: endpoint.attributes.name) }
      // Who names a pod or a container that does not exist learns that first.
      let pod = try await stored(endpoint.key)
      if let pod = pod as? Pod, PodRuntimeRefusal.connections.contains(name) {
        if name != "portforward" {
          try PodRuntimeRefusal.check(request.query["container"] ?? "", of: pod)
        }
        // Where nothing has begun there is nothing to read yet, and nothing to connect to.
        if pod.spec.nodeName.isEmpty {
          if name == "log" { return .text("") }
          throw .badRequest("pod \(pod.metadata.name) does not have a host assigned")
        }
      }
      let refusal = PodRuntimeRefusal.status(name, of: pod.key, runtime: settings.podRuntime)
      if name == "log", request.flag("follow") { return PodRuntimeRefusal.emptyLog(refusal) }
      throw refusal
    case (Service.resource, "proxy"), (.node, "proxy"):
      throw PodRuntimeRefusal.status("proxy", of: endpoint.key, runtime: settings.podRuntime)
    case (.serviceAccount, "token"):
      throw StatusError(
        405, "MethodNotAllowed",
        "tokens of service accounts are not issued here: no pod runs a program that could use one; "
          + "clients use the token or the certificate of the kubeconfig",
        details: StatusError.details(.serviceAccount, endpoint.attributes.name))
    default: throw .noSuchResource
    }
  }

  /// Kinds whose status has a path of its own: who writes it cannot change what is wanted, and who
  /// writes what is wanted cannot change the status.
  private static let statusKinds: Set<Resource> = [
    Namespace.resource, Pod.resource, Service.resource, StatefulSet.resource, .node,
    .persistentVolume, .persistentVolumeClaim,
  ]

  /// The object itself is read and answered, the status alone written.
  private func status(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    switch request.method {
    case "GET": try await get(request, at: endpoint)
    case "PUT": try await replace(request, at: endpoint) { .updateStatus($0) }
    case "PATCH": try await patch(request, at: endpoint) { .updateStatus($0) }
    default: throw .methodNotAllowed
    }
  }

  /// What a scheduler posts: which node a pod goes to.
  private func bind(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let options = try WriteOptions(request, kind: "CreateOptions")
    let binding = try bodies.read(request, as: "Binding").value
    guard binding["metadata"]?["name"]?.string == endpoint.attributes.name else {
      throw .badRequest("name in URL does not match name in Binding object")
    }
    var errors: [FieldError] = []
    let kind = binding["target"]?["kind"]?.string ?? ""
    if !kind.isEmpty, kind != "Node" {
      errors.append(
        FieldError(
          FieldPath("target", "kind"), .notSupported, value: .string(kind),
          detail: #"supported values: "Node", "<empty>""#))
    }
    let node = binding["target"]?["name"]?.string ?? ""
    if node.isEmpty { errors.append(FieldError(FieldPath("target", "name"), .required)) }
    // Upstream lets these through as they come.
    if !errors.isEmpty { throw StatusError(500, "", "\(FieldErrors(errors))") }
    let uid = binding["metadata"]?["uid"]?.string
    _ = try await write(.bind(endpoint.key, uid: uid, node: node), isDryRun: options.isDryRun)
    return APIResponse(StatusError.success(code: 201), status: 201)
  }

  /// There are no disruption budgets here, so that an eviction is a deletion.
  private func evict(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let options = try WriteOptions(request, kind: "CreateOptions")
    let eviction = try bodies.read(request, as: "Eviction").value
    if let name = eviction["metadata"]?["name"]?.string, !name.isEmpty {
      guard name == endpoint.attributes.name else {
        throw .badRequest("name in URL does not match name in Eviction object")
      }
    }
    let deletion = try DeleteOptions(eviction["deleteOptions"] ?? [:])
    _ = try await write(
      .delete(endpoint.key, deletion.deletion), isDryRun: options.isDryRun || deletion.isDryRun)
    return APIResponse(StatusError.success(code: 201), status: 201)
  }
}
