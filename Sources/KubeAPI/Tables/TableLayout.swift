import Objects

/// The columns of a kind and what stands in them.
struct TableLayout: Sendable {
  let columns: [TableColumn]
  /// One cell a column, also of those that only `-o wide` shows.
  let cells: @Sendable (TableSource) -> [Value]

  init(_ columns: [TableColumn], cells: @escaping @Sendable (TableSource) -> [Value]) {
    self.columns = columns
    self.cells = cells
  }

  /// A row of a Table: cells, what is wanted of the object, and marks.
  func row(_ source: TableSource, includeObject: Table.IncludeObject) -> Value {
    let object: Value =
      switch includeObject {
      case .none: .null
      case .metadata: Table.partialMetadata(of: source.value)
      case .object: source.value
      }
    var row: [String: Value] = ["cells": .array(cells(source)), "object": object]
    row["conditions"] = source.completion
    return .object(row)
  }

  static func of(_ resource: Resource) -> TableLayout { all[resource] ?? other }

  /// Name and age are what any kind has.
  private static let other = TableLayout(["Name", "Age"]) { [$0.name, $0.age] }

  private static let all: [Resource: TableLayout] = [
    Namespace.resource: namespace,
    Service.resource: service,
    Pod.resource: pod,
    EndpointSlice.resource: endpointSlice,
    StatefulSet.resource: statefulSet,
    .endpoints: endpoints,
    .persistentVolumeClaim: persistentVolumeClaim,
    .persistentVolume: persistentVolume,
    .node: node,
    .event: event,
    .configMap: configMap,
    .secret: secret,
    .serviceAccount: serviceAccount,
    .storageClass: storageClass,
    .controllerRevision: controllerRevision,
  ]
}

/// A column as the table's head describes it.
struct TableColumn: Sendable, ExpressibleByStringLiteral {
  let name: String
  /// Shown by `-o wide` alone.
  var isWide = false

  init(stringLiteral name: String) { self.name = name }

  /// A column of priority 1.
  static func wide(_ name: String) -> TableColumn {
    var column = TableColumn(stringLiteral: name)
    column.isWide = true
    return column
  }

  /// All columns of the kinds served here are declared as texts upstream, counts too; the one with
  /// the name has a format, by which `kubectl get -A` and `-o name` find it.
  var definition: Value {
    [
      "name": .string(name), "type": "string", "format": name == "Name" ? "name" : "",
      "description": "", "priority": isWide ? 1 : 0,
    ]
  }
}
