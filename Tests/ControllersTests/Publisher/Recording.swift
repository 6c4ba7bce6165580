import Glibc
import Objects
import Wire

@testable import Controllers

/// A recording of a real cluster, cut down to what names depend on: objects, and the answers of
/// CoreDNS at each resting point.
///
///     step NAME
///     put JSON                       an object as it then was
///     gone KIND NAMESPACE NAME
///     ask NAME TYPE RCODE | ANSWER | AUTHORITY | ADDITIONAL      sorted records, `;` between them
struct Recording {
  struct Question: Hashable, CustomStringConvertible {
    var step: String
    var name: String
    var type: String
    var code: String
    var sections: [[String]]
    var description: String { "\(step): \(name) \(type)" }
  }

  enum Line {
    case step(String)
    case put(any KubernetesObject)
    case gone(kind: String, namespace: String, name: String)
    case ask(Question)
  }

  var lines: [Line] = []

  init(_ scenario: String) throws {
    var step = ""
    for line in try Self.read(scenario).split(separator: "\n") {
      let (word, rest) = line.parted(at: " ")
      switch word {
      case "step":
        step = rest
        lines.append(.step(step))
      case "put": lines.append(.put(try Self.object(rest)))
      case "gone":
        let words = rest.split(separator: " ").map(String.init)
        lines.append(.gone(kind: words[0], namespace: words[1], name: words[2]))
      default: lines.append(.ask(Self.question(rest, step: step)))
      }
    }
  }

  private static func question(_ text: String, step: String) -> Question {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    let head = parts[0].split(separator: " ").map(String.init)
    let name = head[0] == "." ? "." : head[0] + "."
    let sections = parts.dropFirst().map { section in
      section.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
        .map { $0.hasPrefix("@ ") ? name + $0.dropFirst() : $0 }.sorted()
    }
    let padded = sections + Array(repeating: [], count: 3 - sections.count)
    return Question(step: step, name: name, type: head[1], code: head[2], sections: padded)
  }

  private static func object(_ text: String) throws -> any KubernetesObject {
    let value = try Value.parse(json: text)
    guard case .object(let fields) = value, case .string(let kind)? = fields["kind"] else {
      preconditionFailure("no kind: \(text)")
    }
    return switch kind {
    case "Pod": try Pod(value: value)
    case "Service": try Service(value: value)
    case "StatefulSet": try StatefulSet(value: value)
    default: try EndpointSlice(value: value)
    }
  }

  private static func read(_ scenario: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let file = unsafe fopen("/\(folder)/Fixtures/\(scenario).txt", "r")
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

extension StringProtocol {
  fileprivate func parted(at separator: Character) -> (String, String) {
    guard let index = firstIndex(of: separator) else { return (String(self), "") }
    return (String(self[..<index]), String(self[self.index(after: index)...]))
  }

  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
