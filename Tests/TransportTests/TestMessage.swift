/// A query of type A for `name`, which is outside of every zone: what is served answers REFUSED.
func query(_ name: String = "host.example", id: UInt16) -> [UInt8] {
  var octets: [UInt8] = [UInt8(id >> 8), UInt8(id & 255), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
  for label in name.split(separator: ".") {
    octets.append(UInt8(label.utf8.count))
    octets += label.utf8
  }
  return octets + [0, 0, 1, 0, 1]
}

/// The message with its length in front (RFC 1035 §4.2.2).
func framed(_ message: [UInt8]) -> [UInt8] {
  [UInt8(message.count >> 8), UInt8(message.count & 255)] + message
}

/// True where `answer` is the REFUSED to `query`: its id, QR, RCODE 5, its question.
func isRefusal(_ answer: [UInt8]?, of query: [UInt8]) -> Bool {
  guard let answer, answer.count >= query.count else { return false }
  return answer[..<2] == query[..<2] && answer[2] & 0x80 != 0 && answer[3] & 15 == 5
    && answer[12..<query.count] == query[12...]
}
