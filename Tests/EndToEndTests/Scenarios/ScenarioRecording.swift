import Foundation

/// A scenario that was recorded on a real control plane: what was typed, what the kubelet did, and what the
/// controllers made of it (`Tests/Tools/cut-scenarios.py`, `Tests/Tools/cut-recordings.py`).
struct ScenarioRecording {
  /// Something that a replay does, after so many of the recorded changes.
  enum Deed {
    case step(Session.Step)
    case pod(KubeletDeed)
  }

  let session: Session
  /// What the watches showed, events aside.
  private(set) var sightings: [Sighting] = []
  let stories: Stories
  /// Events of the StatefulSet controller, each occurrence.
  private(set) var remarks: [Remark] = []
  private(set) var deeds: [(after: Int, deed: Deed)] = []
  /// What Services, slices and Endpoints hold when a command is typed at rest, by its line.
  private(set) var endpoints: [Int: [String: Any]] = [:]
  /// What the slices said of each pod.
  let sliceStories: SliceStories
  /// Places of changes that are the kubelet's, or none that a replay waits for.
  private var echoes: Set<Int> = []
  /// Places of changes that commands made.
  private var users: Set<Int> = []

  init(_ session: Session) throws {
    self.session = session
    var objects: [String: [String: Any]] = [:]
    let changes = try Self.lines(
      "\(Tool.root)/Tests/ControllersTests/Recordings/Fixtures/\(session.name).jsonl")
    for (place, line) in changes.dropFirst().enumerated() {
      let kind = line["kind"] as? String ?? ""
      if kind == "Event" || kind == "ControllerRevision" || line["by"] as? String == "kubelet" {
        echoes.insert(place)
      }
      if line["by"] as? String == "user" { users.insert(place) }
      if kind == "Event" {
        remarks.append(Remark(line, type: "event"))
        continue
      }
      let key = "\(kind) \(line["name"] ?? "")"
      let change = Sighting.Change(rawValue: line["type"] as? String ?? "") ?? .modified
      if change == .added { objects[key] = [:] }
      let object = (objects[key] ?? [:]).merged(with: line.dictionary("patch"))
      objects[key] = object
      sightings.append(Sighting(change: change, kind: kind, object: object, place: place))
    }
    stories = Stories(sightings)
    let folder = "\(Session.folder)/\(session.name)"
    sliceStories = SliceStories(recorded: try Self.lines("\(folder)/slices.jsonl"))
    for line in try Self.lines("\(folder)/endpoints.jsonl") {
      endpoints[session.steps[line["command"] as? Int ?? 0].line] = line.dictionary("objects")
    }
    // A command that has the place of a deed came before it.
    deeds = session.steps.map { ($0.after, .step($0)) }
    deeds += try Self.lines("\(folder)/kubelet.jsonl").map {
      ($0["after"] as? Int ?? 0, .pod(KubeletDeed($0)))
    }
    deeds = deeds.enumerated().sorted { ($0.1.after, $0.0) < ($1.1.after, $1.0) }.map(\.1)
  }

  /// Whether the controllers did nothing between two places.
  func isQuiet(from first: Int, to last: Int) -> Bool {
    (first..<last).allSatisfy { echoes.contains($0) }
  }

  /// Where the first command of these begins to show.
  func horizon(of deeds: some Sequence<(after: Int, deed: Deed)>) -> Int {
    deeds.first { after, deed in
      if case .step = deed { users.contains(after) } else { false }
    }?.after ?? .max
  }

  private static func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }
}

extension [String: Any] {
  /// A merge patch (RFC 7386).
  fileprivate func merged(with patch: [String: Any]) -> [String: Any] {
    var result = self
    for (name, part) in patch {
      switch part {
      case is NSNull: result[name] = nil
      case let part as [String: Any]: result[name] = dictionary(name).merged(with: part)
      default: result[name] = part
      }
    }
    return result
  }
}
