/// The number of a pod in its StatefulSet: 0 to 2147483647, as the API holds it in 32 bits.
public struct Ordinal: Hashable, Sendable {
  /// The number.
  public let rawValue: Int

  /// The numbers that an ordinal can be.
  public static let range = 0...Int(Int32.max)

  /// The first pod of a set that does not say `ordinals.start`.
  public static let zero = Ordinal(unchecked: 0)

  /// Checks a number and keeps it.
  public init(_ number: Int) throws(NameError) {
    rawValue = try Self.checked(number)
  }

  init(unchecked number: Int) {
    rawValue = number
  }

  /// Checks an ordinal, or a count of pods, which has the same range.
  static func checked(_ number: Int) throws(NameError) -> Int {
    guard !range.contains(number) else { return number }
    let problem: NameProblem =
      number < 0 ? .tooSmall(allowed: range.lowerBound) : .tooLarge(allowed: range.upperBound)
    throw NameError(kind: .ordinal, found: String(number), problems: [problem])
  }
}

extension Ordinal: Comparable {
  /// The order of the numbers.
  public static func < (left: Ordinal, right: Ordinal) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension Ordinal: CustomStringConvertible {
  /// The decimal number.
  public var description: String { String(rawValue) }
}
