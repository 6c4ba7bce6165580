import Glibc
import OrdinalServer
import Testing

@Suite struct DataFolderTests {
  private func refused(_ folder: String) async throws -> String {
    let server = try OrdinalServer(.testing { $0.dataFolder = folder })
    let error = await #expect(throws: OrdinalError.self) { try await server.start() }
    await server.stop()
    #expect(error?.isUsage == false)
    return error?.description ?? ""
  }

  private func permissions(_ path: String) throws -> mode_t {
    var status = stat()
    try #require(unsafe lstat(path, &status) == 0, "\(path)")
    return status.st_mode & 0o777
  }

  private static let whileItRuns = [
    "lock", "ordinal.sock", "serial", "store.sqlite", "store.sqlite-last", "store.sqlite-shm",
    "store.sqlite-wal",
  ]

  @Test func `it is made, open to its owner alone`() async throws {
    let scratch = try Scratch()
    let folder = scratch.path + "/a/b"
    try await withServer(.testing { $0.dataFolder = folder }) { server in
      #expect(server.dataFolder == folder && !server.isEphemeral)
      #expect(Scratch.names(in: folder) == Self.whileItRuns)
      let modes = [try permissions(folder), try permissions(folder + "/ordinal.sock")]
      #expect(modes == [0o700, 0o600])
    }
    #expect(Scratch.names(in: folder) == ["lock", "serial", "store.sqlite"])
  }

  /// Whatever permissions a folder has that was there before.
  @Test func `the socket is bound where others cannot reach it`() async throws {
    let scratch = try Scratch()
    try #require(unsafe chmod(scratch.path, 0o755) == 0)
    try await withServer(.testing { $0.dataFolder = scratch.path }) { _ in
      let mode = try permissions(scratch.path + "/ordinal.sock")
      #expect(mode == 0o600)
      #expect(scratch.names == Self.whileItRuns)
    }
  }

  @Test func `it belongs to one server`() async throws {
    let scratch = try Scratch()
    try await withServer(.testing { $0.dataFolder = scratch.path }, Manifest.sandbox) { server in
      let text = try await refused(scratch.path)
      #expect(
        text == "--data-dir \(scratch.path): another ordinal serve uses this folder; stop it or "
          + "choose another folder")
      // The first one's socket is still there.
      #expect(scratch.names == Self.whileItRuns)
      try await server.wait(for: ["web-1.\(Manifest.host)"])
    }
    try await withServer(.testing { $0.dataFolder = scratch.path }) { _ in }
  }

  @Test func `what a killed server left is replaced`() async throws {
    let scratch = try Scratch(["ordinal.sock": "", "lock": ""])
    try #require(unsafe mkdir(scratch.path + "/.new", 0o777) == 0)
    try scratch.write("", to: ".new/s")
    try await withServer(.testing { $0.dataFolder = scratch.path }) { _ in
      let mode = try permissions(scratch.path + "/ordinal.sock")
      #expect(mode == 0o600)
      #expect(scratch.names == Self.whileItRuns)
    }
  }

  @Test func `a path that has no room for a socket is refused`() async throws {
    let scratch = try Scratch()
    let longest =
      scratch.path + "/" + String(repeating: "x", count: 94 - scratch.path.utf8.count - 1)
    try await withServer(.testing { $0.dataFolder = longest }) { _ in }
    let text = try await refused(longest + "x")
    #expect(
      text
        == "--data-dir \(longest)x: the path has 95 octets, too many for a socket in it; at most 94 "
        + "are allowed")
    #expect(!scratch.names.contains(String((longest + "x").split(separator: "/").last!)))
  }

  @Test func `what is no folder is refused`() async throws {
    let scratch = try Scratch(["file": ""])
    #expect(
      try await refused(scratch.path + "/file")
        == "--data-dir \(scratch.path)/file: not a folder; name another")
    #expect(
      try await refused(scratch.path + "/file/below")
        == "--data-dir \(scratch.path)/file/below: cannot make \(scratch.path)/file/below: Not a directory"
    )
    #expect(
      try await refused("/proc/ordinal").hasPrefix(
        "--data-dir /proc/ordinal: cannot make /proc/ordinal: "))
  }

  @Test func `without a name it is temporary`() async throws {
    let folder = try await withServer { server in
      #expect(server.isEphemeral)
      return try #require(server.dataFolder)
    }
    #expect(unsafe access(folder, F_OK) != 0)
  }
}
