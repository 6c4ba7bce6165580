import Glibc

/// A system call that failed: its name and its errno.
package struct SystemCallError: Error, Hashable, CustomStringConvertible {
  /// The call as its manual page names it.
  package let call: String
  /// The errno.
  package let number: Int32

  package var description: String {
    unsafe "\(call): \(String(cString: strerror(number)))"
  }
}

/// Turns the negative errno of the C shims into an error.
@discardableResult
func check(_ call: String, _ result: Int32) throws(SystemCallError) -> Int32 {
  guard result >= 0 else { throw SystemCallError(call: call, number: -result) }
  return result
}

/// A file descriptor with one owner: closed when the last reference goes.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over a descriptor that nobody else closes.
  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// Milliseconds on a clock that nobody sets.
func monotonicMilliseconds() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
