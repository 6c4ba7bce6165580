import ObjectStore
import Objects
import Testing

@testable import Controllers

/// Upstream's cases of `statefulset_max_unavailable` and `statefulset_unavailable_replicas`, and of
/// the number behind the first.
@Suite struct UnavailableGaugeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var stands: String
    var replicas: Int32
    var limit: Value
    var isParallel = false
    var unavailable: Int
    var maxUnavailable: Int
    var testDescription: String { stands }
  }

  @Test(arguments: rows)
  func gauges(_ row: Row) throws {
    let sketch = SetSketch(
      replicas: row.replicas, isParallel: row.isParallel, maxUnavailable: row.limit)
    let state = row.isParallel ? "ending" : "unready"
    let pods = (0..<Int(row.replicas)).map { $0 < row.unavailable ? "\($0):\(state)" : "\($0)" }
    var view = ClusterView()
    let objects = [sketch.set] + sketch.pods(pods.joined(separator: " ")) as [any KubernetesObject]
    _ = view.replace(by: objects.map(versioned), at: ResourceVersion(rawValue: 1))
    let gauge = try #require(
      SetAvailability.all(
        in: view, gates: FeatureGates(maxUnavailableStatefulSet: true), at: SetSketch.now
      ).first)
    #expect(gauge.maxUnavailable == row.maxUnavailable)
    #expect(gauge.unavailableReplicas == row.unavailable)
    #expect(gauge.podManagementPolicy == (row.isParallel ? "Parallel" : "OrderedReady"))
  }

  private func versioned(_ object: any KubernetesObject) -> any KubernetesObject {
    var object = object
    object.metadata.resourceVersion = ResourceVersion(rawValue: 1)
    return object
  }

  static let rows: [Row] = [
    Row(
      stands: "TestStatefulSetMetrics/ordered pods within limit", replicas: 5, limit: 2,
      unavailable: 1, maxUnavailable: 2),
    Row(
      stands: "TestStatefulSetMetrics/parallel pods exceeding limit", replicas: 10, limit: "20%",
      isParallel: true, unavailable: 3, maxUnavailable: 2),
    Row(
      stands: "TestStatefulSetMetrics/ordered pods exactly at limit", replicas: 6, limit: 3,
      unavailable: 3, maxUnavailable: 3),
    Row(
      stands: "TestStatefulSetMetrics/parallel pods all available", replicas: 4, limit: 1,
      isParallel: true, unavailable: 0, maxUnavailable: 1),
    Row(
      stands: "TestStatefulSetMetrics/ordered pods with percentage maxUnavailable", replicas: 8,
      limit: "25%", unavailable: 1, maxUnavailable: 2),
    Row(
      stands: "TestStatefulSetMetrics/parallel pods with large percentage", replicas: 5,
      limit: "80%", isParallel: true, unavailable: 4, maxUnavailable: 4),
    Row(
      stands: "TestStatefulSetMetrics/small statefulset with maxUnavailable 1", replicas: 2,
      limit: 1, unavailable: 1, maxUnavailable: 1),
    Row(
      stands: "TestStatefulSetMetrics/single pod statefulset", replicas: 1, limit: 1,
      isParallel: true, unavailable: 1, maxUnavailable: 1),
  ]

  /// Also what the API refuses.
  @Test(
    arguments: [
      (nil, 10, 1), (3, 10, 3), (3, 0, 3), (0, 0, 1), ("10%", 25, 2), ("100%", 5, 5), ("50%", 5, 2),
      ("10%", 5, 1), ("1%", 0, 1), ("0%", 0, 1),
    ] as [(Value?, Int32, Int)])
  func limit(_ limit: Value?, _ replicas: Int32, _ expected: Int) {
    let spec = StatefulSetSpec(
      replicas: replicas, rollingUpdate: RollingUpdate(maxUnavailable: limit))
    #expect(spec.unavailableLimit == expected)
  }
}
