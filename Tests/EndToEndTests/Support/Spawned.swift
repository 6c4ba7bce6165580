import Foundation
import Synchronization

/// A program that runs beside the test, its output going to files, so that nobody waits on a pipe.
///
/// Started with `posix_spawn`: Foundation's `Process` crashes now and then when hundreds are started.
final class Spawned: Sendable {
  let words: [String]
  let identifier: pid_t
  /// Where what it prints goes.
  let outputPath: String
  private let errorPath: String
  /// What `waitpid` said, once it has: nobody may ask it again.
  private let ended = Mutex<Int32?>(nil)

  /// - Parameters:
  ///   - words: the program, found in PATH, and its arguments.
  ///   - folder: its current directory.
  ///   - changes: variables that differ from the environment of the tests.
  init(_ words: [String], in folder: String? = nil, environment changes: [String: String] = [:])
    throws
  {
    self.words = words
    guard let program = Tool.path(words[0]) else { throw Failure("\(words[0]): not found in PATH") }
    let stem = Folder.scratch + "/" + UUID().uuidString
    outputPath = stem + ".out"
    errorPath = stem + ".err"
    let variables = Self.environment.merging(changes) { $1 }.map { "\($0)=\($1)" }
    // `env` changes folder and becomes the program.
    let entering = folder.map { ["/usr/bin/env", "--chdir=\($0)"] } ?? []
    identifier = try Self.start(
      entering + [program] + words.dropFirst(), variables,
      streams: ["/dev/null", outputPath, errorPath])
  }

  private static func start(
    _ words: [String], _ variables: [String], streams: [String]
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, path) in streams.enumerated() {
      let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND
      unsafe posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o600)
    }
    // A group of its own, to which signals from a terminal do not come, and no signal held back.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var environment = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let error = unsafe posix_spawn(
      &identifier, words[0], &actions, &attributes, &arguments, &environment)
    guard error == 0 else {
      throw Failure("\(words[0]): \(unsafe String(cString: strerror(error)))")
    }
    return identifier
  }

  /// The tests' own environment, less what would change how `ordinal` and the tools behave.
  private static let environment = ProcessInfo.processInfo.environment
    .filter { !$0.key.hasPrefix("ORDINAL_") && !$0.key.hasPrefix("LC_") }
    .merging(["LC_ALL": "C"]) { $1 }

  var isRunning: Bool { result == nil }
  var output: String { Self.text(outputPath) }
  var error: String { Self.text(errorPath) }

  private static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func signal(_ number: Int32) {
    if isRunning { kill(identifier, number) }
  }

  /// The exit status, 128 and the number for a signal; nil while it runs.
  private var result: Int32? {
    ended.withLock { ended in
      var status: Int32 = 0
      if ended == nil, unsafe waitpid(identifier, &status, WNOHANG) == identifier {
        let signal = status & 0x7F
        ended = signal == 0 ? status >> 8 & 0xFF : 128 + signal
      }
      return ended
    }
  }

  /// As `result`; nil when it still runs at the deadline.
  func status(within limit: Duration) async throws -> Int32? {
    _ = try await eventually(within: limit) { !self.isRunning }
    return result
  }

  /// Ends the program, however stubborn, and removes its files.
  func end() async {
    signal(SIGTERM)
    if (try? await status(within: .seconds(5))) == nil {
      signal(SIGKILL)
      _ = try? await status(within: .seconds(5))
    }
    try? FileManager.default.removeItem(atPath: outputPath)
    try? FileManager.default.removeItem(atPath: errorPath)
  }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Asks every few milliseconds until the answer is yes; false when it is not in time.
func eventually(
  within limit: Duration = .seconds(10), _ isTrue: () async throws -> Bool
) async throws -> Bool {
  let deadline = ContinuousClock.now + limit
  while true {
    if try await isTrue() { return true }
    guard ContinuousClock.now < deadline, !Task.isCancelled else { return false }
    try? await Task.sleep(for: .milliseconds(5))
  }
}
