/// The warnings of an answer (RFC 7234 §5.5, code 299), as upstream writes them: each text once, and
/// shortened all together when they are long, since clients take no headers without a limit.
struct WarningHeaders: Sendable {
  static let name = "Warning"
  /// Characters of all texts together; beyond that they are shortened.
  private static let limit = 4096
  /// Characters of one text that stay of it then.
  private static let shortened = 256

  /// The headers' values, in the order in which the texts came.
  private(set) var values: [String] = []
  private(set) var texts: [String] = []
  private var length = 0
  private var isShortening = false

  /// Texts that cannot stand in a header are left out. Once even the shortened ones have passed the
  /// limit, all others are.
  mutating func add(_ text: String) {
    guard !text.isEmpty, !texts.contains(text), !isShortening || length < Self.limit else { return }
    texts.append(text)
    if !isShortening, length + text.unicodeScalars.count > Self.limit {
      isShortening = true
      (values, length) = ([], 0)
      for text in texts { write(text) }
    } else {
      write(text)
    }
  }

  private mutating func write(_ text: String) {
    let scalars = text.unicodeScalars
    if scalars.contains(where: { $0.properties.generalCategory == .control }) { return }
    let kept = isShortening ? scalars.prefix(Self.shortened) : scalars[...]
    var value = "299 - \""
    for scalar in kept {
      if scalar == "\"" || scalar == "\\" { value.unicodeScalars.append("\\") }
      value.unicodeScalars.append(scalar)
    }
    values.append(value + "\"")
    length += kept.count
  }
}
