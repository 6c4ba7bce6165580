import Testing

@testable import Objects

struct FieldManagersTests {
  private func entry(
    _ manager: String, second: Int, operation: String = "Update", version: String = "v1",
    field: String? = nil
  ) -> Value {
    [
      "manager": .string(manager), "operation": .string(operation),
      "apiVersion": .string(version), "fieldsType": "FieldsV1",
      "time": .string("2026-11-23T00:00:\(second < 10 ? "0" : "")\(second)Z"),
      "fieldsV1": ["f:data": .object(["f:\(field ?? manager)": [:]])],
    ]
  }

  /// `MANAGER VERSION SECOND: FIELDS` of all entries, in their order.
  private func text(_ managers: FieldManagers) -> [String] {
    (managers.value?.array ?? []).map { entry in
      let time = entry["time"]?.string?.dropLast().suffix(2) ?? ""
      let fields = entry["fieldsV1"]?["f:data"]?.object?.keys.map { $0.dropFirst(2) } ?? []
      return "\(entry["manager"]?.string ?? "") \(entry["apiVersion"]?.string ?? "") \(time): "
        + fields.sorted().joined(separator: ",")
    }
  }

  private func merged(_ entries: [Value]) -> FieldManagers {
    var managers = FieldManagers(.array(entries))
    managers.mergeOldestUpdates()
    return managers
  }

  @Test func tenUpdatesStay() {
    let entries = (0..<10).map { entry("m\($0)", second: $0) }
    #expect(text(merged(entries)).count == 10)
  }

  /// Two are merged for the first, then one each, whatever order they stand in.
  @Test func theOldestAreMerged() {
    let entries = (0..<12).map { entry("m\($0)", second: $0) }
    let managers = merged(entries.reversed())
    #expect(text(managers).first == "ancient-changes v1 02: m0,m1,m2")
    #expect(text(managers).count == 10)
    var next = managers
    let name = FieldManagers.Name(
      manager: "new", operation: "Update", apiVersion: "v1", subresource: "")
    next.entries[name] = FieldManagers(.array([entry("new", second: 30)])).entries[name]
    next.mergeOldestUpdates()
    #expect(text(next).first == "ancient-changes v1 03: m0,m1,m2,m3")
    #expect(text(next).count == 10)
  }

  @Test func appliersAndOtherVersionsAreKeptApart() {
    let old = [
      entry("a", second: 1, operation: "Apply"), entry("b", second: 2, operation: "Apply"),
      entry("other", second: 0, version: "v2"),
    ]
    let managers = merged(old + (3..<13).map { entry("m\($0)", second: $0) })
    #expect(
      text(managers).prefix(4)
        == ["a v1 01: a", "b v1 02: b", "other v2 00: other", "ancient-changes v1 04: m3,m4"])
    #expect(text(managers).count == 12)
  }
}
