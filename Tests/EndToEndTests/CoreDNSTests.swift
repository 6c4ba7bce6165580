import Foundation
import Testing

extension EndToEndTests {
  /// The requests of CoreDNS' `kubernetes` plugin, and of every other controller that is built on client-go:
  /// list or stream everything, then watch from there.
  @Suite(.needsKubectl, .needs("curl")) struct CoreDNSTests {
    private static let accept = "Accept: application/vnd.kubernetes.protobuf,application/json"

    private static let collections = [
      "/api/v1/services", "/api/v1/pods", "/api/v1/namespaces",
      "/apis/discovery.k8s.io/v1/endpointslices", "/api/v1/endpoints",
    ]

    /// At once, as CoreDNS does, so that their watches last a second together.
    private static func forEachCollection(
      _ body: @escaping @Sendable (_ path: String) async throws -> Void
    ) async throws {
      try await withThrowingTaskGroup { group in
        for path in collections { group.addTask { try await body(path) } }
        try await group.waitForAll()
      }
    }

    /// Two pods behind a headless Service.
    private static func withPods(_ body: (Cluster) async throws -> Void) async throws {
      let folder = try Folder(["web.yaml": Sample.sandbox(replicas: 2)])
      try await Cluster.run(in: folder) { cluster in
        try await cluster.useSandbox()
        try await cluster.succeed(
          "kubectl create -f web.yaml && kubectl rollout status sts/web --timeout=20s")
        try await body(cluster)
      }
    }

    /// client-go before 1.35, and CoreDNS: list pages of 500, at any version, then watch.
    @Test func listsThenWatches() async throws {
      try await Self.withPods { cluster in
        try await Self.forEachCollection { path in
          let list = try await cluster.curl(
            path + "?limit=500&resourceVersion=0", "-H", Self.accept, "--compressed")
          #expect(list.code == 200 && list.contentType.hasPrefix("application/json"), "\(list)")
          let object = try #require(list.objects.first, "\(list)")
          let version = try #require(
            (object["metadata"] as? [String: Any])?["resourceVersion"] as? String)
          #expect(Int(version).map { $0 > 0 } == true, "\(list)")
          #expect((object["items"] as? [Any])?.isEmpty == false, "\(list)")
          let watch = try await cluster.curl(
            path
              + "?allowWatchBookmarks=true&resourceVersion=\(version)&timeoutSeconds=1&watch=true",
            "-H", Self.accept)
          #expect(watch.code == 200 && watch.contentType.hasPrefix("application/json"), "\(watch)")
          #expect(watch.finished.status == 0, "the stream ends as HTTP says\n\(watch)")
          let types = watch.objects.map { $0["type"] as? String }
          #expect(!types.contains("ERROR") && !types.contains("ADDED"), "\(path) \(watch)")
        }
      }
    }

    /// client-go since 1.35: one stream brings what there is, a bookmark, and then the changes.
    @Test func streamsWhatThereIs() async throws {
      try await Self.withPods { cluster in
        try await Self.forEachCollection { path in
          let watch = try await cluster.curl(
            path + "?allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
              + "&sendInitialEvents=true&timeoutSeconds=1&watch=true", "-H", Self.accept)
          #expect(watch.code == 200, "\(watch)")
          let types = watch.objects.compactMap { $0["type"] as? String }
          let mark = try #require(types.firstIndex(of: "BOOKMARK"), "\(watch)")
          #expect(mark > 0 && types[..<mark].allSatisfy { $0 == "ADDED" }, "\(path) \(types)")
          let bookmark = watch.objects[mark]["object"] as? [String: Any]
          let metadata = bookmark?["metadata"] as? [String: Any]
          let notes = metadata?["annotations"] as? [String: String]
          #expect(notes?["k8s.io/initial-events-end"] == "true", "\(watch)")
          #expect(metadata?["resourceVersion"] is String, "\(watch)")
          #expect(bookmark?["kind"] is String && bookmark?["apiVersion"] is String, "\(watch)")
        }
      }
    }

    /// What changes while it watches comes in order, each version above the one before.
    @Test func seesEveryChangeInOrder() async throws {
      try await Self.withPods { cluster in
        let list = try await cluster.curl("/api/v1/pods?limit=500&resourceVersion=0")
        let start = (list.objects.first?["metadata"] as? [String: Any])?["resourceVersion"]
        try await cluster.succeed(
          "kubectl scale sts web --replicas=3 && kubectl rollout status sts/web --timeout=20s")
        try await cluster.succeed("kubectl scale sts web --replicas=2")
        #expect(
          try await eventually { try !cluster.server.resolves("web-2.\(Sample.zone)") })
        // It begins in the past and is told all of it.
        let watch = try await cluster.curl(
          "/api/v1/pods?allowWatchBookmarks=true&watch=true&timeoutSeconds=1"
            + "&resourceVersion=\(start ?? "")", "-H", Self.accept)
        var versions: [Int] = []
        var story: [String] = []
        for event in watch.objects {
          let metadata = (event["object"] as? [String: Any])?["metadata"] as? [String: Any]
          versions.append((metadata?["resourceVersion"] as? String).flatMap { Int($0) } ?? -1)
          if metadata?["name"] as? String == "web-2" {
            story.append(event["type"] as? String ?? "")
          }
        }
        #expect(
          versions == versions.sorted() && Set(versions).count == versions.count, "\(versions)")
        #expect(story.first == "ADDED" && story.last == "DELETED", "\(story)")
        #expect(story.dropFirst().dropLast().allSatisfy { $0 == "MODIFIED" }, "\(story)")
      }
    }

    @Test func aVersionFromTheFutureOrThePastIsRefused() async throws {
      try await Self.withPods { cluster in
        let future = try await cluster.curl(
          "/api/v1/pods?watch=true&timeoutSeconds=1&resourceVersion=9999999")
        #expect(
          future.body.contains("Too large resource version") || future.objects.isEmpty, "\(future)")
        let words = try await cluster.curl("/api/v1/pods?watch=true&resourceVersion=abc")
        #expect(words.code == 400, "\(words)")
      }
    }
  }
}
