/// A word or a quoted string of a master file, its escapes unread.
struct Token {
  /// Without the quotes.
  var range: Range<Int>
  var isQuoted: Bool
  var mark: Mark
}

/// A place in the octets, from which a position can be counted.
struct Mark {
  var line: Int
  var lineStart: Int
  var offset: Int
}

/// What RFC 1035 §5.1 calls an entry: a line, or several where parentheses go over the line's end.
struct LexicalEntry {
  var tokens: [Token] = []
  /// Whether the first line starts with a blank: the owner is that of the entry before.
  var startsBlank: Bool
  var start: Mark
  var end: Mark
  /// The first thing that is wrong with the characters.
  var fault: (what: String, mark: Mark)?
}

/// Cuts octets into entries, and goes over each octet once, whatever the octets are.
struct Lexer {
  let octets: [UInt8]
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  init(octets: [UInt8]) {
    self.octets = octets
    // A byte order mark is no part of the first name.
    if octets.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      lineStart = 3
    }
  }

  /// Counted only where it is asked for, once an entry: else long lines take quadratic time.
  func position(_ mark: Mark) -> ZoneFile.Position {
    // Octets 10xxxxxx go on with the character of UTF-8 before them.
    let before = octets[mark.lineStart..<mark.offset]
    return ZoneFile.Position(
      line: mark.line, column: 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  /// The next entry that has tokens or a fault; nil at the end of the file.
  mutating func next() -> LexicalEntry? {
    while offset < octets.count {
      let entry = entry()
      if !entry.tokens.isEmpty || entry.fault != nil { return entry }
    }
    return nil
  }

  /// Where the lexer is now.
  private var mark: Mark { Mark(line: line, lineStart: lineStart, offset: offset) }

  /// Reads to the end of a line outside of all parentheses. Parentheses may be nested, as BIND
  /// allows; a fault is noted and reading goes on, so that the next entry starts in the right place.
  private mutating func entry() -> LexicalEntry {
    var entry = LexicalEntry(
      startsBlank: octets[offset].isBlank, start: mark, end: mark, fault: nil)
    var depth = 0
    var outermost = mark
    while offset < octets.count {
      switch octets[offset] {
      case .newline:
        let isEnd = depth == 0
        if isEnd { entry.end = mark }
        newLine()
        if isEnd { return entry }
      case .semicolon:
        while offset < octets.count, octets[offset] != .newline { offset += 1 }
      case .open:
        if depth == 0 { outermost = mark }
        depth += 1
        offset += 1
      case .close:
        if depth == 0 {
          entry.note("a closing parenthesis without an opening one", at: mark)
        } else {
          depth -= 1
        }
        offset += 1
      case .quote:
        let token = quoted(&entry)
        entry.append(token)
      case let octet where octet.isBlank:
        offset += 1
      default:
        let token = word(&entry)
        entry.append(token)
      }
    }
    entry.end = mark
    if depth > 0 {
      entry.fault = (
        "an opening parenthesis that is not closed up to the end of the file", outermost
      )
    }
    return entry
  }

  private mutating func newLine() {
    offset += 1
    line += 1
    lineStart = offset
  }

  /// A word ends at a blank, a parenthesis, a comment or its line.
  private mutating func word(_ entry: inout LexicalEntry) -> Token {
    let start = mark
    while offset < octets.count, !octets[offset].endsWord {
      if octets[offset] == .quote {
        entry.note("a quote inside of a word; write \\\" for the character", at: mark)
      }
      character(&entry)
    }
    return Token(range: start.offset..<offset, isQuoted: false, mark: start)
  }

  /// A string between quotes, which ends with its line at the latest.
  private mutating func quoted(_ entry: inout LexicalEntry) -> Token {
    let start = mark
    offset += 1
    while offset < octets.count, octets[offset] != .quote {
      guard octets[offset] != .newline else { break }
      character(&entry)
    }
    let range = start.offset + 1..<offset
    if offset < octets.count, octets[offset] == .quote {
      offset += 1
      if offset < octets.count, !octets[offset].endsWord, octets[offset] != .quote {
        entry.note("a character right behind a quoted string; put a space between", at: mark)
      }
    } else {
      entry.note("a quote that is not closed in its line", at: start)
    }
    return Token(range: range, isQuoted: true, mark: start)
  }

  /// Goes over one character, or over a backslash and the character that it protects.
  private mutating func character(_ entry: inout LexicalEntry) {
    let isControl = octets[offset] < 0x20 && octets[offset] != .tab || octets[offset] == 0x7F
    if isControl, octets[offset] != .carriageReturn {
      entry.note("the control character \(octets[offset]); write it as \\DDD", at: mark)
    }
    if octets[offset] == .backslash {
      guard offset + 1 < octets.count, octets[offset + 1] != .newline else {
        entry.note("a backslash at the end of a line", at: mark)
        offset += 1
        return
      }
      offset += 1
    }
    offset += 1
  }
}

extension LexicalEntry {
  /// More than the data of any record need: 65535 octets, two hexadecimal digits each.
  private static let mostTokens = 140_000

  fileprivate mutating func append(_ token: Token) {
    guard tokens.count < Self.mostTokens else {
      note("the entry has more than \(Self.mostTokens) words", at: token.mark)
      return
    }
    tokens.append(token)
  }

  /// Keeps the first fault: what follows it is often its consequence.
  fileprivate mutating func note(_ what: String, at mark: Mark) {
    if fault == nil { fault = (what, mark) }
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let semicolon = UInt8(ascii: ";")
  static let open = UInt8(ascii: "(")
  static let close = UInt8(ascii: ")")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let dot = UInt8(ascii: ".")

  /// A carriage return counts as a blank, so that files with lines in DOS manner can be read.
  var isBlank: Bool { self == 0x20 || self == .tab || self == .carriageReturn }

  /// Whether an octet that no backslash protects ends a word.
  var endsWord: Bool {
    isBlank || self == .newline || self == .semicolon || self == .open || self == .close
  }

  var isDigit: Bool { (0x30...0x39).contains(self) }
}
