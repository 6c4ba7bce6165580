/// One change of one object, as a watch showed it or a recording holds it.
struct Sighting {
  enum Change: String { case added = "ADDED", modified = "MODIFIED", deleted = "DELETED" }

  var change: Change
  var kind: String
  var object: [String: Any]
  /// In a recording: how many changes came before it. In a replay: how many of the recorded ones came before the next
  /// command, which is not typed yet.
  var place: Int

  var metadata: [String: Any] { object.dictionary("metadata") }
  var name: String { metadata["name"] as? String ?? "" }
  var uid: String { metadata["uid"] as? String ?? "" }
  var isTerminating: Bool { metadata["deletionTimestamp"] != nil }
}

/// What became of the objects of a run, told so that two runs can be compared: uids are replaced by `NAME#LIFE`.
struct Stories {
  struct Step {
    var state: ObjectState
    /// The sighting's.
    var place: Int
  }

  /// The states of each object, `Pod web-0#1`, without repeats.
  private(set) var steps: [String: [Step]] = [:]
  /// Pods as they came and were told to go: `+web-0`, `-web-0`; sorted where their order is chance, in a parallel
  /// set and where the garbage collector is at work.
  private(set) var order: [String] = []
  /// What stands for the uids.
  private(set) var aliases: [String: String] = [:]
  /// Hashes of revisions that hold the time of a restart.
  private(set) var restarts: [String] = []
  /// The last one of each object that is there.
  private(set) var present: [String: Sighting] = [:]
  private var lives: [String: Int] = [:]
  private var isOrdered = true

  init(_ sightings: [Sighting]) {
    for sighting in sightings { add(sighting) }
    nameRestarts()
  }

  private mutating func add(_ sighting: Sighting) {
    let key = "\(sighting.kind) \(sighting.name)"
    if sighting.change == .added {
      lives[key, default: 0] += 1
      aliases[sighting.uid] = "\(sighting.name)#\(lives[key] ?? 1)"
    }
    let story = "\(key)#\(lives[key] ?? 1)"
    if sighting.kind == "StatefulSet" {
      isOrdered =
        sighting.change != .deleted && !sighting.isTerminating
        && sighting.object.dictionary("spec")["podManagementPolicy"] as? String != "Parallel"
    }
    if sighting.kind == "Pod" { addOrder(of: sighting, before: present[story]) }
    let state =
      sighting.change == .deleted
      ? ObjectState.gone
      : ObjectState(kind: sighting.kind, sighting.object) { aliases[$0] ?? $0 }
    present[story] = sighting.change == .deleted ? nil : sighting
    if steps[story]?.last?.state != state {
      steps[story, default: []].append(Step(state: state, place: sighting.place))
    }
  }

  private mutating func addOrder(of pod: Sighting, before old: Sighting?) {
    if pod.change == .added { addOrder("+\(pod.name)") }
    let wasTerminating = old?.isTerminating ?? false
    if pod.change != .added, !wasTerminating, pod.change == .deleted || pod.isTerminating {
      addOrder("-\(pod.name)")
    }
  }

  private mutating func addOrder(_ step: String) {
    var place = order.endIndex
    while !isOrdered, place > 0, order[place - 1].first == step.first, order[place - 1] > step {
      place -= 1
    }
    order.insert(step, at: place)
  }

  /// The hash of a revision that a restart made holds the time of the restart.
  private mutating func nameRestarts() {
    let restarts = steps.filter { story, steps in
      story.hasPrefix("ControllerRevision ")
        && steps.contains { $0.state.fields.keys.contains { $0.hasSuffix("restartedAt") } }
    }
    self.restarts = restarts.keys.sorted().compactMap { story in
      restarts[story]?.first?.state.fields["labels.controller.kubernetes.io/hash"]
    }
    guard !self.restarts.isEmpty else { return }
    let names = Dictionary(self.restarts.map { ($0, "RESTARTED") }) { $1 }
    let old = steps
    steps = [:]
    for (story, states) in old {
      let key = names.reduce(story) { $0.replacing($1.key, with: $1.value) }
      steps[key] = states.map { Step(state: $0.state.replacing(names), place: $0.place) }
    }
  }
}

extension Stories {
  /// For each state of a replay the recorded one that it is, in their order; nil for one that was not recorded.
  ///
  /// A state of a set that comes again after a command is not taken for that while nobody typed it.
  private func places(of replay: Stories, in story: String) -> [(state: ObjectState, step: Int?)] {
    let recorded = steps[story] ?? []
    var next = 0
    return (replay.steps[story] ?? []).map { step in
      let found = recorded[next...].firstIndex { $0.state == step.state }
      guard let found, !story.hasPrefix("StatefulSet") || recorded[found].place < step.place
      else { return (step.state, nil) }
      next = found + 1
      return (step.state, found)
    }
  }

  /// The stories in which a replay has not come as far as these had before a place.
  func behind(_ replay: Stories, before place: Int) -> [String] {
    steps.keys.sorted().compactMap { story in
      // Revisions come with the states of their set.
      guard !story.hasPrefix("ControllerRevision"), let steps = steps[story],
        let wanted = steps.lastIndex(where: { $0.place < place })
      else { return nil }
      let places = places(of: replay, in: story)
      guard places.last(where: { $0.step != nil })?.step ?? -1 < wanted else { return nil }
      let state = steps[wanted].state
      return "\(story) has not come to line \(steps[wanted].place): "
        + (places.last.map { "it has " + $0.state.difference(from: state) } ?? "never seen")
    }
  }

  /// What a replay showed that these do not have, and the reverse.
  func differences(of replay: Stories) -> [String] {
    var differences: [String] = []
    for story in Set(steps.keys).union(replay.steps.keys).sorted() {
      differences += self.differences(of: replay, in: story)
    }
    if replay.order != order { differences.append("order \(replay.order), recorded \(order)") }
    return differences
  }

  private func differences(of replay: Stories, in story: String) -> [String] {
    guard let recorded = steps[story]?.map(\.state), let ours = replay.steps[story]?.map(\.state)
    else { return ["\(story) \(steps[story] == nil ? "should not be" : "never came")"] }
    var differences: [String] = []
    var last = 0
    for (state, step) in places(of: replay, in: story) {
      last = step ?? last
      let next = min(last + 1, recorded.count - 1)
      if step != nil { continue }
      if story.hasPrefix("StatefulSet"), state.lies(between: recorded[last], and: recorded[next]) {
        continue
      }
      differences.append(
        "\(story) has, after line \(steps[story]?[last].place ?? 0), "
          + state.difference(from: recorded[last]))
    }
    if let end = ours.last, let recordedEnd = recorded.last, end != recordedEnd {
      differences.append("\(story) ends with \(end.difference(from: recordedEnd))")
    }
    for field in ["readyReplicas", "currentRevision", "updateRevision"] {
      let values = { (states: [ObjectState]) in
        Set(states.compactMap { $0.fields["status.\(field)"] })
      }
      for value in values(recorded).subtracting(values(ours)).sorted() {
        differences.append("\(story) never has \(field) \(value)")
      }
    }
    return differences
  }
}
