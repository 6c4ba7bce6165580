extension PodBehavior {
  /// One behavior of an entry.
  enum Statement {
    case readiness(Readiness)
    case interruption(Interruption)
    case course(Course)
    case termination(Termination)

    /// A pod has one of each, but any number of interruptions.
    enum Aspect { case readiness, interruption, course, termination }

    var aspect: Aspect {
      switch self {
      case .readiness: .readiness
      case .interruption: .interruption
      case .course: .course
      case .termination: .termination
      }
    }
  }

  mutating func add(_ statement: Statement) {
    switch statement {
    case .readiness(let readiness): self.readiness = readiness
    case .interruption(let interruption): interruptions = (interruptions ?? []) + [interruption]
    case .course(let course): self.course = course
    case .termination(let termination): self.termination = termination
    }
  }
}

extension PodBehavior.Statement {
  init(parsing words: [String]) throws(PodScript.Failure) {
    guard !words.isEmpty else { throw PodScript.Failure(problem: .empty) }
    var reader = WordReader(words: words[...])
    switch (reader.next(), reader.next()) {
    case ("ready", "after"): self = .readiness(.after(try reader.duration()))
    case ("never", "ready"): self = .readiness(.never)
    case ("unready", "from"):
      let begin = try reader.duration()
      let length = reader.skip("for") ? try reader.duration() : nil
      self = .interruption(
        PodBehavior.Interruption(begin: begin, end: length.map { begin + $0 }))
    case ("crash", "loop"):
      self = .course(
        .crashLoop(run: try reader.delay() ?? .seconds(1), exitCode: try reader.code()))
    case ("image", "error"): self = .course(.imageError(of: reader.skip("of") ? reader.next() : ""))
    case ("terminate", "after"): self = .termination(.after(try reader.duration()))
    case ("never", "terminate"): self = .termination(.never)
    case ("fail", _):
      reader = WordReader(words: words.dropFirst())
      self = .course(.fail(after: try reader.delay() ?? .zero, exitCode: try reader.code()))
    case ("succeed", _):
      reader = WordReader(words: words.dropFirst())
      self = .course(.succeed(after: try reader.delay() ?? .zero))
    default: throw PodScript.Failure(problem: .notBehavior)
    }
    guard reader.isAtEnd else { throw PodScript.Failure(problem: .notBehavior) }
  }
}

/// Takes the words of a behavior one after the other.
private struct WordReader {
  var words: ArraySlice<String>
  /// A word was asked for where there is none.
  private var isShort = false

  init(words: ArraySlice<String>) {
    self.words = words
  }

  /// All words were taken, and none was missing.
  var isAtEnd: Bool { words.isEmpty && !isShort }

  mutating func next() -> String {
    isShort = isShort || words.isEmpty
    return words.popFirst() ?? ""
  }

  mutating func skip(_ word: String) -> Bool {
    guard words.first == word else { return false }
    words.removeFirst()
    return true
  }

  mutating func duration() throws(PodScript.Failure) -> Duration {
    guard !words.isEmpty else { throw PodScript.Failure(problem: .notBehavior) }
    let text = next()
    guard let duration = TimeText.parse(text) else {
      throw PodScript.Failure(problem: .notDuration(text))
    }
    return duration
  }

  /// `after TIME`, if it is said.
  mutating func delay() throws(PodScript.Failure) -> Duration? {
    skip("after") ? try duration() : nil
  }

  /// `with CODE`; failures that do not say have 1.
  mutating func code() throws(PodScript.Failure) -> Int64 {
    guard skip("with") else { return 1 }
    let text = next()
    guard let code = UInt8(text), code > 0, text.allSatisfy(\.isASCIIDigit) else {
      throw PodScript.Failure(problem: .notExitCode(text))
    }
    return Int64(code)
  }
}
