import Objects
import Testing

@testable import Controllers

/// What is stamped on pods (statefulset behaviour §3.2, observed A6).
@Suite struct StatefulSetIdentityTests {
  @Test func aPodHasItsPlaceWrittenOnIt() {
    var set = SetSketch().set
    set.spec.volumeClaimTemplates = [["metadata": ["name": "www"]], ["metadata": ["name": "log"]]]
    var template = SetSketch.template(image: "httpd:2")
    template.annotations = ["note": "kept"]
    template.rest["finalizers"] = ["example.com/hold"]
    template.spec.hostname = "overwritten"
    template.spec.subdomain = "overwritten"
    template.spec.volumes = [
      ["name": "token", "emptyDir": [:]], ["name": "www", "emptyDir": [:]],
    ]
    let pod = set.makePod(3, of: Revision(name: "web-7bb444d689", template: template))
    #expect(
      pod.metadata
        == ObjectMetadata(
          name: "web-3", generateName: "web-", namespace: "sandbox",
          labels: [
            "app": "httpd", "apps.kubernetes.io/pod-index": "3",
            "controller-revision-hash": "web-7bb444d689",
            "statefulset.kubernetes.io/pod-name": "web-3",
          ],
          annotations: ["note": "kept"],
          ownerReferences: [
            OwnerReference(
              apiVersion: "apps/v1", kind: "StatefulSet", name: "web", uid: "set",
              isController: true, blocksOwnerDeletion: true)
          ],
          finalizers: ["example.com/hold"]))
    #expect(pod.spec.hostname == "web-3")
    #expect(pod.spec.subdomain == "httpd")
    #expect(
      pod.spec.volumes == [
        ["name": "www", "persistentVolumeClaim": ["claimName": "www-web-3"]],
        ["name": "log", "persistentVolumeClaim": ["claimName": "log-web-3"]],
        ["name": "token", "emptyDir": [:]],
      ])
    #expect(pod.spec.containers == template.spec.containers)
  }

  @Test(arguments: [
    ("web-0", 0), ("web-12", 12), ("web-2147483647", Int(Int32.max)),
  ])
  func ordinals(_ name: String, _ ordinal: Int) {
    #expect(SetSketch().set.ordinal(ofPodNamed: name) == ordinal)
  }

  @Test(arguments: [
    "web", "web-", "web-01", "web-+1", "web--1", "web-2147483648", "web-1a", "web-1-2", "db-0",
    "webx-0", "WEB-0", "web-٣", "",
  ])
  func foreignNames(_ name: String) {
    #expect(SetSketch().set.ordinal(ofPodNamed: name) == nil)
  }
}
