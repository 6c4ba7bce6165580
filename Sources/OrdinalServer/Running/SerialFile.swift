import Controllers
import Glibc
import ObjectStore
import Objects
import Registry

/// Keeps SOA serials rising over restarts, where many changes a second took them ahead of the time.
///
/// The file holds a serial that no answer has reached yet. It is raised in large steps, before the
/// registry gets there, so that a change costs no write; the next run goes on behind it.
struct SerialFile: ViewPublisher {
  private var publisher: any ViewPublisher
  private let registry: Registry
  private let path: String
  private var reserved: UInt32 = 0

  private static let step: UInt32 = 4096

  /// - Parameter publisher: makes the changes that raise serials.
  init(_ path: String, registry: Registry, publisher: any ViewPublisher) {
    self.path = path
    self.registry = registry
    self.publisher = publisher
    if let former = Self.read(path) { registry.continueSerial(after: former) }
    reserve()
  }

  mutating func publish(_ keys: [ReconcileKey], in view: ClusterView, at now: Timestamp) {
    publisher.publish(keys, in: view, at: now)
    // A publication raises the serial by one, or to the time, which the next run knows as well.
    if reserved <= registry.snapshot.serial &+ Self.step / 2 { reserve() }
  }

  private mutating func reserve() {
    reserved = registry.snapshot.serial &+ Self.step
    let text = Array("\(reserved)\n".utf8)
    let fresh = path + ".new"
    let file = unsafe open(fresh, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let count = unsafe write(file, text, text.count)
    Glibc.close(file)
    if count == text.count { unsafe rename(fresh, path) }
  }

  private static func read(_ path: String) -> UInt32? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { Glibc.close(file) }
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = unsafe Glibc.read(file, &buffer, buffer.count)
    let digits = String(decoding: buffer[..<max(count, 0)], as: UTF8.self).prefix { $0.isNumber }
    return UInt32(digits)
  }
}
