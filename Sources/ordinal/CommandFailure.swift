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
  static func write(_ text: String) {
    var octets = Array(text.utf8)[...]
    while !octets.isEmpty {
      let count = unsafe octets.withUnsafeBytes {
        unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      octets = octets.dropFirst(count)
    }
  }
}
