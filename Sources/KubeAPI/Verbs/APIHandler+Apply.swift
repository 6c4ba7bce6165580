import ObjectStore
import Objects

/// Server-side apply (K8s API §"Server-Side Apply").
extension APIHandler {
  /// The only PATCH that may create.
  func apply(
    _ request: APIRequest, at endpoint: Endpoint, _ target: PatchTarget, _ options: WriteOptions
  ) async throws(StatusError) -> APIResponse {
    let body = try bodies.applied(request.body)
    let wanted = try wanted(body, at: endpoint, target, options)
    var attempt = 1
    while true {
      let current = try await current(endpoint.key)
      do {
        let merged = try target.merge(wanted, current, options, request.flag("force"))
        return try await write(merged, over: current, at: endpoint, target, options)
      } catch let error as ApplyConflict {
        throw StatusError(error)
      } catch let error as StoreError {
        switch error {
        case .conflict(_, _, StoreError.modified) where attempt < Self.attempts: attempt += 1
        // Somebody created it meanwhile: now it is a change.
        case .alreadyExists where attempt < Self.attempts: attempt += 1
        default: throw StatusError(error, in: endpoint.namespace)
        }
      } catch let error as StatusError {
        throw error
      } catch {
        throw StatusError(.internalError("\(error)"))
      }
    }
  }

  /// nil: there is no such object yet.
  private func current(_ key: ObjectKey) async throws(StatusError) -> (any KubernetesObject)? {
    do {
      return try await store.get(key)
    } catch .notFound {
      return nil
    } catch {
      throw StatusError(error)
    }
  }

  /// The fields that the client wants, its kind and place checked.
  private func wanted(
    _ body: BodyReader.Body, at endpoint: Endpoint, _ target: PatchTarget, _ options: WriteOptions
  ) throws(StatusError) -> Value {
    let value = body.value
    let resource = target.resource
    let (apiVersion, kind) = (value["apiVersion"]?.string ?? "", value["kind"]?.string ?? "")
    guard apiVersion == resource.apiVersion, kind == resource.kind else {
      throw .badRequest("invalid object type: \(Self.goText(apiVersion, kind))")
    }
    guard (value["metadata"]?["managedFields"] ?? .null).isNull else {
      throw .badRequest("metadata.managedFields must be nil")
    }
    if let misfits = ServerSideApply.misfits(in: value, of: resource) {
      let name = value["metadata"]?["name"]?.string ?? ""
      let namespace = value["metadata"]?["namespace"]?.string ?? ""
      throw StatusError(
        500, "",
        "failed to create typed patch object (\(namespace)/\(name); "
          + "\(Self.goText(apiVersion, kind))): \(misfits)")
    }
    if options.validation == .strict, let path = body.duplicates.first {
      throw .badRequest(
        "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  "
          + "key \"\(path)\" already set in map")
    }
    return value
  }

  /// As Go prints a group, version and kind.
  private static func goText(_ apiVersion: String, _ kind: String) -> String {
    (apiVersion.contains("/") ? "" : "/") + "\(apiVersion), Kind=\(kind)"
  }

  private func write(
    _ merged: Value, over current: (any KubernetesObject)?, at endpoint: Endpoint,
    _ target: PatchTarget, _ options: WriteOptions
  ) async throws -> APIResponse {
    let write: Write
    if let current {
      write = try target.writeApplied(merged, current)
    } else if target.resource == endpoint.resource && endpoint.attributes.subresource.isEmpty {
      var object = try Self.placed(endpoint.typed(merged), at: endpoint)
      // Upstream's way to create by updating does not look at it.
      object.metadata.resourceVersion = nil
      let uid = object.metadata.uid
      guard uid.isEmpty else {
        throw StoreError.conflict(
          endpoint.resource, name: endpoint.attributes.name,
          reason: "uid mismatch: the provided object specified uid \(uid), and no existing object "
            + "was found")
      }
      write = .create(object)
    } else {
      throw StoreError.notFound(endpoint.resource, name: endpoint.attributes.name)
    }
    let written =
      options.isDryRun ? try await store.preview(write) : try await store.commit(write)
    var response = try target.respond(written, current == nil ? 201 : 200)
    response.warn(warnings(about: written, replacing: current, at: endpoint))
    return response
  }
}
