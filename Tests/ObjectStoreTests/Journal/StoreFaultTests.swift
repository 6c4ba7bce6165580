import Foundation
import ObjectStore
import Objects
import Testing

/// A store that cannot be used: one clear line, and nothing written.
struct StoreFaultTests {
  /// A closed store with some pods.
  private func filled() async throws -> StoreFolder {
    let folder = StoreFolder()
    let (store, journal) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    _ = await store.commit((0..<50).map { .create(Make.pod("p\($0)")) })
    try await journal.close()
    return folder
  }

  private func expectRefusal(
    _ folder: StoreFolder, _ part: String, _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let before = folder.contents
    let text = await folder.refusal()
    #expect(
      text?.contains(part) == true, "\(comment): \(text ?? "opened")",
      sourceLocation: sourceLocation)
    #expect(text?.hasPrefix("\(folder.file): ") == true, sourceLocation: sourceLocation)
    #expect(text?.contains("\n") == false, sourceLocation: sourceLocation)
    #expect(
      folder.changes(since: before) == [], "\(comment)", sourceLocation: sourceLocation)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func aFileThatWasCutIsDamaged(seed: UInt64) async throws {
    let folder = try await filled()
    let whole = folder.read("store.sqlite")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let length = Int.random(in: 0..<whole.count, using: &random)
      folder.write(Array(whole[..<length]))
      await expectRefusal(folder, "damaged", "seed \(seed): cut after \(length) octets")
    }
    folder.write(whole)
    #expect(await folder.refusal() == nil)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func garbageIsDamage(seed: UInt64) async throws {
    let folder = try await filled()
    let whole = folder.read("store.sqlite")
    var random = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<12 {
      var octets = whole
      let start = Int.random(in: 0..<whole.count - 8192, using: &random)
      for index in start..<start + 8192 {
        octets[index] = UInt8.random(in: 0...255, using: &random)
      }
      folder.write(octets)
      let before = folder.contents
      guard let text = await folder.refusal() else { continue }
      found += 1
      #expect(!text.contains("\n") && text.hasPrefix(folder.file))
      #expect(folder.changes(since: before) == [], "seed \(seed)")
    }
    #expect(found == 12, "seed \(seed)")
  }

  @Test func aFileThatIsGoneBesideItsLogIsDamage() async throws {
    let folder = StoreFolder()
    let (store, _) = try await folder.open()
    try await store.create(Make.namespace("sandbox"))
    let crashed = folder.crashed()
    #expect(crashed.names.contains("store.sqlite-wal"))
    unsafe unlink(crashed.file)
    await expectRefusal(crashed, "damaged (the file is gone")
    crashed.write([])
    await expectRefusal(crashed, "damaged (it ends after 0 octets)")
  }

  @Test func anObjectThatIsNoneIsDamage() async throws {
    let folder = try await filled()
    var octets = folder.read("store.sqlite")
    let name = Array(#""kind":"Pod","#.utf8)
    let at = try #require(octets.indices.first { octets[$0...].starts(with: name) })
    octets[at + 8] = UInt8(ascii: "!")
    folder.write(octets)
    await expectRefusal(folder, "damaged (Pod sandbox/p")
  }

  @Test func otherFilesAreToldApart() async throws {
    let folder = StoreFolder()
    folder.write(Array(repeating: UInt8(ascii: "x"), count: 5000))
    await expectRefusal(folder, "it is no SQLite database")
    for (offset, number, text) in [
      (60, 2, "made by a newer ordinal (schema 2, this one knows 1)"),
      (68, 0, "another program's database"),
    ] {
      let folder = try await filled()
      var octets = folder.read("store.sqlite")
      octets.replaceSubrange(offset..<offset + 4, with: [0, 0, 0, UInt8(number)])
      folder.write(octets)
      await expectRefusal(folder, text)
    }
  }

  @Test func aSecondOneIsRefused() async throws {
    let folder = StoreFolder()
    let (store, journal) = try await folder.open()
    #expect(await folder.refusal() == "\(folder.file): in use by another process")
    try await store.create(Make.namespace("sandbox"))
    try await journal.close()
    #expect(await folder.refusal() == nil)
  }

  @Test(.enabled(if: getuid() == 0, "only root can mount"))
  func aFullDiskRefusesWritesUntilThereIsRoom() async throws {
    let disk = StoreFolder()
    try run("mount", "-t", "tmpfs", "-o", "size=600k", "ordinal", disk.path)
    defer { try? run("umount", "--lazy", disk.path) }
    let (store, journal) = try await disk.open()
    try await store.create(Make.namespace("sandbox"))
    let text = "Internal error occurred: \(disk.file): the disk is full"
    var written: [String] = []
    for number in 0..<1000 {
      var pod = Make.pod("p\(number)")
      pod.metadata.annotations["filler"] = String(repeating: "x", count: 20_000)
      if let refusal = await store.refusal(.create(pod)) {
        #expect(refusal == text)
        break
      }
      written.append("p\(number)")
    }
    #expect((3..<100).contains(written.count))
    written.sort()
    #expect(await store.list(Pod.self).map(\.metadata.name) == written)

    try run("mount", "-o", "remount,size=4m", disk.path)
    try await store.create(Make.pod("zz"))
    try await journal.close()
    let (after, _) = try await disk.open()
    #expect(await after.list(Pod.self).map(\.metadata.name) == written + ["zz"])
  }

  @Test(.enabled(if: getuid() == 0, "only root can mount"))
  func aReadOnlyFolderIsTold() async throws {
    let folder = try await filled()
    try run("mount", "--bind", folder.path, folder.path)
    defer { try? run("umount", "--lazy", folder.path) }
    try run("mount", "-o", "remount,ro,bind", folder.path)
    await expectRefusal(folder, "cannot be written: Read-only file system")
  }

  private func run(_ name: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(name) \(arguments)")
  }
}
