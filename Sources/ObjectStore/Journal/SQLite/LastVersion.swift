import Glibc

/// The last version that was answered, in a file of its own (`store.sqlite-last`) while the store
/// is open.
///
/// SQLite takes a log that was cut for one whose writer was interrupted, and goes on with what is
/// left. This file tells the two apart: it is written after the log is synchronized, and needs no
/// synchronization itself, as it only has to be no newer than the log.
final class LastVersion: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Where there is no room for it, the store works without.
  init(_ store: String) {
    path = Self.path(store)
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func path(_ store: String) -> String { "\(store)-last" }

  /// Digits of a fixed number, so that one replaces the other as a whole.
  func write(_ version: UInt64) {
    guard descriptor >= 0 else { return }
    let digits = Array("\(version)".utf8)
    let octets = Array(repeating: UInt8(ascii: "0"), count: 20 - digits.count) + digits
    _ = unsafe octets.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// nil: the last run ended in order, or there is nothing to be told.
  static func read(_ store: String) -> UInt64? {
    let descriptor = unsafe open(path(store), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var octets = [UInt8](repeating: 0, count: 20)
    let count = unsafe octets.withUnsafeMutableBytes {
      unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
    }
    return count == octets.count ? UInt64(String(decoding: octets, as: UTF8.self)) : nil
  }

  static func remove(_ store: String) { unsafe unlink(path(store)) }
}
