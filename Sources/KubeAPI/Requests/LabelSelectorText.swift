import Objects

/// Label selectors as queries have them: `app=web,tier in (a,b),!old` (upstream's `labels.Parse`,
/// with its texts).
enum LabelSelectorText {
  static func parse(_ text: String) throws(StatusError) -> LabelSelector {
    var parser = LabelSelectorParser(text)
    return LabelSelector(matchExpressions: try parser.selector())
  }
}

/// One token is looked ahead; the words `in` and `notin` are keys or operators by their place.
private struct LabelSelectorParser {
  private enum Token: Equatable {
    case end, comma, open, close, not, word
    case operation(String)
  }

  private var tokens: [(token: Token, text: String)] = []
  private var position = 0

  init(_ text: String) {
    var rest = Substring(text)
    while let (token, length) = Self.first(of: rest) {
      if let token { tokens.append((token, String(rest.prefix(length)))) }
      rest = rest.dropFirst(length)
    }
  }

  private static let signs: [(String, Token)] = [
    ("!=", .operation("NotIn")), ("==", .operation("In")), ("=", .operation("In")),
    (">", .operation("Gt")), ("<", .operation("Lt")), ("(", .open), (")", .close),
    (",", .comma), ("!", .not),
  ]

  /// A token and its length; without a token it is white space.
  private static func first(of text: Substring) -> (Token?, Int)? {
    guard let character = text.first else { return nil }
    if character.isWhitespace { return (nil, 1) }
    for (sign, token) in signs where text.hasPrefix(sign) { return (token, sign.count) }
    let word = text.prefix { !$0.isWhitespace && !"!=<>(),".contains($0) }
    return (.word, word.count)
  }

  private var token: Token { position < tokens.count ? tokens[position].token : .end }
  private var text: String { position < tokens.count ? tokens[position].text : "" }

  /// Requirements between commas; all of them must be met.
  mutating func selector() throws(StatusError) -> [LabelRequirement] {
    var requirements: [LabelRequirement] = []
    while true {
      switch token {
      case .end: return requirements
      case .word, .not: break
      default: throw .badRequest("found '\(text)', expected: !, identifier, or 'end of string'")
      }
      requirements.append(try requirement())
      if token == .end { return requirements }
      guard token == .comma else {
        throw .badRequest("found '\(text)', expected: ',' or 'end of string'")
      }
      position += 1
      guard token == .word || token == .not else {
        throw .badRequest("found '\(text)', expected: identifier after ','")
      }
    }
  }

  /// `key`, `!key`, `key=value`, `key in (a,b)`.
  private mutating func requirement() throws(StatusError) -> LabelRequirement {
    let isNegated = token == .not
    if isNegated { position += 1 }
    guard token == .word else { throw expected(": identifier") }
    let key = text
    if let problem = LabelRequirement.problem(withKey: key) { throw unparsable("\(problem)") }
    position += 1
    if isNegated { return LabelRequirement(key: key, operation: "DoesNotExist") }
    if token == .end || token == .comma {
      return LabelRequirement(key: key, operation: "Exists")
    }
    let (sign, found) = (text, token)
    position += 1
    let requirement: LabelRequirement
    switch found {
    case .operation(let operation):
      requirement = LabelRequirement(key: key, operation: operation, values: [try exactValue()])
    case .word where sign == "in" || sign == "notin":
      requirement = LabelRequirement(
        key: key, operation: sign == "in" ? "In" : "NotIn", values: try values())
    default:
      position -= 1
      throw expected(": in, notin, =, ==, !=, gt, lt")
    }
    let problems = requirement.valueProblems
    if !problems.isEmpty { throw unparsable("\(FieldErrors(problems))") }
    return requirement
  }

  /// Nothing stands for the empty text.
  private mutating func exactValue() throws(StatusError) -> String {
    if token == .end || token == .comma { return "" }
    guard token == .word else { throw expected(": identifier") }
    defer { position += 1 }
    return text
  }

  /// `(a,b)`; gaps stand for the empty text.
  private mutating func values() throws(StatusError) -> [String] {
    guard token == .open else {
      throw unparsable("found '\(text)' expected: '('")
    }
    position += 1
    var values: Set<String> = []
    if token == .close {
      position += 1
      return [""]
    }
    while true {
      switch token {
      case .word:
        values.insert(text)
        position += 1
        guard token == .comma || token == .close else { throw expected(": ',' or ')'") }
      case .comma, .close: values.insert("")
      default: throw expected(": ',', ')' or identifier")
      }
      let isEnd = token == .close
      position += 1
      if isEnd { return values.sorted() }
    }
  }

  /// Upstream wraps what is wrong within a requirement, and not what is wrong between two.
  private func expected(_ what: String) -> StatusError {
    unparsable("found '\(text)', expected\(what)")
  }

  private func unparsable(_ problem: String) -> StatusError {
    .badRequest("unable to parse requirement: \(problem)")
  }
}
