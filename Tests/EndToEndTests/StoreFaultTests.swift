import Foundation
import Testing

extension EndToEndTests {
  /// A store that cannot be used: one line that says so, and the store as it was.
  @Suite(.needsKubectl) struct StoreFaultTests {
    /// A data folder with a set in it, and the name of the store's file there.
    private static func used() async throws -> (Folder, store: String) {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Cluster.run(in: folder) { cluster in
        try await cluster.useSandbox()
        try await cluster.succeed(
          "kubectl create -f web.yaml && kubectl rollout status sts/web --timeout=20s")
      }
      let name = try #require(
        folder.names(in: "data").first {
          FileManager.default.contents(atPath: folder["data/\($0)"])?
            .starts(with: Data("SQLite format 3".utf8)) == true
        })
      return (folder, "data/\(name)")
    }

    /// Starts a server that must end by itself, with one line.
    private static func refused(
      in folder: Folder, inside namespace: NetworkNamespace? = nil
    ) async throws -> Finished {
      let process = try Server.spawn(
        ["--no-files", "--data-dir", folder["data"], "--api", "127.0.0.1:0"], in: folder,
        inside: namespace)
      let status = try await process.status(within: .seconds(10))
      let finished = Finished(
        words: process.words, status: status ?? -1, output: process.output, error: process.error)
      await process.end()
      #expect(finished.status == 1, "\(finished)")
      #expect(finished.error.split(separator: "\n").count == 1, "\(finished)")
      #expect(finished.error.contains(folder["data"]), "names no file\n\(finished)")
      return finished
    }

    @Test func aDamagedStoreIsLeftAlone() async throws {
      let (folder, store) = try await Self.used()
      let path = folder[store]
      let whole = try #require(FileManager.default.contents(atPath: path))
      var damaged: [(what: String, octets: Data)] = [
        1, 15, 16, 99, 100, 1000, 4096, 4097, whole.count / 2, whole.count / 3, whole.count - 4096,
        whole.count - 1,
      ].map { ("cut to \($0) octets", whole.prefix($0)) }
      damaged.append(("of another format", Data("hello, world\n".utf8)))
      damaged.append(("noise", Data((0..<whole.count).map { _ in UInt8.random(in: 0...255) })))
      for page in stride(from: 4096, to: whole.count, by: 4096) where whole.count > page + 4096 {
        var octets = whole
        octets.replaceSubrange(page..<page + 4096, with: Data(repeating: 0xA5, count: 4096))
        damaged.append(("garbage from \(page)", octets))
      }
      for (what, octets) in damaged.prefix(30) {
        for name in try folder.names(in: "data") where name.contains(#/-(wal|shm)$/#) {
          try folder.remove("data/\(name)")
        }
        try octets.write(to: URL(fileURLWithPath: path))
        let finished = try await Self.refused(in: folder)
        #expect(FileManager.default.contents(atPath: path) == octets, "\(what) was written to")
        #expect(finished.status == 1, "\(what)")
      }
      // Put back, it is as good as before.
      try whole.write(to: URL(fileURLWithPath: path))
      try await Cluster.run(in: folder) { cluster in
        let isServed = try cluster.server.resolves("web-1.\(Sample.zone)")
        #expect(isServed)
      }
    }

    @Test(.needs("sqlite3")) func aNewerStoreIsLeftAlone() async throws {
      let (folder, store) = try await Self.used()
      let newer = try await Command.run(["sqlite3", folder[store], "PRAGMA user_version = 99"])
      #expect(newer.status == 0, "\(newer)")
      let before = FileManager.default.contents(atPath: folder[store])
      let finished = try await Self.refused(in: folder)
      #expect(finished.error.contains("newer"), "\(finished)")
      #expect(FileManager.default.contents(atPath: folder[store]) == before)
    }

    @Test(.needsNamespace) func aReadOnlyStoreIsSaidToBe() async throws {
      let (folder, _) = try await Self.used()
      let data = folder["data"]
      try await withNamespace(setup: [
        "mount --bind '\(data)' '\(data)'", "mount -o remount,bind,ro '\(data)'",
      ]) { namespace in
        let finished = try await Self.refused(in: folder, inside: namespace)
        #expect(finished.error.lowercased().contains(#/read-?only/#), "\(finished)")
      }
      try await Cluster.run(in: folder) { cluster in
        let isServed = try cluster.server.resolves("web-1.\(Sample.zone)")
        #expect(isServed)
      }
    }

    @Test(.needsNamespace) func aDiskTooSmallToStartIsSaidToBe() async throws {
      let folder = try Folder()
      try FileManager.default.createDirectory(
        atPath: folder["data"], withIntermediateDirectories: true)
      let setup = [
        "mount -t tmpfs -o size=64k tmpfs '\(folder["data"])'",
        "head -c 1000000 /dev/zero > '\(folder["data"])/filler' || true",
      ]
      try await withNamespace(setup: setup) { namespace in
        let finished = try await Self.refused(in: folder, inside: namespace)
        #expect(finished.error.contains(#/full|[Nn]o space/#), "\(finished)")
      }
    }

    /// A write that does not fit is refused; what was kept stays; with room again, all goes on.
    @Test(.needsNamespace) func aFullDiskRefusesAndRecovers() async throws {
      let folder = try Folder()
      try FileManager.default.createDirectory(
        atPath: folder["data"], withIntermediateDirectories: true)
      let setup = [
        "mount -t tmpfs -o size=24m tmpfs '\(folder["data"])'",
        "head -c 16000000 /dev/zero > '\(folder["data"])/filler'",
      ]
      try await withNamespace(setup: setup) { namespace in
        try await Cluster.run(in: folder, inside: namespace) { cluster in
          try await cluster.succeed(
            "head -c 700000 /dev/urandom | base64 -w 0 > big; kubectl create configmap first --from-literal=a=b"
          )
          let filling = try await cluster.run(
            """
            for number in $(seq 30); do
              kubectl create configmap "big-$number" --from-file=big || exit 1
            done
            """, within: .seconds(60))
          #expect(filling.status == 1, "\(filling)")
          #expect(filling.error.contains(#/full|[Nn]o space/#), "\(filling)")
          let acknowledged = filling.lines.count
          #expect(cluster.server.process.isRunning, "\(cluster.server.process.error)")
          let kept = try await cluster.succeed(
            "kubectl get cm -o name | grep -c big-; kubectl get cm first")
          #expect(kept.hasPrefix("\(acknowledged)\n"), "\(kept)")
          let names = try await cluster.server.dig("kubernetes.default.svc.cluster.local")
          #expect(names == ["10.96.0.1"])
          try await cluster.succeed(
            "rm data/filler && kubectl create configmap last --from-literal=a=b")
        }
        try await Cluster.run(in: folder, inside: namespace) { cluster in
          try await cluster.succeed("kubectl get configmap first last")
        }
      }
    }
  }
}
