package import Objects
internal import Yams

/// Parses the text of one document with Yams.
///
/// Yams stops at the first repeated key and tells only where the key first stood. So the first
/// one is marked with a character of the private use area, which makes it another key, and the
/// text parsed again: now the tree tells where the second one stands, and what comes after is
/// seen too.
struct DocumentParser {
  private var source: SourceText
  /// The marks used so far, one a repeated key.
  private var marks: [Unicode.Scalar] = []
  private var firstKeys: [(name: String, position: Position)] = []

  /// More repeated keys than this in a document are not told one by one.
  private static let markLimit = 32

  /// - Returns: nil for a document without content.
  /// - Throws: everything that is wrong with it, in the order of the text.
  static func parse(_ document: DocumentText) throws(SyntaxErrors) -> LocatedValue? {
    var parser: DocumentParser
    do { parser = try DocumentParser(document) } catch { throw SyntaxErrors([error]) }
    return try parser.run()
  }

  private init(_ document: DocumentText) throws(SyntaxError) {
    source = try SourceText(document)
    if let problem = AliasGuard.problem(in: source) { throw problem }
  }

  /// Parses until no repeated key is left unmarked.
  private mutating func run() throws(SyntaxErrors) -> LocatedValue? {
    while true {
      do {
        // The encoding is named since the default is looked up in the environment; the resolver
        // without rules since its regular expressions cost more than the parser.
        let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
        guard let root = try parser.nextRoot() else { return nil }
        if try parser.nextRoot() != nil {
          throw SyntaxErrors([
            SyntaxError(
              position: source.position(line: 1, column: 1),
              text: "more than one document without `---` between them")
          ])
        }
        var builder = ValueBuilder(source: source, marks: marks)
        return try builder.build(root)
      } catch let error as YamlError {
        try markRepeatedKey(error)
      } catch let errors as SyntaxErrors {
        throw errors
      } catch {
        preconditionFailure("Yams throws YamlError only, not \(error)")
      }
    }
  }

  /// Marks the key that the error tells of; what is no repeated key, or cannot be marked, is
  /// thrown.
  private mutating func markRepeatedKey(_ error: YamlError) throws(SyntaxErrors) {
    guard case .duplicatedKeysInMapping(let names, let context) = error, let name = names.min()
    else {
      // An error that only a mark of ours can have caused is not shown.
      throw firstKeys.isEmpty ? SyntaxErrors([syntaxError(error)]) : repeatedKeys
    }
    let mark = context.mark
    firstKeys.append((name, source.position(line: mark.line, column: mark.column)))
    guard marks.count < Self.markLimit,
      let next = Unicode.Scalar(0xE000 + UInt32(marks.count)),
      let first = source.character(line: mark.line, column: mark.column)
    else { throw repeatedKeys }
    let isQuoted = first == "\"" || first == "'"
    source.insert(next, line: mark.line, column: mark.column + (isQuoted ? 1 : 0))
    marks.append(next)
  }

  /// What is known when a key that is repeated could not be marked: only where each was first.
  private var repeatedKeys: SyntaxErrors {
    SyntaxErrors(
      firstKeys.map {
        SyntaxError(position: $0.position, text: #"key "\#($0.name)" is set more than once"#)
      })
  }

  /// libyaml's own text, its marks as places of the file.
  private func syntaxError(_ error: YamlError) -> SyntaxError {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      var text = problem
      if let context {
        let start = source.position(line: context.mark.line, column: context.mark.column)
        text = "\(context.text) at \(start): \(problem)"
      }
      return SyntaxError(
        position: source.position(line: mark.line, column: mark.column), text: text)
    case .duplicatedKeysInMapping, .reader, .memory, .no, .writer, .emitter, .representer,
      .dataCouldNotBeDecoded:
      return SyntaxError(position: source.position(line: 1, column: 1), text: "\(error)")
    }
  }
}

/// A value and where each part of it stands.
package struct LocatedValue: Hashable, Sendable {
  package var value: Value
  package var positions: PositionTree
}

/// All that is wrong with one document; never empty.
struct SyntaxErrors: Error, Hashable, Sendable {
  var errors: [SyntaxError]

  init(_ errors: [SyntaxError]) { self.errors = errors }
}
