import Foundation
import Testing

/// Watches of all that a scenario is about, open from before the first command on: `curl` beside the test, a line
/// an event.
final class ClusterWatch {
  private static let paths = [
    "apps/v1": ["statefulsets", "controllerrevisions"],
    "v1": ["pods", "persistentvolumeclaims", "services", "endpoints", "events"],
    "discovery.k8s.io/v1": ["endpointslices"],
  ]
  private static let kinds = ["StatefulSet", "ControllerRevision", "Pod", "PersistentVolumeClaim"]

  private struct Reader {
    let process: Spawned
    let file: FileHandle
    var rest = Data()
    var isComplete = false
  }

  private var readers: [Reader] = []
  private var seen: [(version: Int, sighting: Sighting)] = []
  private(set) var stories = Stories([])
  /// Events of the StatefulSet controller, each occurrence.
  private(set) var remarks: [Remark] = []
  /// The place of the next command in the recording.
  var horizon = 0
  private var seenSlices: [(version: Int, sighting: Sighting)] = []
  /// Services, EndpointSlices and Endpoints as they are, by kind and name.
  private var served: [String: [String: Any]] = [:]

  init(_ cluster: Cluster) throws {
    let query = "watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    for (version, resources) in Self.paths {
      for resource in resources {
        let path = version == "v1" ? "/api/v1" : "/apis/\(version)"
        let words = try cluster.curlWords() + ["-N"]
        let process = try Spawned(
          words + [cluster.url("\(path)/\(resource)?\(query)&allowWatchBookmarks=true")])
        guard let file = FileHandle(forReadingAtPath: process.outputPath) else {
          throw Failure("no output of \(process.words)")
        }
        readers.append(Reader(process: process, file: file))
      }
    }
  }

  /// All watches have told what there was, and what comes is told from now on.
  func isOpen() throws -> Bool {
    try read()
    return readers.allSatisfy(\.isComplete)
  }

  func end() async {
    for reader in readers {
      #expect(reader.process.isRunning, "a watch ended early: \(reader.process.error)")
      await reader.process.end()
    }
  }

  /// Takes in what has come since.
  func read() throws {
    var isNew = false
    for index in readers.indices {
      guard let data = try readers[index].file.readToEnd(), !data.isEmpty else { continue }
      readers[index].rest += data
      while let end = readers[index].rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = readers[index].rest[..<end]
        readers[index].rest = Data(readers[index].rest[(end + 1)...])
        guard let event = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
          throw Failure("no watch event: \(String(decoding: line, as: UTF8.self))")
        }
        if event["type"] as? String == "BOOKMARK" { readers[index].isComplete = true }
        take(event)
        isNew = true
      }
    }
    // Each watch is in order, and versions are given once.
    guard isNew else { return }
    seen.sort { $0.version < $1.version }
    stories = Stories(seen.map(\.sighting))
  }

  private func take(_ event: [String: Any]) {
    let object = event.dictionary("object")
    let (kind, metadata) = (object["kind"] as? String ?? "", object.dictionary("metadata"))
    guard let change = Sighting.Change(rawValue: event["type"] as? String ?? ""),
      metadata["namespace"] as? String == "sandbox"
    else { return }
    let version = Int(metadata["resourceVersion"] as? String ?? "") ?? 0
    let sighting = Sighting(change: change, kind: kind, object: object, place: horizon)
    if kind == "EndpointSlice" { seenSlices.append((version, sighting)) }
    if Self.kinds.contains(kind) {
      seen.append((version, sighting))
    } else if kind == "Event" {
      let component = object.dictionary("source")["component"] as? String
      guard component == "statefulset-controller", change != .deleted else { return }
      remarks.append(Remark(object, type: "type"))
    } else {
      served["\(kind) \(metadata["name"] ?? "")"] = change == .deleted ? nil : object
    }
  }

  /// What the slices have said of each pod.
  func sliceStories() -> SliceStories {
    SliceStories(
      seenSlices.sorted { $0.version < $1.version }.map(\.sighting), aliases: stories.aliases)
  }

  /// What Services, slices and Endpoints hold, with aliases for uids.
  func endpoints() -> [String: ObjectState] {
    var states: [String: ObjectState] = [:]
    for (key, object) in served {
      let name = key.replacing(#/-[a-z0-9]{5}$/#, with: "")
      states[name] = ObjectState(endpoints: EndpointParts.of(object), aliases: stories.aliases)
    }
    return states
  }
}

/// The part of a Service, slice or Endpoints that is compared, in the form of a scenario's `endpoints.jsonl`.
enum EndpointParts {
  static func of(_ object: [String: Any]) -> [String: Any] {
    let metadata = object.dictionary("metadata")
    var parts: [String: Any] = [:]
    parts["labels"] = metadata["labels"]
    parts["owners"] = metadata.list("ownerReferences").map {
      "\($0["kind"] ?? "") \($0["name"] ?? "")"
    }
    for name in ["spec", "subsets", "addressType", "ports"] { parts[name] = object[name] }
    parts["endpoints"] = object.list("endpoints").sorted {
      "\($0["addresses"] ?? "")" < "\($1["addresses"] ?? "")"
    }
    return parts
  }
}
