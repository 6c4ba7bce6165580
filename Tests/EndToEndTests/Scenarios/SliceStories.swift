/// What EndpointSlices said of each pod, one after the other and without repeats: the conditions that were true, or
/// `gone`.
struct SliceStories {
  /// By the pods' aliases.
  private var states: [String: [String]] = [:]

  init(recorded lines: [[String: Any]]) {
    for line in lines { states[line["pod"] as? String ?? ""] = line["states"] as? [String] }
  }

  init(_ changes: [Sighting], aliases: [String: String]) {
    var slices: [String: [[String: Any]]] = [:]
    for change in changes {
      slices[change.name] = change.change == .deleted ? nil : change.object.list("endpoints")
      var now: [String: String] = [:]
      for endpoint in slices.values.joined() {
        let conditions = endpoint.dictionary("conditions")
        let words = ["ready", "serving", "terminating"].filter { conditions[$0] as? Bool == true }
        let uid = endpoint.dictionary("targetRef")["uid"] as? String ?? ""
        now[aliases[uid] ?? uid] = words.joined(separator: " ")
      }
      for pod in Set(states.keys).union(now.keys) {
        let state = now[pod] ?? "gone"
        if states[pod]?.last != state { states[pod, default: []].append(state) }
      }
    }
  }

  /// What a replay told otherwise than these. A slower controller leaves out what lay between two of its writes, as
  /// either may be.
  func differences(of replay: SliceStories) -> [String] {
    Set(states.keys).union(replay.states.keys).sorted().compactMap { pod in
      let (recorded, told) = (states[pod] ?? [], replay.states[pod] ?? [])
      let isSame =
        recorded.first == told.first && recorded.last == told.last
        && (Self.isPart(recorded, of: told) || Self.isPart(told, of: recorded))
      return isSame ? nil : "slices tell of \(pod) \(told), recorded \(recorded)"
    }
  }

  private static func isPart(_ part: [String], of whole: [String]) -> Bool {
    var rest = part[...]
    for state in whole where state == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }
}
