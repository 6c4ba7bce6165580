import Glibc

/// Why a command ends without success: one line on standard error, and the exit status.
struct CommandFailure: Error {
  let text: String
  let status: Int32

  init(_ text: String, status: Int32 = EXIT_FAILURE) {
    self.text = text
    self.status = status
  }

  func print() {
    guard !text.isEmpty else { return }
    StandardError.write("ordinal: \(text)")
  }
}

enum StandardError {
  /// Writes a line at once, so that lines of several tasks do not mix.
  static func write(_ line: String) {
    let octets = Array((line + "\n").utf8)
    _ = unsafe octets.withUnsafeBytes {
      unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
  }
}

enum StandardOutput {
  /// Writes all of a text. A reader that has seen enough, as `head` does, is no failure; a full
  /// disk is.
  static func write(_ text: String) throws {
    // NIO ignores SIGPIPE too, but only where it was started.
    signal(SIGPIPE, SIG_IGN)
    var octets = Array(text.utf8)[...]
    while !octets.isEmpty {
      let count = unsafe octets.withUnsafeBytes {
        unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      switch (count, errno) {
      case (1..., _): octets = octets.dropFirst(count)
      case (_, EINTR): continue
      case (_, EPIPE): return
      default:
        throw CommandFailure("standard output: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }
}
