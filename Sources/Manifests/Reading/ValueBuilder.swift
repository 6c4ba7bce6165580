import Objects
internal import Yams

/// Makes a value of the tree that Yams parsed: scalars by kubectl's rules, merge keys resolved,
/// aliases expanded within bounds.
struct ValueBuilder {
  private let source: SourceText
  private let marks: Set<Unicode.Scalar>
  private var errors: [SyntaxError] = []
  /// Nodes that may still be made. Without aliases a document has fewer nodes than octets, so only
  /// aliases of aliases ("billion laughs") run out of it.
  private var budget: Int
  private static let freeNodes = 100_000
  /// Deeper than any object of Kubernetes; aliases could nest deeper than the stack holds.
  private static let depthLimit = 200

  init(source: SourceText, marks: [Unicode.Scalar]) {
    self.source = source
    self.marks = Set(marks)
    budget = source.text.utf8.count + Self.freeNodes
  }

  mutating func build(_ root: Node) throws(SyntaxErrors) -> LocatedValue {
    let result = build(root, depth: 0, key: nil)
    if !errors.isEmpty { throw SyntaxErrors(errors) }
    return result
  }

  /// - Parameter key: where the key of this value stands, if it has one.
  private mutating func build(_ node: Node, depth: Int, key: Position?) -> LocatedValue {
    let position = position(of: node)
    budget -= 1
    guard budget >= 0, depth < Self.depthLimit else {
      refuse(node, isTooDeep: budget >= 0)
      return LocatedValue(value: .null, positions: PositionTree(key: key, value: position))
    }
    var result: LocatedValue
    switch node {
    case .scalar(let scalar):
      result = LocatedValue(value: value(of: scalar), positions: PositionTree(value: position))
    case .sequence(let sequence):
      var items: [LocatedValue] = []
      for item in sequence where budget >= 0 {
        items.append(build(item, depth: depth + 1, key: nil))
      }
      result = LocatedValue(
        value: .array(items.map(\.value)),
        positions: PositionTree(value: position, children: .items(items.map(\.positions))))
    case .mapping(let mapping):
      result = build(mapping, at: position, depth: depth)
    case .alias:
      preconditionFailure("the parser replaces aliases")
    }
    result.positions.key = key ?? position
    return result
  }

  /// A key that is set again is an error and its first value counts, so that the rest is checked
  /// too.
  private mutating func build(_ mapping: Node.Mapping, at position: Position, depth: Int)
    -> LocatedValue
  {
    var fields = Fields()
    for (keyNode, valueNode) in mapping where budget >= 0 {
      let keyPosition = self.position(of: keyNode)
      guard let name = keyName(keyNode) else { continue }
      if name.text == "<<", name.isPlain {
        merge(valueNode, into: &fields, depth: depth)
        continue
      }
      let value = build(valueNode, depth: depth + 1, key: keyPosition)
      if let first = fields.own[name.text] {
        let text =
          #"key "\#(name.text)" is already set in this mapping, at \#(first.positions.key)"#
        errors.append(SyntaxError(position: keyPosition, text: text))
      } else {
        fields.own[name.text] = value
      }
    }
    let all = fields.own.merging(fields.merged) { own, _ in own }
    return LocatedValue(
      value: .object(all.mapValues(\.value)),
      positions: PositionTree(value: position, children: .fields(all.mapValues(\.positions))))
  }

  /// A mapping's own keys win over those that `<<` brings, and of several merged mappings the
  /// earlier.
  private struct Fields {
    var own: [String: LocatedValue] = [:]
    var merged: [String: LocatedValue] = [:]
  }

  /// `<<: *base` or `<<: [*one, *two]` (the YAML 1.1 merge type). What it brings keeps its
  /// positions: an error in it is shown where it is to be mended.
  private mutating func merge(_ node: Node, into fields: inout Fields, depth: Int) {
    let sources: [Node] =
      switch node {
      case .sequence(let sequence): Array(sequence)
      default: [node]
      }
    for source in sources {
      guard case .mapping = source else {
        errors.append(
          SyntaxError(position: position(of: source), text: "`<<` merges mappings only"))
        continue
      }
      let merged = build(source, depth: depth + 1, key: nil)
      guard case .object(let values) = merged.value else { continue }
      for (name, value) in values where fields.merged[name] == nil {
        guard let positions = merged.positions.child(.field(name)) else { continue }
        fields.merged[name] = LocatedValue(value: value, positions: positions)
      }
    }
  }

  /// Quoted and block scalars are text, unless a tag says otherwise; Yams gives quoted ones a tag.
  private mutating func value(of scalar: Node.Scalar) -> Value {
    let tag = scalar.tag.description
    do throws(ScalarError) {
      if tag.isEmpty {
        return scalar.style == .plain
          ? try PlainScalar.resolve(scalar.string) : .string(scalar.string)
      }
      return try PlainScalar.resolve(scalar.string, tag: tag)
    } catch {
      errors.append(SyntaxError(position: position(of: .scalar(scalar)), text: "\(error)"))
      return .null
    }
  }

  /// Keys are strings in JSON: a number or boolean becomes its canonical text, as kubectl has it.
  private mutating func keyName(_ node: Node) -> (text: String, isPlain: Bool)? {
    guard case .scalar(let scalar) = node else {
      errors.append(SyntaxError(position: position(of: node), text: "a key must be a scalar"))
      return nil
    }
    var text = scalar.string
    if let first = text.unicodeScalars.first, marks.contains(first) {
      text.unicodeScalars.removeFirst()
    }
    guard scalar.style == .plain else { return (text, false) }
    switch try? PlainScalar.resolve(text) {
    case .bool(let value): return (value ? "true" : "false", true)
    case .integer(let value): return ("\(value)", true)
    case .number(let value): return ("\(value.value)", true)
    case .null:
      errors.append(SyntaxError(position: position(of: node), text: "a key must not be null"))
      return nil
    default: return (text, true)
    }
  }

  /// Told once: all nodes after it would fail alike.
  private mutating func refuse(_ node: Node, isTooDeep: Bool) {
    let text =
      isTooDeep
      ? "nested deeper than \(Self.depthLimit) levels"
      : "aliases expand this document beyond \(source.text.utf8.count + Self.freeNodes) values"
    let error = SyntaxError(position: position(of: node), text: text)
    if errors.last?.text != text { errors.append(error) }
  }

  private func position(of node: Node) -> Position {
    guard let mark = node.mark else { return source.position(line: 1, column: 1) }
    return source.position(line: mark.line, column: mark.column)
  }
}
