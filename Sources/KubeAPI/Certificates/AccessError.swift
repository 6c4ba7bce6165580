import Glibc

/// Why the files that clients need could not be made ready.
package enum AccessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// errno(3) of a file.
  case file(String, number: Int32)
  /// A file that cannot be used; the text says why and what to do.
  case unusable(String, String)

  package var description: String {
    switch self {
    case .file(let path, let number): "\(path): \(unsafe String(cString: strerror(number)))"
    case .unusable(let path, let text): "\(path): \(text)"
    }
  }
}
