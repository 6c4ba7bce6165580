import Foundation
import Testing

/// A program that a test needs beside the toolchain; `Tests/run` installs them.
enum Tool {
  static func path(_ name: String) -> String? {
    if name.contains("/") { return isExecutable(name) ? name : nil }
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    // `ip` and `named-checkzone` are often where only root's PATH leads.
    return (folders.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"])
      .map { "\($0)/\(name)" }.first(where: isExecutable)
  }

  private static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// The program under test: beside the tests, where SwiftPM builds both.
  static let ordinal: String = {
    if let path = ProcessInfo.processInfo.environment["TESTED_ORDINAL"] { return path }
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests ?? "").deletingLastPathComponent().path + "/ordinal"
  }()

  /// The root of the package.
  static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    while !FileManager.default.fileExists(atPath: folder.path + "/Package.swift"),
      folder.path != "/"
    {
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()

  /// Where `Tests/Tools/install` keeps what does not come with Debian.
  static let installed = root + "/.build/tests/tools"

  /// Under CI nothing is skipped: a test whose tool is missing runs, and fails.
  static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where one of the programs is not installed, and says so.
  static func needs(_ tools: String...) -> Self { needs(tools) }

  static func needs(_ tools: [String]) -> Self {
    let missing = tools.filter { Tool.path($0) == nil }
    return .enabled(
      if: missing.isEmpty || Tool.isContinuousIntegration,
      "missing here: \(missing.joined(separator: ", ")) (Tests/run as root installs it)")
  }

  /// Skips the test where no network namespace can be made, and says so.
  static var needsNamespace: Self {
    .enabled("no network and mount namespace can be made here (root can)") {
      if Tool.isContinuousIntegration { return true }
      return await NetworkNamespace.isPossible
    }
  }

  /// Skips the test where it cannot take the place of an unprivileged user, and says so.
  static var needsRoot: Self {
    .enabled(if: getuid() == 0 || Tool.isContinuousIntegration, "needs root")
  }
}
