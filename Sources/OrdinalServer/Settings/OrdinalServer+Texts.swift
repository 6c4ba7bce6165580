import Pods

/// Texts of options that are no texts in ``Configuration``.
extension OrdinalServer {
  /// A length of time, in the notation that the scripts of pods have.
  package static func duration(parsing text: String) throws(OrdinalError) -> Duration {
    guard let duration = TimeText.parse(text) else {
      throw OrdinalError(TimeText.allowed, isUsage: true)
    }
    return duration
  }

  /// A whole number, of which an error says what it may be.
  package static func number(
    parsing text: String, in range: ClosedRange<Int>
  ) throws(OrdinalError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw OrdinalError(
        "must be a whole number from \(range.lowerBound) to \(range.upperBound)", isUsage: true)
    }
    return number
  }
}

extension OrdinalServer.Configuration {
  /// Seconds that answers may be cached: RFC 2181 §8 allows 31 bits. More than a day is a slip of
  /// the keyboard here, but allowed.
  package static let timesToLive = 0...0x7FFF_FFFF
  package static let workerCounts = 1...64
}
