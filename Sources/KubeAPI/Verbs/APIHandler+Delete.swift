import ObjectStore
import Objects

extension APIHandler {
  /// DELETE of one object: gone at once, or on its way.
  func delete(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let presentation = try presentation(request, of: endpoint.resource)
    let options = try DeleteOptions(request, bodies: bodies)
    if let version = options.strangeVersion { try await refuse(version, at: endpoint) }
    let object = try await write(
      .delete(endpoint.key, options.deletion), isDryRun: options.isDryRun)
    let isTerminating = Self.isTerminating(object)
    if isTerminating || Self.returnsDeleted(endpoint.resource) {
      return presentation.response(
        object, status: isTerminating && options.orphansDependents == false ? 202 : 200)
    }
    return APIResponse(
      StatusError.success(
        details: StatusError.details(
          endpoint.resource, object.metadata.name, uid: object.metadata.uid)))
  }

  /// As the store refuses a version that the object does not have.
  private func refuse(_ version: String, at endpoint: Endpoint) async throws(StatusError) {
    let found = try await stored(endpoint.key).metadata.resourceVersion?.description ?? ""
    throw StatusError(
      .conflict(
        endpoint.resource, name: endpoint.attributes.name,
        reason: "the ResourceVersion in the precondition (\(version)) does not match the "
          + "ResourceVersion in record (\(found)). The object might have been modified"))
  }

  /// Of each object by itself, as upstream does: what cannot be deleted leaves the others deleted.
  func deleteCollection(_ request: APIRequest, at endpoint: Endpoint) async throws(StatusError)
    -> APIResponse
  {
    let presentation = try presentation(request, of: endpoint.resource)
    let options = try DeleteOptions(request, bodies: bodies)
    let selected = try ListOptions(request, of: endpoint.resource, isWatch: false)
    let page = try await ListPage(selected, at: endpoint, in: store)
    var writes: [Write] = []
    for object in page.items {
      var deletion = options.deletion
      deletion.uid = deletion.uid ?? object.metadata.uid
      writes.append(.delete(object.key, deletion))
    }
    if !options.isDryRun {
      for case .failure(let error) in await store.commit(writes) {
        // It went by itself meanwhile, or another of its name is there.
        if case .notFound = error { continue }
        throw StatusError(error)
      }
    }
    return APIResponse(
      presentation.value(of: page.items, metadata: page.metadata),
      contentType: presentation.accept.contentType)
  }

  /// It stays for a while: something has to end it, or to let go of it.
  private static func isTerminating(_ object: any KubernetesObject) -> Bool {
    let metadata = object.metadata
    guard metadata.deletionTimestamp != nil else { return false }
    let isHeld = (object as? Namespace).map { !$0.finalizers.isEmpty } ?? false
    return isHeld || !metadata.finalizers.isEmpty || (metadata.deletionGracePeriodSeconds ?? 0) > 0
  }

  /// For some kinds upstream answers with the object that is gone (`ReturnDeletedObject`).
  private static func returnsDeleted(_ resource: Resource) -> Bool {
    switch resource {
    case Pod.resource, Service.resource, .persistentVolume, .persistentVolumeClaim,
      .serviceAccount, .storageClass:
      true
    default: false
    }
  }
}
