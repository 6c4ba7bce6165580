/// Why a server cannot start or a request cannot be met: one line that says what was found, where,
/// and what is allowed; of a manifest a line each for what is wrong with it.
public struct OrdinalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, without a final full stop or newline.
  public let description: String

  /// The configuration is wrong, not the world.
  package let isUsage: Bool

  init(_ description: String, isUsage: Bool = false) {
    self.description = description
    self.isUsage = isUsage
  }

  static let stopped = OrdinalError("the server was stopped")
}
