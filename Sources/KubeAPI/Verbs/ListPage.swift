import ObjectStore
import Objects

/// What one list request gets: all that is selected, or a part of it and a token for the rest.
///
/// All parts are of one moment. The store keeps the last changes; those after that moment are taken
/// back, and when they are gone the token has expired.
struct ListPage {
  var items: [any KubernetesObject]
  var version: ResourceVersion
  /// Where the rest begins; nil: there is none.
  private var token: String?
  private var remainingCount: Int?

  /// The whole list is made for each part: it is in memory, and sorting it costs less than keeping
  /// it.
  init(_ options: ListOptions, at endpoint: Endpoint, in store: ObjectStore)
    async throws(StatusError)
  {
    let token =
      options.continueToken.isEmpty
      ? nil
      : try ContinueToken(
        text: options.continueToken, in: endpoint.namespace,
        isNamespaced: endpoint.resource.isNamespaced)
    if token != nil, let given = options.version, given.rawValue != 0 {
      throw .badRequest("specifying resource version is not allowed when using continue")
    }
    // Objects that were other ones at that moment may have been selected then and not now.
    let isPast = token?.version != nil || options.match == .exact
    let selection = endpoint.selection(labels: options.labels, fields: options.fields)
    let list = await store.list(isPast ? endpoint.selection() : selection)
    version = list.version
    items = list.items
    if isPast, let moment = token?.version ?? options.version {
      try Self.checkReached(moment, by: list.version)
      items = try await Self.rewind(list, to: moment, endpoint, store, token)
        .filter { selection.matches($0) }
      version = moment
    } else if let wanted = options.version {
      try Self.checkReached(wanted, by: list.version)
    }
    if let token {
      let start = items.firstIndex { token.last < $0.namespacedName } ?? items.endIndex
      items = Array(items[start...])
    }
    cut(
      to: options.limit, in: endpoint.namespace,
      countsRest: options.labels.isEmpty && options.fields.isEmpty)
  }

  /// `metav1.ListMeta`.
  var metadata: Value {
    var fields: [String: Value] = ["resourceVersion": .string("\(version)")]
    if let token { fields["continue"] = .string(token) }
    if let remainingCount { fields["remainingItemCount"] = .integer(Int64(remainingCount)) }
    return .object(fields)
  }

  /// Upstream counts what is left only where nothing is selected.
  private mutating func cut(to limit: Int, in namespace: String, countsRest: Bool) {
    guard limit > 0, items.count > limit else { return }
    remainingCount = countsRest ? items.count - limit : nil
    items = Array(items.prefix(limit))
    token = items.last.map {
      ContinueToken(version: version, last: $0.namespacedName).text(in: namespace)
    }
  }

  /// A version from the future: of another server, or made up.
  private static func checkReached(_ wanted: ResourceVersion, by current: ResourceVersion)
    throws(StatusError)
  {
    guard wanted > current else { return }
    throw .tooLarge(wanted, current: current)
  }

  /// The list as it was, all changes since then taken back.
  private static func rewind(
    _ list: ObjectList, to moment: ResourceVersion, _ endpoint: Endpoint, _ store: ObjectStore,
    _ token: ContinueToken?
  ) async throws(StatusError) -> [any KubernetesObject] {
    if moment == list.version { return list.items }
    let batch: EventBatch
    do {
      batch = try await store.events(after: moment, matching: endpoint.selection())
    } catch {
      guard let token else {
        throw StatusError(410, "Expired", "The resourceVersion for the provided list is too old.")
      }
      var refusal = StatusError(410, "Expired", expiredText)
      refusal.continueToken = ContinueToken(version: nil, last: token.last)
        .text(in: endpoint.namespace)
      throw refusal
    }
    var objects = Dictionary(uniqueKeysWithValues: list.items.map { ($0.namespacedName, $0) })
    for event in batch.events.reversed() where event.version <= list.version {
      objects[event.object.namespacedName] = event.previous
    }
    return objects.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Clients may go on with the new token, or begin anew.
  private static let expiredText =
    "The provided continue parameter is too old to display a consistent list result. You can start "
    + "a new list without the continue parameter, or use the continue token in this response to "
    + "retrieve the remainder of the results. Continuing with the provided token results in an "
    + "inconsistent list - objects that were created, modified, or deleted between the time the "
    + "first chunk was returned and now may show up in the list."
}
