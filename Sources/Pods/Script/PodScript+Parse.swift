extension PodScript {
  /// The text of the annotation.
  package init(parsing text: String) throws(PodScriptError) {
    var entries: [Entry] = []
    let parts = text.split(whereSeparator: { $0 == ";" || $0.isNewline })
      .map(\.words).filter { !$0.isEmpty }
    guard !parts.isEmpty else {
      throw PodScriptError(entry: 1, found: "", problem: .empty)
    }
    for (place, words) in parts.enumerated() {
      let found = words.joined(separator: " ")
      do throws(Failure) {
        let entry = try Entry(parsing: found)
        guard !entries.contains(where: { $0.overlaps(entry) }) else {
          throw Failure(problem: .repeated)
        }
        entries.append(entry)
      } catch {
        throw PodScriptError(entry: place + 1, found: found, problem: error.problem)
      }
    }
    self.init(entries: entries)
  }

  /// A problem whose entry is known further up.
  struct Failure: Error {
    var problem: PodScriptError.Problem
  }
}

extension PodScript.Entry {
  init(parsing text: String) throws(PodScript.Failure) {
    var rest = text[...]
    // Names of images have colons too, but what stands before them is more than one word.
    if let colon = text.firstIndex(of: ":"), text[..<colon].words.count < 2 {
      ordinals = try Self.ordinals(text[..<colon])
      rest = text[text.index(after: colon)...]
    }
    behavior = PodBehavior()
    var said: [PodBehavior.Statement.Aspect: String] = [:]
    for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.words
      let statement = try PodBehavior.Statement(parsing: words)
      if let other = said[statement.aspect], statement.aspect != .interruption {
        throw PodScript.Failure(problem: .contradiction(other))
      }
      said[statement.aspect] = words.joined(separator: " ")
      behavior.add(statement)
    }
  }

  /// nil: all that have no other entry.
  private static func ordinals(_ text: Substring) throws(PodScript.Failure) -> ClosedRange<Int>? {
    let text = text.words.joined()
    if text == "*" { return nil }
    let sides = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { side in side.allSatisfy(\.isASCIIDigit) ? Int32(side) : nil }
    guard (1...2).contains(sides.count), let first = sides[0], let last = sides[sides.count - 1],
      first <= last
    else { throw PodScript.Failure(problem: .notPods) }
    return Int(first)...Int(last)
  }

  fileprivate func overlaps(_ other: Self) -> Bool {
    guard let ordinals, let others = other.ordinals else { return ordinals == other.ordinals }
    return ordinals.overlaps(others)
  }
}

extension Substring {
  var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}

extension String {
  var words: [String] { self[...].words }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
