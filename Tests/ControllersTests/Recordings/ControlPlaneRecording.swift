import Glibc
import ObjectStore
import Objects

/// What a real control plane did to the objects of one namespace, write by write (`Tests/Tools/cut-recordings.py`).
struct ControlPlaneRecording {
  enum Author: String { case sets, user, kubelet, storage, garbage, namespace, other }

  /// One change of one object.
  struct Change {
    var time: Duration
    var author: Author
    var kind: StoreEvent.Kind
    var object: any KubernetesObject
    var previous: (any KubernetesObject)?
    /// The how manieth object of its name it is.
    var life: Int

    var name: String { object.metadata.name }
    /// Takes the object's last state with it where it is a deletion.
    var event: StoreEvent { StoreEvent(kind: kind, object: object, previous: previous) }
  }

  /// An event that the StatefulSet controller recorded, or counted up.
  struct Remark: Hashable, CustomStringConvertible {
    var type: String
    var reason: String
    var message: String
    var count: Int64
    var description: String { "\(type) \(reason) x\(count): \(message)" }
  }

  private(set) var changes: [Change] = []
  private(set) var remarks: [Remark] = []
  /// The moment of `t` = 0.
  private(set) var start = Timestamp(seconds: 0)

  init(_ scenario: String) throws {
    var values: [String: Value] = [:]
    var objects: [String: any KubernetesObject] = [:]
    for text in try Self.read(scenario).split(separator: "\n") {
      let line = try Value.parse(json: String(text))
      if let seconds = line["start"]?.double {
        start = Timestamp(seconds: 0) + .milliseconds(Int64(seconds * 1000))
        continue
      }
      guard let kind = line["kind"]?.string, let time = line["t"]?.double else {
        preconditionFailure("no change: \(text)")
      }
      if kind == "Event" {
        remarks.append(
          Remark(
            type: line["event"]?.string ?? "", reason: line["reason"]?.string ?? "",
            message: line["message"]?.string ?? "", count: line["count"]?.integer ?? 0))
        continue
      }
      let name = line["name"]?.string ?? ""
      let key = "\(kind) \(name)"
      let type = line["type"]?.string ?? ""
      if type == "ADDED" { (values[key], objects[key]) = (nil, nil) }
      let value = (values[key] ?? .object([:])).merging(line["patch"] ?? .object([:]))
      values[key] = value
      var object = try Self.object(kind, value)
      object.metadata.resourceVersion = ResourceVersion(rawValue: UInt64(changes.count + 1))
      changes.append(
        Change(
          time: .milliseconds(Int64((time * 1000).rounded())),
          author: Author(rawValue: line["by"]?.string ?? "") ?? .other,
          kind: StoreEvent.Kind(rawValue: type.lowercased()) ?? .modified, object: object,
          previous: objects[key], life: Int(line["life"]?.integer ?? 1)))
      objects[key] = type == "DELETED" ? nil : object
    }
  }

  private static func object(_ kind: String, _ value: Value) throws -> any KubernetesObject {
    var fields = value.object ?? [:]
    fields["kind"] = .string(kind)
    switch kind {
    case "StatefulSet": return try StatefulSet(value: .object(fields))
    case "Pod": return try Pod(value: .object(fields))
    default:
      fields["apiVersion"] = kind == "ControllerRevision" ? "apps/v1" : "v1"
      return try GenericObject(value: .object(fields))
    }
  }

  private static func read(_ scenario: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let file = unsafe fopen("/\(folder)/Fixtures/\(scenario).jsonl", "r")
    guard let file = unsafe file else { preconditionFailure("no recording \(scenario)") }
    defer { unsafe fclose(file) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return String(decoding: octets, as: UTF8.self) }
      octets += buffer[..<count]
    }
  }
}

extension Value {
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number.value
    default: nil
    }
  }
}
