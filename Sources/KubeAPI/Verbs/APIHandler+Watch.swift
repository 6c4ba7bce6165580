import ObjectStore
import Objects

extension APIHandler {
  /// The first events depend on the version: without one the client gets what is there, with one
  /// what came after (K8s API concepts §"Semantics for watch", and §"Streaming lists" for initial
  /// events).
  func watch(_ request: APIRequest, at endpoint: Endpoint) throws(StatusError) -> APIResponse {
    let presentation = try presentation(request, of: endpoint.resource)
    // Documents of YAML have no frame in which they could follow each other.
    if presentation.accept.isYAML { throw .watchNotAcceptable }
    let options = try ListOptions(request, of: endpoint.resource, isWatch: true)
    let start: WatchStream.Start
    switch (options.sendsInitialEvents, options.version?.rawValue) {
    case (true?, let version):
      start = .everything(
        marksEnd: options.allowsBookmarks, notOlderThan: ResourceVersion(rawValue: version ?? 0))
    case (_, nil), (_, 0?): start = .now
    case (_, let version?): start = .after(ResourceVersion(rawValue: version))
    }
    let most = APILimits.watchTime
    let time = options.timeoutSeconds.flatMap { $0 > 0 ? Duration.seconds($0) : nil }
    return APIResponse(
      contentType: "application/json",
      body: .watch(
        WatchStream(
          store: store, clock: settings.clock, presentation: presentation,
          selection: endpoint.selection(labels: options.labels, fields: options.fields),
          start: start, sendsBookmarks: options.allowsBookmarks,
          duration: time ?? most + .seconds(Int64.random(in: 0..<most.components.seconds)))))
  }
}
