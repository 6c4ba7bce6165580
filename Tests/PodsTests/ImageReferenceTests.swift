import Testing

@testable import Pods

@Suite struct ImageReferenceTests {
  @Test(arguments: [
    ("httpd", "docker.io/library/httpd"), ("httpd:2", "docker.io/library/httpd"),
    ("me/tool:1", "docker.io/me/tool"), ("docker.io/library/httpd:2", "docker.io/library/httpd"),
    ("registry:5000/a/b:1", "registry:5000/a/b"), ("localhost/a", "localhost/a"),
    ("registry.k8s.io/pause", "registry.k8s.io/pause"),
  ])
  func repository(_ text: String, _ repository: String) {
    let id = ImageReference(text).id
    #expect(id.hasPrefix(repository + "@sha256:"))
    #expect(id.utf8.count == repository.utf8.count + 8 + 64)
  }

  @Test func aDigestStays() {
    #expect(ImageReference("a@sha256:12").id == "a@sha256:12")
  }

  @Test func digestsDiffer() {
    let digests = (0..<1000).map { Digest("uid/\($0)").description }
    #expect(Set(digests).count == 1000)
    #expect(digests.allSatisfy { $0.utf8.count == 64 })
  }

  @Test(arguments: [(10, "10s"), (80, "1m20s"), (160, "2m40s"), (300, "5m0s")])
  func goText(_ seconds: Int, _ text: String) {
    #expect(Duration.seconds(seconds).goText == text)
  }
}
