/// One document of a file, as octets, and the line on which it begins.
struct DocumentText: Hashable, Sendable {
  var firstLine: Int
  var octets: ArraySlice<UInt8>
}

/// Cuts a file into its documents before any is parsed, so that an error in one leaves the others
/// readable.
///
/// A `---` or `...` at the start of a line ends a document wherever it stands, even inside a
/// quoted or block scalar (YAML 1.2.2 §9.1.2, c-forbidden), so that cutting by lines is exact.
/// JSON objects that follow each other line by line are documents as well: kubectl prints and reads
/// them so, and no single document has a line that begins with `{` after one that ends with `}`.
struct DocumentSplitter {
  private let octets: ArraySlice<UInt8>
  private var documents: [DocumentText] = []
  private var start: Int
  private var startLine = 1
  /// The document has something else than comments, directives and blank lines, or its own `---`.
  private var hasBegun = false
  /// The first and the last octet of the document so far that is not blank.
  private var ends: (first: UInt8, last: UInt8)?

  static func split(_ octets: ArraySlice<UInt8>) -> [DocumentText] {
    var splitter = DocumentSplitter(octets: octets)
    splitter.run()
    return splitter.documents
  }

  private init(octets: ArraySlice<UInt8>) {
    self.octets = octets
    start = octets.startIndex
  }

  private mutating func run() {
    var position = octets.startIndex
    var line = 1
    while position < octets.endIndex {
      let end = Self.lineEnd(octets, from: position)
      let text = octets[position..<end]
      if Self.isMarker(text, UInt8(ascii: "-")) {
        // Directives and comments before the marker belong to the document that it opens.
        if hasBegun { close(before: position, nextLine: line) }
        hasBegun = true
      } else if Self.isMarker(text, UInt8(ascii: ".")) {
        close(before: end, nextLine: line + 1)
      } else {
        if isNextObject(text) { close(before: position, nextLine: line) }
        if !hasBegun, Self.hasContent(text) { hasBegun = true }
        if hasBegun { note(text) }
      }
      position = end
      line += 1
    }
    close(before: octets.endIndex, nextLine: line)
  }

  private mutating func close(before end: Int, nextLine: Int) {
    if hasBegun {
      documents.append(DocumentText(firstLine: startLine, octets: octets[start..<end]))
    }
    start = end
    startLine = nextLine
    hasBegun = false
    ends = nil
  }

  private mutating func note(_ line: ArraySlice<UInt8>) {
    guard let last = line.last(where: { !Self.isBlank($0) }) else { return }
    ends = (ends?.first ?? line.first { !Self.isBlank($0) } ?? last, last)
  }

  private func isNextObject(_ line: ArraySlice<UInt8>) -> Bool {
    guard let ends, ends == (UInt8(ascii: "{"), UInt8(ascii: "}")) else { return false }
    return line.first { !Self.isBlank($0) } == UInt8(ascii: "{")
  }

  /// The index after the line's break: LF, CR LF or CR.
  private static func lineEnd(_ octets: ArraySlice<UInt8>, from start: Int) -> Int {
    guard let end = octets[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return octets.endIndex
    }
    let isPair = octets[end] == 0x0D && end + 1 < octets.endIndex && octets[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }

  /// Three of the character, then white space or the line's end.
  private static func isMarker(_ line: ArraySlice<UInt8>, _ character: UInt8) -> Bool {
    guard line.prefix(3).count == 3, line.prefix(3).allSatisfy({ $0 == character }) else {
      return false
    }
    return line.dropFirst(3).first.map(isBlank) ?? true
  }

  private static func hasContent(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first(where: { !isBlank($0) }) else { return false }
    // A directive stands at the very start of its line.
    return first != UInt8(ascii: "#") && line.first != UInt8(ascii: "%")
  }

  private static func isBlank(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D
  }
}
