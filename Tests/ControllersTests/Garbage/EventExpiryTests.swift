import Controllers
import ObjectStore
import Objects
import Testing

struct EventExpiryTests {
  private func event(_ name: String, at time: Timestamp, count: Int64 = 1) -> GenericObject {
    GenericObject(
      resource: .event, metadata: ObjectMetadata(name: name, namespace: "sandbox"),
      body: [
        "involvedObject": ["kind": "Pod", "namespace": "sandbox", "name": "web-0"],
        "count": .integer(count), "reason": "Started", "type": "Normal",
        "firstTimestamp": .string(time.truncatedToSeconds.description),
        "lastTimestamp": .string(time.truncatedToSeconds.description),
      ])
  }

  private func names(_ cluster: Cluster) async -> [String] {
    await cluster.manager.settle()
    return await cluster.store.list(Selection([.event])).items.map(\.metadata.name)
  }

  @Test func anEventGoesAnHourAfterItWasLastTold() async throws {
    let cluster = try await Cluster([EventExpiry()])
    let start = cluster.clock.now()
    try await cluster.create(event("once", at: start))
    try await cluster.create(event("again", at: start))
    // Whoever gives a time that is to come gains nothing.
    try await cluster.create(event("late", at: start + .seconds(86_400)))
    #expect(await cluster.manager.settle() == start + .seconds(3600))
    cluster.clock.advance(by: .seconds(1800))
    try await cluster.update(event("again", at: cluster.clock.now(), count: 2))
    #expect(await names(cluster).count == 3)
    cluster.clock.advance(by: .seconds(1800))
    #expect(await names(cluster) == ["again"])
    cluster.clock.advance(by: .seconds(1800))
    #expect(await names(cluster) == [])
  }

  @Test func theOldestGoWhereThereAreTooMany() async throws {
    let cluster = try await Cluster([EventExpiry(limit: 3)])
    for number in 0..<6 {
      try await cluster.create(event("e\(number)", at: cluster.clock.now()))
      cluster.clock.advance(by: .seconds(1))
    }
    #expect(await names(cluster) == ["e3", "e4", "e5"])
  }

  @Test func manyGoInSeveralPasses() async throws {
    let cluster = try await Cluster([EventExpiry()])
    for number in 0..<1200 {
      try await cluster.create(event("e\(number)", at: cluster.clock.now()))
    }
    await cluster.manager.settle()
    // Somebody else is quicker with one of them.
    _ = await cluster.store.commit([
      .delete(
        ObjectKey(.event, namespace: "sandbox", name: "e7"), uid: nil, gracePeriodSeconds: 0)
    ])
    cluster.clock.advance(by: .seconds(3600))
    #expect(await names(cluster) == [])
    #expect(await cluster.manager.settle() == nil)
  }
}
