import ObjectStore
import Objects

/// Who owns which field: every client's writes are noted from the first on, so that an applier learns
/// of what others changed. What the controllers here make is in nobody's books until a client applies
/// it, so that thousands of pods do not grow by them.
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

  /// Whose everything is that stands in no books: a controller's, under the name of the program that
  /// runs it in a cluster, or somebody's.
  static func writer(of object: (any KubernetesObject)?) -> String {
    object?.metadata.controller == nil ? "before-first-apply" : "kube-controller-manager"
  }

  /// The object with what this write changes noted.
  ///
  /// - Parameter stored: nil for a new object.
  func noting(_ object: any KubernetesObject, over stored: (any KubernetesObject)?)
    -> any KubernetesObject
  {
    let field = "managedFields"
    var object = object
    guard stored == nil || stored?.metadata.rest[field] != nil else {
      object.metadata.rest[field] = nil
      return object
    }
    let value = ServerSideApply.recordUpdate(
      object.applyingDefaults().value, from: stored?.value, of: object.resource, manager: manager,
      subresource: subresource, now: clock.now())
    object.metadata.rest[field] = value["metadata"]?[field]
    return object
  }
}
