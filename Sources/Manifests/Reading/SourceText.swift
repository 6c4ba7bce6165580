/// A document's text as it is handed to the YAML parser, and the way back from its marks to the
/// file.
///
/// The text differs from the file where JSON has what YAML has not, and where a repeated key was
/// marked to be found (see ``DocumentParser``); every such edit is remembered.
struct SourceText {
  private(set) var text: String
  private let firstLine: Int
  private var edits: [Int: LineEdits] = [:]

  /// Checks that the octets are UTF-8 and hold only characters that YAML allows (YAML 1.2.2 §5.1).
  init(_ document: DocumentText) throws(SyntaxError) {
    firstLine = document.firstLine
    var octets = document.octets
    // A file made by joining others can have the mark in its middle.
    if octets.starts(with: [0xEF, 0xBB, 0xBF]) { octets = octets.dropFirst(3) }
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw Self.invalidEncoding(octets, firstLine: firstLine)
    }
    self.text = text
    try checkCharacters()
    replaceSurrogatePairs()
  }

  /// The place in the file of a place in the text.
  func position(line: Int, column: Int) -> Position {
    let shift = edits[line]?.shift(at: column) ?? 0
    return Position(line: firstLine + line - 1, column: column - shift)
  }

  /// Puts a character at a place of the text.
  mutating func insert(_ scalar: Unicode.Scalar, line: Int, column: Int) {
    let index = index(line: line, column: column)
    let position = position(line: line, column: column)
    text.unicodeScalars.insert(scalar, at: index)
    edits[line, default: LineEdits()].add(growth: 1, at: position.column)
  }

  /// The character at a place of the text; nil at its end.
  func character(line: Int, column: Int) -> Unicode.Scalar? {
    let index = index(line: line, column: column)
    return index < text.endIndex ? text.unicodeScalars[index] : nil
  }

  private func index(line: Int, column: Int) -> String.Index {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var counter = LineCounter()
    while index < scalars.endIndex, (counter.line, counter.column) < (line, column) {
      counter.advance(over: scalars[index])
      index = scalars.index(after: index)
    }
    return index
  }

  /// Checked here since the parser tells octet offsets, and stops at the first.
  private func checkCharacters() throws(SyntaxError) {
    var counter = LineCounter()
    for scalar in text.unicodeScalars {
      guard Self.isAllowed(scalar) else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
        throw SyntaxError(
          position: position(line: counter.line, column: counter.column),
          text: "character \(name) is not allowed in YAML; is this a binary file?")
      }
      counter.advance(over: scalar)
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }

  /// Decodes up to the first octet that does not fit, to tell where it is.
  private static func invalidEncoding(_ octets: ArraySlice<UInt8>, firstLine: Int) -> SyntaxError {
    var counter = LineCounter()
    var decoder = UTF8()
    var iterator = octets.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      counter.advance(over: scalar)
    }
    return SyntaxError(
      position: Position(line: firstLine + counter.line - 1, column: counter.column),
      text: "the text is not valid UTF-8 here")
  }
}

extension SourceText {
  /// JSON writes characters above U+FFFF as two escapes (RFC 8259 §7), which YAML refuses: one
  /// `\U` escape stands in for them. Only in documents that can be JSON: elsewhere a backslash
  /// need not be an escape.
  private mutating func replaceSurrogatePairs() {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    guard first == "{" || first == "[", text.utf8.contains(UInt8(ascii: "\\")) else { return }
    var result = String.UnicodeScalarView()
    var counter = LineCounter()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\\", let combined = Self.surrogatePair(rest) {
        let code = String(combined.value, radix: 16)
        let escape = "\\U" + String(repeating: "0", count: 8 - code.count) + code
        result.append(contentsOf: escape.unicodeScalars)
        edits[counter.line, default: LineEdits()].add(growth: -2, at: counter.column)
        for _ in 0..<12 { counter.advance(over: rest.removeFirst()) }
      } else {
        // An escaped backslash is taken whole: what follows it is no escape.
        let length = scalar == "\\" ? rest.prefix(2).count : 1
        for _ in 0..<length {
          result.append(rest[rest.startIndex])
          counter.advance(over: rest.removeFirst())
        }
      }
    }
    text = String(result)
  }

  /// The character of two escapes `\uD83D\uDE00`, if the text begins with such.
  private static func surrogatePair(_ text: Substring.UnicodeScalarView) -> Unicode.Scalar? {
    let units = Array(text.prefix(12))
    guard units.count == 12, let high = codeUnit(units[0..<6]), let low = codeUnit(units[6..<12]),
      UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low)
    else { return nil }
    let value = 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(low & 0x3FF)
    return Unicode.Scalar(value)
  }

  private static func codeUnit(_ escape: ArraySlice<Unicode.Scalar>) -> UInt16? {
    guard escape.starts(with: ["\\", "u"]) else { return nil }
    return UInt16(String(String.UnicodeScalarView(escape.dropFirst(2))), radix: 16)
  }
}
