import NIOCore

/// Why an HTTP listener could not start, or ended.
package enum ListenError: Error, Hashable, Sendable {
  /// What the system said, as in errno(3).
  case refused(number: Int32)
  case failed(String)

  init(_ error: any Error) {
    self = (error as? IOError).map { .refused(number: $0.errnoCode) } ?? .failed("\(error)")
  }
}
