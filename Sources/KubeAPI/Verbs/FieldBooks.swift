import ObjectStore
import Objects

/// Who owns which field, where anybody keeps books of that: only appliers begin to, so that objects
/// which nobody applies do not grow by it. From then on every client's writes are noted, and an
/// applier learns of what others changed.
struct FieldBooks: Sendable {
  /// From the query, else the name of the client's program (upstream's `prefixFromUserAgent`).
  let manager: String
  let subresource: String
  let clock: any ClusterClock

  init(_ request: APIRequest, subresource: String, clock: any ClusterClock) {
    let named = request.query["fieldManager"] ?? ""
    let program = request.userAgent.prefix { $0 != "/" }
    manager = !named.isEmpty ? named : program.isEmpty ? "unknown" : String(program)
    self.subresource = subresource
    self.clock = clock
  }

  /// The object with what this write changes noted.
  func noting(_ object: any KubernetesObject, over stored: any KubernetesObject)
    -> any KubernetesObject
  {
    guard stored.metadata.rest["managedFields"] != nil else { return object }
    let value = ServerSideApply.recordUpdate(
      object.applyingDefaults().value, from: stored.value, of: object.resource, manager: manager,
      subresource: subresource, now: clock.now())
    var object = object
    object.metadata.rest["managedFields"] = value["metadata"]?["managedFields"]
    return object
  }
}
