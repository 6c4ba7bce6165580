import ObjectStore
import Objects

@testable import Controllers

/// What became of the objects of a run, told so that two runs can be compared: uids are replaced by `NAME#LIFE`, and
/// what others than the StatefulSet controller decide is left out.
struct ObjectStories {
  /// The states of each object, `Pod web-0#1`, without repeats.
  private(set) var states: [String: [String]] = [:]
  /// Pods as they came and were told to go: `+web-0`, `-web-0`; sorted where their order is chance, in a parallel
  /// set and where the garbage collector is at work.
  private(set) var order: [String] = []
  private var isOrdered = true
  /// Events of the controller, each occurrence.
  private(set) var remarks: [String] = []
  private var aliases: [String: String] = [:]
  private var lives: [String: Int] = [:]

  static let gone = "gone"

  mutating func add(_ event: StoreEvent) {
    if event.object.resource == .event {
      return add(event.object as? GenericObject)
    }
    guard let text = text(of: event) else { return }
    let metadata = event.object.metadata
    let key = "\(event.object.resource.kind) \(metadata.name)"
    if event.kind == .added {
      lives[key, default: 0] += 1
      aliases[metadata.uid] = "\(metadata.name)#\(lives[key] ?? 1)"
    }
    let story = "\(key)#\(lives[key] ?? 1)"
    if let set = event.object as? StatefulSet {
      isOrdered =
        event.kind != .deleted && set.metadata.deletionTimestamp == nil
        && set.spec.podManagementPolicy != "Parallel"
    }
    if let pod = event.object as? Pod {
      let wasEnding = (event.previous as? Pod)?.isTerminating ?? true
      if event.kind == .added { addOrder("+\(metadata.name)") }
      if event.kind == .deleted ? !wasEnding : !wasEnding && pod.isTerminating {
        addOrder("-\(metadata.name)")
      }
    }
    let state = event.kind == .deleted ? Self.gone : text
    if states[story]?.last != state { states[story, default: []].append(state) }
  }

  private mutating func addOrder(_ step: String) {
    var place = order.endIndex
    while !isOrdered, place > 0, order[place - 1].first == step.first, order[place - 1] > step {
      place -= 1
    }
    order.insert(step, at: place)
  }

  private mutating func add(_ event: GenericObject?) {
    guard let event, event.body["source"]?["component"] == "statefulset-controller" else { return }
    add(
      ControlPlaneRecording.Remark(
        type: event.body["type"]?.string ?? "", reason: event.body["reason"]?.string ?? "",
        message: event.body["message"]?.string ?? "", count: event.body["count"]?.integer ?? 0))
  }

  /// Which of many similar events are combined is chance upstream.
  mutating func add(_ remark: ControlPlaneRecording.Remark) {
    let combined = "(combined from similar events): "
    let message =
      remark.message.hasPrefix(combined)
      ? String(remark.message.dropFirst(combined.count)) : remark.message
    remarks.append("\(remark.type) \(remark.reason): \(message)")
  }

  private func text(of event: StoreEvent) -> String? {
    var object = event.object
    object.metadata.ownerReferences = object.metadata.ownerReferences.map { owner in
      var owner = owner
      owner.uid = aliases[owner.uid] ?? owner.uid
      return owner
    }
    switch object {
    case let set as StatefulSet:
      return "\(set.metadata.generation) of \(set.spec.ordinals): \(set.status.value)"
    case let pod as Pod:
      return WriteStory.of(pod) + " \(pod.status.phase) \(pod.isReady) \(pod.isTerminating)"
    case let other as GenericObject
    where other.isControllerRevision || other.resource == .persistentVolumeClaim:
      return WriteStory.of(other) + " \(other.metadata.deletionTimestamp != nil)"
    default: return nil
    }
  }
}
