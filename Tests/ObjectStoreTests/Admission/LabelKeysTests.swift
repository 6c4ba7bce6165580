import ObjectStore
import Objects
import Testing

struct LabelKeysTests {
  /// Selectors by the pod's own labels are filled in before anybody looks at them.
  @Test func aNewPodSelectsByItsOwnLabels() async throws {
    let store = try await Make.store()
    var pod = Make.pod("a")
    pod.metadata.labels = ["app": "a", "rev": "1"]
    let selector: Value = ["matchLabels": ["app": "a"]]
    pod.spec.rest["topologySpreadConstraints"] = [
      [
        "maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": selector, "matchLabelKeys": ["rev", "none"],
      ]
    ]
    pod.spec.rest["affinity"] = [
      "podAntiAffinity": [
        "preferredDuringSchedulingIgnoredDuringExecution": [
          [
            "weight": 1,
            "podAffinityTerm": [
              "topologyKey": "zone", "labelSelector": selector, "matchLabelKeys": ["rev"],
              "mismatchLabelKeys": ["app"],
            ],
          ]
        ]
      ]
    ]
    let rev: Value = ["key": "rev", "operator": "In", "values": ["1"]]
    let stored = try await store.create(pod)
    #expect(
      stored.spec.rest["topologySpreadConstraints"]?[0]?["labelSelector"]?["matchExpressions"]
        == [rev])
    let term = stored.spec.rest["affinity"]?["podAntiAffinity"]?[
      "preferredDuringSchedulingIgnoredDuringExecution"]?[0]?["podAffinityTerm"]
    #expect(
      term?["labelSelector"]?["matchExpressions"]
        == [rev, ["key": "app", "operator": "NotIn", "values": ["a"]]])
    #expect(try await store.update(stored).spec == stored.spec)
  }

  /// Who names a key in both places is told of it.
  @Test func aKeyIsSelectedOnce() async throws {
    let store = try await Make.store()
    var pod = Make.pod("a")
    pod.metadata.labels = ["rev": "1"]
    pod.spec.rest["topologySpreadConstraints"] = [
      [
        "maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": ["matchLabels": ["rev": "1"]], "matchLabelKeys": ["rev"],
      ]
    ]
    #expect(
      await store.refusal(.create(pod))
        == #"Pod "a" is invalid: spec.topologySpreadConstraints[0][0]: Invalid value: "rev": "#
        + "exists in both matchLabelKeys and labelSelector")
  }
}
