import Glibc
import ObjectStore
import Objects

/// A folder of a test's own, with the file of a store in it; it goes when the test ends.
final class StoreFolder {
  let path: String
  var file: String { "\(path)/store.sqlite" }

  init() {
    var template = Array("/tmp/ordinal-store-XXXXXX".utf8CString)
    unsafe mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unsafe unlink("\(path)/\(name)") }
    unsafe rmdir(path)
  }

  var names: [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { octets in
        unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Every file with its octets.
  var contents: [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, read($0)) })
  }

  /// The files that are not what they were.
  func changes(since before: [String: [UInt8]]) -> [String] {
    let now = contents
    return Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }.sorted()
  }

  func read(_ name: String) -> [UInt8] {
    guard let file = unsafe fopen("\(path)/\(name)", "r") else { return [] }
    defer { unsafe fclose(file) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { return octets }
      octets += buffer.prefix(count)
    }
  }

  func write(_ octets: [UInt8], _ name: String = "store.sqlite") {
    guard let file = unsafe fopen("\(path)/\(name)", "w") else { return }
    unsafe fwrite(octets, 1, octets.count, file)
    unsafe fclose(file)
  }

  /// As a crash of the process leaves the files: what was written is there, and nothing else.
  func crashed() -> StoreFolder {
    let copy = StoreFolder()
    for (name, octets) in contents { copy.write(octets, name) }
    return copy
  }

  /// A store over the file, and its journal.
  func open(seed: UInt64 = 1, plugins: [any AdmissionPlugin] = []) async throws
    -> (store: ObjectStore, journal: SQLiteJournal)
  {
    let journal = try await SQLiteJournal.open(file)
    let store = ObjectStore(
      identifiers: SeededIdentifiers(seed: seed), clock: ManualClock(), plugins: plugins,
      journal: journal, contents: try await journal.load())
    return (store, journal)
  }

  /// The text of the error with which the store does not open; nil if it opens.
  func refusal() async -> String? {
    do {
      let journal = try await SQLiteJournal.open(file)
      try await journal.close()
      return nil
    } catch { return "\(error)" }
  }
}
