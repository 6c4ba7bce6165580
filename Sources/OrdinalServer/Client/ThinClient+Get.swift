import KubeAPI
import Manifests
import Objects

extension ThinClient {
  /// How `get` prints.
  package enum Output: String, CaseIterable, Sendable {
    case table
    case wide
    case json
    case yaml
    case name
  }

  /// What `get` is asked for besides the resources.
  package struct Listing: Sendable {
    package var namespace: String?
    package var allNamespaces = false
    package var selector: String?
    package var output = Output.table
    package var isWatch = false

    package init() {}
  }

  /// Prints objects as kubectl does.
  ///
  /// - Parameter write: takes text for standard output; a watch calls it for each change.
  /// - Returns: what is to be said on standard error: that there is nothing, and where.
  package func get(
    _ words: [String], _ listing: Listing, write: (String) throws -> Void
  ) async throws -> String? {
    let targets = try ResourceArguments(words).targets
    if listing.isWatch {
      try await watch(targets, listing, write: write)
      return nil
    }
    switch listing.output {
    case .table, .wide: return try await printTables(targets, listing, write: write)
    case .json, .yaml, .name:
      try await printObjects(targets, listing, write: write)
      return nil
    }
  }

  private func printTables(
    _ targets: [ResourceArguments.Target], _ listing: Listing, write: (String) throws -> Void
  ) async throws -> String? {
    let isMixed = Set(targets.map(\.resource)).count > 1
    var texts: [String] = []
    for resource in targets.map(\.resource).uniqued {
      var table = tableText(of: resource, listing, isMixed: isMixed)
      for target in targets where target.resource == resource {
        table.add(
          try await ask(
            "GET", path(of: target, listing), query: query(listing), accept: APIClient.tableForm
          ).value)
      }
      if !table.isEmpty { texts.append(table.take(withHeadings: true)) }
    }
    guard texts.isEmpty else {
      try write(texts.joined(separator: "\n"))
      return nil
    }
    let place = namespace(listing.namespace)
    return targets.allSatisfy { $0.resource.isNamespaced } && !listing.allNamespaces
      ? "No resources found in \(place) namespace." : "No resources found"
  }

  private func printObjects(
    _ targets: [ResourceArguments.Target], _ listing: Listing, write: (String) throws -> Void
  ) async throws {
    var objects: [Value] = []
    for target in targets {
      let value = try await ask("GET", path(of: target, listing), query: query(listing)).value
      guard let items = value["items"]?.array else {
        objects.append(Self.withoutBookkeeping(value))
        continue
      }
      objects += items.map { item in
        Self.withoutBookkeeping(item).merging([
          "apiVersion": .string(target.resource.apiVersion), "kind": .string(target.resource.kind),
        ])
      }
    }
    let isSingle = targets.count == 1 && targets[0].name != nil
    let whole: Value =
      isSingle
      ? objects[0]
      : [
        "apiVersion": "v1", "kind": "List", "metadata": ["resourceVersion": ""],
        "items": .array(objects),
      ]
    switch listing.output {
    case .json: try write(whole.indentedJSON + "\n")
    case .yaml: try write(YAMLText.compose(whole))
    default: try write(objects.map { Self.title(of: $0) + "\n" }.joined())
    }
  }

  /// Who set which field is for programs.
  private static func withoutBookkeeping(_ object: Value) -> Value {
    object.merging(["metadata": ["managedFields": .null]])
  }

  /// Prints what there is, then each change, until the server ends.
  private func watch(
    _ targets: [ResourceArguments.Target], _ listing: Listing, write: (String) throws -> Void
  ) async throws {
    guard targets.count == 1, let target = targets.first else {
      throw OrdinalError("-w: one resource can be watched at a time", isUsage: true)
    }
    var table = tableText(of: target.resource, listing, isMixed: false)
    var query = query(listing)
    if let name = target.name { query.append(("fieldSelector", "metadata.name=\(name)")) }
    let collection = ResourceArguments.Target(resource: target.resource)
    let path = path(of: collection, listing)
    let first = try await ask("GET", path, query: query, accept: APIClient.tableForm).value
    table.add(first)
    if !table.isEmpty { try write(table.take(withHeadings: true)) }
    query.append(("resourceVersion", first["metadata"]?["resourceVersion"]?.string ?? ""))
    try await client.watch(path, query: query, accept: APIClient.tableForm) { event in
      guard let type = event["type"]?.string, type != "BOOKMARK", let object = event["object"]
      else { return }
      if type == "ERROR" {
        throw OrdinalError(object["message"]?.string ?? "the server ended the watch")
      }
      table.add(object)
      try write(table.take(withHeadings: false))
    }
  }

  private func tableText(of resource: Resource, _ listing: Listing, isMixed: Bool) -> TableText {
    TableText(
      isWide: listing.output == .wide,
      withNamespace: listing.allNamespaces && resource.isNamespaced,
      prefix: isMixed ? resource.prefix : "")
  }

  private func path(of target: ResourceArguments.Target, _ listing: Listing) -> String {
    target.resource.path(
      in: listing.allNamespaces && target.name == nil ? nil : namespace(listing.namespace),
      name: target.name)
  }

  private func query(_ listing: Listing) -> [(String, String)] {
    listing.selector.map { [("labelSelector", $0)] } ?? []
  }

  private static func title(of object: Value) -> String {
    let kind = object["kind"]?.string ?? ""
    let resource = Resource.of(apiVersion: object["apiVersion"]?.string ?? "", kind: kind)
    return (resource?.prefix ?? "") + (object["metadata"]?["name"]?.string ?? "")
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first was.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
