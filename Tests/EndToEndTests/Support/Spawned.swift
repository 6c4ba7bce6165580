import Foundation

/// A program that runs beside the test, its output going to files, so that nobody waits on a pipe.
final class Spawned: Sendable {
  let words: [String]
  private let process: Process
  private let outputPath: String
  private let errorPath: String

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
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(words.dropFirst())
    process.environment = Self.environment.merging(changes) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.create(outputPath)
    process.standardError = try Self.create(errorPath)
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    try process.run()
  }

  /// The tests' own environment, less what would change how `ordinal` and the tools behave.
  private static let environment = ProcessInfo.processInfo.environment
    .filter { !$0.key.hasPrefix("ORDINAL_") && !$0.key.hasPrefix("LC_") }
    .merging(["LC_ALL": "C"]) { $1 }

  private static func create(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Failure("cannot write \(path)") }
    return handle
  }

  var identifier: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }
  var output: String { Self.text(outputPath) }
  var error: String { Self.text(errorPath) }

  private static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func signal(_ number: Int32) {
    if process.isRunning { kill(identifier, number) }
  }

  /// The exit status, 128 and the number for a signal; nil when it still runs at the deadline.
  func status(within limit: Duration) async throws -> Int32? {
    guard try await eventually(within: limit, { !self.process.isRunning }) else { return nil }
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
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
