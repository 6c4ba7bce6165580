import ObjectStore
import Objects

/// Server-side apply (K8s API §"Server-Side Apply").
extension APIHandler {
  /// The only PATCH that may create.
  func apply(
    _ request: APIRequest, at endpoint: Endpoint, _ target: PatchTarget, _ options: WriteOptions
  ) async throws(StatusError) -> APIResponse {
    guard !options.fieldManager.isEmpty else {
      let error = FieldError(
        FieldPath("fieldManager"), .required, detail: "is required for apply patch")
      throw .invalidOptions("PatchOptions", FieldErrors(error))
    }
    let body = try bodies.yaml(request.body, endpoint.resource.kind)
    let wanted = try wanted(body, at: endpoint, target, options)
    let subresource = endpoint.attributes.subresource == "status" ? "status" : ""
    var attempt = 1
    while true {
      let current = try await current(endpoint.key)
      do {
        let merged = try ServerSideApply.apply(
          wanted, to: try current.map { try target.read($0) }, of: target.resource,
          manager: options.fieldManager, subresource: subresource, force: request.flag("force"),
          now: settings.clock.now())
        return try await write(merged, over: current, at: endpoint, target, options)
      } catch let error as ApplyConflict {
        throw StatusError(error)
      } catch let error as StoreError {
        switch error {
        case .conflict(_, _, StoreError.modified) where attempt < Self.attempts: attempt += 1
        // Somebody created it meanwhile: now it is a change.
        case .alreadyExists where attempt < Self.attempts: attempt += 1
        default: throw StatusError(error)
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
    let value =
      try target.resource == endpoint.resource ? endpoint.identified(body.value) : body.value
    if let name = value["metadata"]?["name"]?.string, name != endpoint.attributes.name {
      throw .badRequest(
        "the name of the object (\(name)) does not match the name on the URL "
          + "(\(endpoint.attributes.name))")
    }
    let findings = ShapeFindings(
      BodyReader.Body(value: value, duplicates: body.duplicates), of: target.resource)
    if let error = findings.typeErrors.first {
      throw Endpoint.undecodable(target.resource, error)
    }
    if options.validation == .strict, !findings.strict.isEmpty {
      throw .badRequest(
        "\(target.resource.kind) in version \"\(target.resource.version)\" cannot be handled as a "
          + "\(target.resource.kind): \(findings.strictText)")
    }
    return value
  }

  private func write(
    _ merged: Value, over current: (any KubernetesObject)?, at endpoint: Endpoint,
    _ target: PatchTarget, _ options: WriteOptions
  ) async throws -> APIResponse {
    let write: Write
    if let current {
      write = try target.write(merged, current)
    } else if target.resource == endpoint.resource && endpoint.attributes.subresource.isEmpty {
      write = .create(try endpoint.typed(merged))
    } else {
      throw StoreError.notFound(endpoint.resource, name: endpoint.attributes.name)
    }
    let written =
      options.isDryRun ? try await store.preview(write) : try await store.commit(write)
    var response = try target.respond(written, current == nil ? 201 : 200)
    response.warn(warnings(about: written))
    return response
  }
}
