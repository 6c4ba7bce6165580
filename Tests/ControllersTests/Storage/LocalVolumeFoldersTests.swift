import Controllers
import Foundation
import Objects
import Testing

/// Real folders, below a temporary one that goes with the test.
final class LocalVolumeFoldersTests {
  private let base: String
  private let folders: LocalVolumeFolders

  init() {
    var template = Array("/tmp/ordinal-volumes-XXXXXX".utf8CString)
    unsafe mkdtemp(&template)
    base = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    folders = LocalVolumeFolders(folder: "\(base)/data/volumes")
  }

  deinit { try? FileManager.default.removeItem(atPath: base) }

  private func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  private func write(_ path: String) {
    let file = unsafe open(path, O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0)
    close(file)
  }

  @Test func aFolderIsMadeWithItsParentsForEverybody() throws {
    try folders.make("pvc-1")
    try folders.make("pvc-1")
    let path = folders.path(of: "pvc-1")
    #expect(path == "\(base)/data/volumes/pvc-1")
    var status = stat()
    #expect(unsafe stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o777)
    try folders.remove("pvc-1")
    #expect(!exists(path))
  }

  @Test func whatIsInItGoesWithItAndWhatItPointsToStays() async throws {
    try folders.make("pvc-1")
    let path = folders.path(of: "pvc-1")
    #expect(unsafe mkdir("\(path)/deep", 0o500) == 0)
    write("\(path)/file")
    write("\(base)/outside")
    #expect(unsafe symlink("\(base)/outside", "\(path)/link") == 0)
    #expect(unsafe symlink(base, "\(path)/folder") == 0)
    try folders.remove("pvc-1")
    try folders.remove("pvc-1")
    #expect(!exists(path))
    let bin = "\(base)/data/volumes/.removed"
    // Another thread empties it.
    for _ in 0..<5000 where unsafe rmdir(bin) != 0 && errno == ENOTEMPTY {
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(!exists(bin))
    #expect(exists("\(base)/outside"))
  }

  @Test func onlyAnEmptyFolderGoesUnasked() throws {
    try folders.make("empty")
    try folders.make("full")
    write("\(folders.path(of: "full"))/file")
    for name in ["empty", "full", "absent"] { folders.removeIfEmpty(name) }
    #expect(!exists(folders.path(of: "empty")))
    #expect(exists(folders.path(of: "full")))
  }

  @Test func whatACrashLeftIsSweptOnceAtTheStart() async throws {
    let cluster = try await Cluster([StorageReconciler(folders: folders)])
    for name in ["mine", "pvc-a", "pvc-full", "pvc-named", "pvc-path"] { try folders.make(name) }
    write("\(folders.path(of: "pvc-full"))/file")
    try await cluster.create(Make.volume("pvc-named"))
    var volume = Make.volume("other")
    volume.set("spec", "hostPath", ["path": .string(folders.path(of: "pvc-path"))])
    try await cluster.create(volume)
    await cluster.manager.settle()
    #expect(folders.made() == ["mine", "pvc-full", "pvc-named", "pvc-path"])
    // A folder that is made later has its volume soon.
    try folders.make("pvc-a")
    try await cluster.create(Make.volume("late"))
    await cluster.manager.settle()
    #expect(folders.made().contains("pvc-a"))
  }

  @Test func anEmptyClusterIsSweptAsWell() async throws {
    let cluster = try await Cluster([StorageReconciler(folders: folders)])
    try folders.make("pvc-a")
    await cluster.manager.settle()
    #expect(folders.made() == [])
  }

  @Test func whatTheSystemRefusesIsOneLine() {
    write("\(base)/data")
    #expect {
      try folders.make("pvc-1")
    } throws: { error in
      "\(error)".hasPrefix("mkdir \(base)/data") && "\(error)".hasSuffix("Not a directory")
    }
  }
}
