import ObjectStore
import Objects
import Testing

struct FieldSelectorTests {
  private static let event = GenericObject(
    resource: .event, metadata: ObjectMetadata(name: "e", namespace: "sandbox"),
    body: [
      "involvedObject": ["kind": "Pod", "name": "web-0"], "reason": "Created", "count": 3,
    ])
  private static let pod: Pod = {
    var pod = Make.pod("web-0", node: "n1")
    pod.status.phase = "Running"
    pod.spec.rest["hostNetwork"] = true
    return pod
  }()

  struct Row: CustomTestStringConvertible {
    var object: any KubernetesObject
    var requirements: [FieldSelector.Requirement]
    var matches: Bool
    var testDescription: String {
      requirements.map { "\($0.path)\($0.isEqual ? "=" : "!=")\($0.value)" }.joined(separator: ",")
    }
  }

  @Test(arguments: [
    Row(object: pod, requirements: [], matches: true),
    Row(object: pod, requirements: [.init("metadata.name", "web-0")], matches: true),
    Row(object: pod, requirements: [.init("metadata.name", "web-1")], matches: false),
    Row(
      object: pod, requirements: [.init("metadata.namespace", "sandbox", isEqual: false)],
      matches: false),
    Row(object: pod, requirements: [.init("spec.nodeName", "n1")], matches: true),
    Row(
      object: pod,
      requirements: [.init("status.phase", "Running"), .init("spec.nodeName", "n2")],
      matches: false),
    Row(object: pod, requirements: [.init("spec.hostNetwork", "true")], matches: true),
    Row(object: pod, requirements: [.init("spec.schedulerName", "")], matches: true),
    Row(object: pod, requirements: [.init("metadata.labels.app", "httpd")], matches: true),
    Row(object: event, requirements: [.init("involvedObject.name", "web-0")], matches: true),
    Row(object: event, requirements: [.init("involvedObject.uid", "")], matches: true),
    Row(
      object: event,
      requirements: [
        .init("involvedObject.kind", "Pod"), .init("reason", "Killed", isEqual: false),
      ],
      matches: true),
    Row(object: event, requirements: [.init("count", "3")], matches: true),
    Row(object: event, requirements: [.init("reason.x", "y")], matches: false),
  ])
  func selects(row: Row) {
    #expect(FieldSelector(row.requirements).matches(row.object) == row.matches)
  }

  @Test func listsAndWatchesSelect() async throws {
    let store = try await Make.store()
    for name in ["a", "b", "c"] { try await store.create(Make.pod(name)) }
    let named = Selection([Pod.resource], fields: FieldSelector([.init("metadata.name", "b")]))
    #expect(await store.list(named).items.map(\.metadata.name) == ["b"])
    let bound = Selection([Pod.resource], fields: FieldSelector([.init("spec.nodeName", "n1")]))
    let version = await store.version
    _ = try await store.commit(.bind(Make.pod("c").key, uid: nil, node: "n1"))
    let events = try await store.events(after: version, matching: bound).events
    #expect(events.map(\.kind) == [.added])
    #expect(await store.list(bound).items.map(\.metadata.name) == ["c"])
  }
}
