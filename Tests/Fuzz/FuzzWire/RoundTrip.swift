import Wire

/// What must hold for any octets: nothing traps, what parses comes back from `compose`, and no
/// limit is passed. Returns nil, or a sentence about what does not hold.
///
/// This file is also a part of WireTests, by a symbolic link: the tests replay the corpus with it.
func brokenPromise(_ octets: [UInt8]) -> String? {
  let head = try? Header.parse(octets)
  if (head != nil) != (octets.count >= Header.size) { return "a header of twelve octets parses" }
  _ = try? Question.parseFirst(octets)
  guard let message = try? Message.parse(octets) else { return nil }
  guard message.header == head else { return "Header.parse and Message.parse agree" }

  let composed = message.compose()
  guard let again = try? Message.parse(composed) else { return "composed octets parse" }
  // A longer message can grow past 65535 octets when its names are expanded, and be truncated.
  if octets.count <= 2048 {
    guard again == message else { return "the composed message is the parsed one" }
    // Messages are equal without regard to case, octets are not.
    guard again.compose() == composed else { return "composing again gives the same octets" }
  }
  return brokenLimit(message, whole: composed)
}

/// Composes at limits that the message itself chooses.
private func brokenLimit(_ message: Message, whole: [UInt8]) -> String? {
  let spread = Int(message.header.id) % max(1, whole.count - Header.size + 1)
  for limit in [Header.size, Header.size + spread, 512] {
    let composed = message.compose(limit: limit)
    guard composed.count <= limit else { return "no limit is passed (\(limit))" }
    guard let cut = try? Message.parse(composed) else { return "a cut message parses (\(limit))" }
    guard message.questions.starts(with: cut.questions), message.answers.starts(with: cut.answers),
      message.authorities.starts(with: cut.authorities),
      message.additionals.starts(with: cut.additionals)
    else { return "sections are cut at their end (\(limit))" }
    let lost =
      cut.questions.count < message.questions.count || cut.answers.count < message.answers.count
      || cut.authorities.count < message.authorities.count
    guard cut.header.truncated == (message.header.truncated || lost) else {
      return "TC says that an answer was left out (\(limit))"
    }
  }
  return nil
}
