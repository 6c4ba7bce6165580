/// What upstream's tests of sets ask of the API (`test/e2e/apps/statefulset.go`); what the
/// controller makes of it is told in memory, by the rows of the same names there.
enum UpstreamRequestRows {
  private static let sets = "/apis/apps/v1/namespaces/sandbox/statefulsets"

  private static func replicas(_ expected: String) -> UpstreamSpec.Step {
    .ask("field '{.spec.replicas} {.status.replicas} {.status.readyReplicas}' ss", [expected])
  }

  private static let scale =
    "kubectl get --raw \(sets)/ss/scale | grep -o '\"[a-zA-Z]*eplicas\":[0-9]*'"

  private static func set(_ name: String, _ label: String) -> String {
    Sample.set(name, service: "test", replicas: 1, app: name)
      .replacing(
        "metadata: {name: \(name),", with: "metadata: {labels: {e2e: \(label)}, name: \(name),")
  }

  private static let list =
    "kubectl get statefulsets -A -l e2e=testing --no-headers -o custom-columns=:metadata.name"

  static let all: [UpstreamSpec] = [
    UpstreamSpec(
      name: "should have a working scale subresource", isConformance: true,
      files: ["set.yaml": Sample.set("ss", service: "test", replicas: 1)],
      steps: [
        .run("kubectl create -f set.yaml"), replicas("1 1 1"),
        .ask(scale, ["\"replicas\":1", "\"replicas\":1"]),
        .run(
          "kubectl get --raw \(sets)/ss/scale "
            + "| sed 's/\"spec\":{\"replicas\":1}/\"spec\":{\"replicas\":2}/' > scale && "
            + "api PUT \(sets)/ss/scale @scale | grep -qx 200"
        ),
        .ask("tr -d ' \\n' < answer | grep -o '\"spec\":{[^}]*}'", [#""spec":{"replicas":2}"#]),
        replicas("2 2 2"),
        .run(
          "api PATCH \(sets)/ss/scale '{\"spec\": {\"replicas\": 4}}' "
            + "application/strategic-merge-patch+json | grep -qx 200"),
        .ask("tr -d ' \\n' < answer | grep -o '\"spec\":{[^}]*}'", [#""spec":{"replicas":4}"#]),
        replicas("4 4 4"),
        .ask(scale, ["\"replicas\":4", "\"replicas\":4"]),
      ]),
    UpstreamSpec(
      name: "should list, patch and delete a collection of StatefulSets", isConformance: true,
      files: ["sets.yaml": set("ss", "testing") + set("other", "kept")],
      steps: [
        .run("kubectl create -f sets.yaml"), replicas("1 1 1"), .ask(list, ["ss"]),
        .run(
          "api PATCH \(sets)/ss '{\"metadata\": {\"labels\": {\"ss\": \"patched\"}}, \"spec\": "
            + "{\"replicas\": 2, \"template\": {\"spec\": {\"terminationGracePeriodSeconds\": 0, "
            + "\"containers\": [{\"name\": \"main\", \"image\": \"example.test/next\"}]}}}}' "
            + "application/strategic-merge-patch+json | grep -qx 200"),
        replicas("2 2 2"),
        .ask(
          "field '{.metadata.labels.ss} {.spec.template.spec.terminationGracePeriodSeconds} "
            + "{.spec.template.spec.containers[*].image} {.status.updatedReplicas}' ss",
          ["patched 0 example.test/next 2"]),
        .ask(
          "kubectl get pods -l app=ss -o jsonpath='{.items[*].spec.containers[*].image}'",
          ["example.test/next example.test/next"]),
        .run(
          "api DELETE '\(sets)?labelSelector=e2e%3Dtesting' '{\"gracePeriodSeconds\": 0}' "
            + "| grep -qx 200"), .ask(list, []),
        .ask("kubectl get statefulsets,pods -o name", ["statefulset.apps/other", "pod/other-0"]),
      ]),
  ]
}
