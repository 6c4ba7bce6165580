package import Objects
import Yams

/// One value as YAML text, both ways, where the positions of its parts do not matter.
package enum YAMLText {
  /// The one document of a text, YAML or JSON.
  package static func parse(octets: [UInt8]) throws(YAMLTextError) -> Value {
    let documents = DocumentSplitter.split(octets[...])
    guard documents.count == 1 else {
      throw YAMLTextError(description: "one document is expected, found \(documents.count)")
    }
    do {
      return try DocumentParser.parse(documents[0])?.value ?? .null
    } catch {
      let first = error.errors[0]
      throw YAMLTextError(description: "line \(first.position.line): \(first.text)")
    }
  }

  /// Block style with sorted keys, as kubectl prints objects.
  package static func compose(_ value: Value) -> String {
    do {
      return try Yams.serialize(node: node(value), width: -1, allowUnicode: true, sortKeys: true)
    } catch {
      preconditionFailure("a tree without aliases can be written: \(error)")
    }
  }

  private static func node(_ value: Value) -> Node {
    switch value {
    case .null: Node("null", Tag(.null))
    case .bool(let flag): Node(flag ? "true" : "false", Tag(.bool))
    case .integer, .number: Node(value.json(), Tag(.implicit))
    case .string(let text): Node.scalar(Node.Scalar(text, Tag(.str), style(of: text)))
    case .array(let elements):
      Node.sequence(
        Node.Sequence(elements.map(node), Tag(.seq), elements.isEmpty ? .flow : .block))
    case .object(let fields):
      Node.mapping(
        Node.Mapping(
          fields.map { (Node($0.key, Tag(.str)), node($0.value)) }, Tag(.map),
          fields.isEmpty ? .flow : .block))
    }
  }

  /// A text that a reader would take for something else stands in quotes.
  private static func style(of text: String) -> Node.Scalar.Style {
    if text.contains("\n") { return .literal }
    let isText = (try? PlainScalar.resolve(text)) == .string(text)
    return isText && !isTime(text) ? .any : .doubleQuoted
  }

  /// A date is a type of its own in YAML 1.1: `2026-11-23`, and whatever follows.
  private static func isTime(_ text: String) -> Bool {
    let start = text.utf8.prefix(10).map { $0 }
    return start.count == 10
      && start.enumerated().allSatisfy { place, octet in
        place == 4 || place == 7
          ? octet == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
      }
  }
}

/// Why a text is no YAML document, in one line.
package struct YAMLTextError: Error, CustomStringConvertible {
  package let description: String
}
