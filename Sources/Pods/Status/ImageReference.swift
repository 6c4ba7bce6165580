/// The name of an image, as a container names it: `httpd:2`.
struct ImageReference {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// Whether a script that names a part of an image means this one.
  func isMeant(by part: String) -> Bool { part.isEmpty || text.contains(part) }

  /// What a runtime says of an image that no registry has.
  var problem: String { "failed to pull and unpack image \"\(text)\": not found" }

  /// `docker.io/library/httpd@sha256:...`. No image was ever looked at, so the digest is made of
  /// the name.
  var id: String {
    if text.contains("@") { return text }
    return "\(repository)@sha256:\(Digest(text))"
  }

  /// Without the tag, and with what Docker's short names leave out.
  private var repository: String {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let last = parts.removeLast()
    parts.append(last.split(separator: ":").first.map(String.init) ?? last)
    let isRegistry =
      parts.count > 1 && (parts[0].contains { ".:".contains($0) } || parts[0] == "localhost")
    if isRegistry { return parts.joined(separator: "/") }
    return (["docker.io"] + (parts.count == 1 ? ["library"] : []) + parts).joined(separator: "/")
  }
}

/// 256 bits that look like a SHA-256 sum and depend on nothing but a text. FNV-1a, four times over:
/// ids must differ and last, not withstand anybody.
struct Digest: CustomStringConvertible {
  private let words: [UInt64]

  init(_ text: String) {
    words = (0..<4).map { (lane: UInt64) in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325 &+ lane &* 0x9E37_79B9_7F4A_7C15
      for octet in text.utf8 { sum = (sum ^ UInt64(octet)) &* 0x100_0000_01B3 }
      // The last octets have changed few bits yet.
      sum = (sum ^ sum >> 30) &* 0xBF58_476D_1CE4_E5B9
      return sum ^ sum >> 31
    }
  }

  var description: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension Duration {
  /// As Go prints whole seconds: `40s`, `1m20s`, `5m0s`.
  var goText: String {
    let seconds = components.seconds
    return seconds < 60 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60)s"
  }
}
