import Foundation
import Testing

extension EndToEndTests {
  /// What is acknowledged is kept: over restarts, kills and faults of the disk.
  @Suite(.needsKubectl) struct DurabilityTests {
    private static let manifest =
      Sample.service()
      + Sample.set(
        replicas: 2,
        more: """
            volumeClaimTemplates:
            - metadata: {name: www}
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 512Mi}}}

          """)

    private static let everything =
      "kubectl get all,pvc,pv,cm,sa,ep,endpointslices,controllerrevisions,ns,sc -o json"

    @Test func aRestartKeepsEverything() async throws {
      let folder = try Folder(["web.yaml": Self.manifest])
      var before = ""
      try await Cluster.run(in: folder) { cluster in
        try await cluster.useSandbox()
        try await cluster.succeed(
          """
          kubectl create -f web.yaml && kubectl rollout status sts/web --timeout=20s &&
          kubectl scale sts web --replicas=3 && kubectl rollout status sts/web --timeout=20s &&
          kubectl create configmap kept --from-literal=a=b &&
          echo hello > data/volumes/"$(kubectl get pvc www-web-0 -o jsonpath={.spec.volumeName})"/page
          """)
        before = try await cluster.succeed(Self.everything)
      }
      try await Cluster.run(in: folder) { cluster in
        let after = try await cluster.succeed(Self.everything)
        #expect(after == before, "the same objects, versions and uids too")
        #expect(try cluster.server.resolves("web-2.\(Sample.zone)"))
        // The namespace that was chosen is still chosen, and writes go on above the old versions.
        let old = try await cluster.succeed(
          "kubectl get cm kept -o jsonpath={.metadata.resourceVersion}")
        let new = try await cluster.succeed(
          "kubectl label cm kept x=y -o name >&2 && "
            + "kubectl get cm kept -o jsonpath={.metadata.resourceVersion}")
        #expect(Int(new) ?? 0 > Int(old) ?? .max)
        let page = try await cluster.succeed(
          "cat data/volumes/\"$(kubectl get pvc www-web-0 -o jsonpath={.spec.volumeName})\"/page")
        #expect(page == "hello\n")
      }
    }

    /// What was changed with kubectl stays, though a file says otherwise, until the file changes.
    @Test func changesOutliveARestartBesideFiles() async throws {
      let folder = try Folder(["zones/web.yaml": Self.manifest])
      try folder.write(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: sandbox}\n", to: "zones/a.yaml")
      for round in 0..<2 {
        try await Cluster.run(.v36, ["zones"], in: folder) { cluster in
          if round == 0 {
            try await cluster.succeed("kubectl scale -n sandbox sts web --replicas=4")
          }
          #expect(
            try await eventually { try cluster.server.resolves("web-3.\(Sample.zone)") },
            "start \(round)")
        }
      }
      try folder.write(
        Self.manifest.replacing("replicas: 2", with: "replicas: 1"), to: "zones/web.yaml")
      try await Cluster.run(.v36, ["zones"], in: folder) { cluster in
        let isSmaller = try await eventually {
          try !cluster.server.resolves("web-1.\(Sample.zone)")
        }
        let isServed = try cluster.server.resolves("web-0.\(Sample.zone)")
        #expect(isSmaller && isServed)
      }
    }

    /// `Tests/Tools/kill-restart` says what is checked; by hand it is run for 1,000 rounds.
    @Test(.needs("python3")) func nothingAcknowledgedIsLostToAKill() async throws {
      let rounds = ProcessInfo.processInfo.environment["ORDINAL_KILLS"] ?? "50"
      let finished = try await Command.run(
        [Tool.root + "/Tests/Tools/kill-restart", Tool.ordinal, "--rounds", rounds],
        within: .seconds(150))
      #expect(finished.status == 0, "\(finished)")
    }

    /// The trace of system calls shows the journal synced before each answer is written.
    @Test(.needs("strace", "curl")) func theDiskHasItBeforeTheClient() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        let path = cluster.folder["trace"]
        let trace = try Spawned([
          "strace", "-f", "-yy", "-e", "trace=fdatasync,fsync,write,writev,sendto,sendmsg", "-s",
          "0",
          "-p", "\(cluster.server.process.identifier)", "-o", path,
        ])
        #expect(try await eventually { trace.error.contains("attached") }, "\(trace.error)")
        for number in 0..<5 {
          let body = #"{"metadata":{"name":"map-\#(number)"},"data":{"a":"b"}}"#
          let answer = try await cluster.curl(
            "/api/v1/namespaces/default/configmaps", "--http1.1", "-H",
            "Content-Type: application/json", "-d", body)
          #expect(answer.code == 201, "\(answer)")
        }
        await trace.end()
        let calls = try String(contentsOfFile: path, encoding: .utf8)
        let connections = Self.connections(in: calls)
        #expect(connections.count == 5, "\(calls)")
        #expect(connections.values.allSatisfy { $0.isDurable }, "\(calls)")
      }
    }

    /// What one client was sent, seen from the kernel.
    private struct Connection {
      /// A sync has returned since the handshake began.
      var isSynced = false
      /// It had when the last message of some length was sent: the answer. What follows it is only the alert
      /// that closes the connection.
      var isDurable = false
    }

    private static func connections(in calls: String) -> [Substring: Connection] {
      var connections: [Substring: Connection] = [:]
      for line in calls.split(separator: "\n") {
        if line.contains(#/\b(fdatasync|fsync)\b.*= 0$/#) {
          for client in connections.keys { connections[client]?.isSynced = true }
        } else if let client = line.firstMatch(of: #/TCP:\[[0-9.:]+->([0-9.:]+)\]/#),
          let size = line.matches(of: #/(?:, |= )(\d+)(?:\)| <unfinished| *$)/#).last,
          Int(size.1) ?? 0 > 100
        {
          connections[client.1, default: Connection()].isDurable =
            connections[client.1]?.isSynced ?? false
        }
      }
      return connections
    }
  }
}
