/// Upstream's integration tests (`test/integration/statefulset`): an API and controllers, and no
/// kubelet, so that pods are what the test reports of them. Upstream's have no node and go at once
/// when they are deleted; these have one, and no grace.
enum UpstreamIntegrationRows {
  private static func set(_ replicas: Int, _ more: String = "", template: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: sts, namespace: sandbox}
    spec:
      serviceName: httpd
      podManagementPolicy: Parallel
      replicas: \(replicas)
      selector: {matchLabels: {app: httpd}}
      template:
        metadata: {labels: {app: httpd}}
        spec:
          terminationGracePeriodSeconds: 0
          containers: [{name: main, image: example.test/main}]
          \(template)
      \(more)

    """
  }

  static let claims =
    "volumeClaimTemplates: [{metadata: {name: www}, spec: {accessModes: [ReadWriteOnce], "
    + "storageClassName: local, resources: {requests: {storage: 1Gi}}}}]"

  private static func row(
    _ name: String, instead: String? = nil, _ set: String, _ steps: [UpstreamSpec.Step]
  ) -> UpstreamSpec {
    UpstreamSpec(
      name: name, instead: instead, arguments: ["--no-files", "--pod-runtime", "external"],
      files: ["set.yaml": set], steps: [.run("kubectl create -f set.yaml")] + steps)
  }

  private static func status(_ fields: [String], _ expected: String) -> UpstreamSpec.Step {
    let paths = fields.map { "{.status.\($0)}" }.joined(separator: " ")
    return .ask("field '\(paths)'", [expected])
  }

  private static func replicas(_ number: Int) -> UpstreamSpec.Step {
    status(["replicas", "observedGeneration"], "\(number) 1")
  }

  static let sync: [UpstreamSpec] = [
    row(
      "TestVolumeTemplateNoopUpdate", set(3, claims),
      [
        // The same spec once more, with nothing that was defaulted.
        .run("kubectl replace -f set.yaml"),
        .ask(
          "field '{.metadata.generation} {.spec.volumeClaimTemplates[*].metadata.name}'",
          ["1 www"]),
      ]),
    row(
      "TestSpecReplicasChange", set(2),
      [replicas(2)]
        + zip([3, 0, 2], 2...).flatMap { number, generation -> [UpstreamSpec.Step] in
          [
            .run("kubectl scale statefulset sts --replicas=\(number)"),
            status(["replicas", "observedGeneration"], "\(number) \(generation)"),
          ]
        } + [
          .run(
            "kubectl patch statefulset sts -p "
              + #"'{"spec": {"template": {"metadata": {"annotations": {"test": "x"}}}}}'"#),
          .ask("field '{.metadata.generation} {.status.observedGeneration}'", ["5 5"]),
        ]),
    row(
      "TestDeletingAndTerminatingPods", set(3),
      [
        replicas(3), .run("lives > before && hold sts-0 && kubectl delete pod sts-0 --wait=false"),
        .run("report sts-1 Failed False && report sts-2 Succeeded False"),
        .ask("fates", ["sts-0 same Pending", "sts-1 new Pending", "sts-2 new Pending"]),
        .run("free sts-0"),
        .ask("fates", ["sts-0 new Pending", "sts-1 new Pending", "sts-2 new Pending"]),
      ]),
    row(
      "TestStatefulSetAvailable", set(4, "minReadySeconds: 3600"),
      [
        replicas(4), .run("report sts-0 Running False && report sts-1 Running True"),
        .run("report sts-2 Running True 7200 && report sts-3 Running True 7200"),
        status(["replicas", "readyReplicas", "availableReplicas"], "4 3 2"),
      ]),
    row(
      "TestStatefulSetStatusWithPodFail",
      instead: "no admission counts pods: two of the names are taken by pods of nobody",
      ["sts-2", "sts-3"].map {
        """
        {apiVersion: v1, kind: Pod, metadata: {name: \($0), namespace: sandbox},
        spec: {containers: [{name: main, image: example.test/main}]}}
        ---

        """
      }.joined() + set(4),
      [replicas(2), .ask("kubectl get pods -l app=httpd -o name", ["pod/sts-0", "pod/sts-1"])]),
    row(
      "TestDeletingPodForRollingUpdatePartition",
      set(2, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}"),
      [
        replicas(2), .run("report sts-0 Running True && report sts-1 Running True && hold sts-0"),
        status(["readyReplicas"], "2"), .run("lives > before"),
        .run("kubectl set image statefulset sts main=example.test/next"),
        .ask("fates", ["sts-0 same Running", "sts-1 new Pending"]),
        .run("report sts-1 Running True"),
        status(["updatedReplicas", "replicas", "readyReplicas"], "1 2 2"),
        .run("report sts-0 Failed False && kubectl delete pod sts-0 --wait=false"),
        status(["readyReplicas"], "1"), .run("free sts-0"),
        .ask("fates", ["sts-0 new Pending", "sts-1 new Running"]),
        .run("report sts-0 Running True 7200"), status(["readyReplicas"], "2"),
        .ask(
          "kubectl get pods -o jsonpath='{.items[*].spec.containers[*].image}'",
          ["example.test/main example.test/next"]),
      ]),
  ]

  /// Sets one after the other, as upstream's test has cases.
  private static func cases(_ name: String, _ cases: [(set: String, steps: [UpstreamSpec.Step])])
    -> UpstreamSpec
  {
    var all = row(name, cases[0].set, cases[0].steps)
    for (number, one) in cases.enumerated().dropFirst() {
      all.files["set-\(number).yaml"] = one.set
      all.steps.append(.run("kubectl delete statefulset sts && kubectl delete pods,pvc --all"))
      all.steps.append(.ask("kubectl get pods,pvc -o name", []))
      all.steps.append(.run("kubectl create -f set-\(number).yaml"))
      all.steps += one.steps
    }
    return all
  }

  private static func owners(_ first: String, _ others: String) -> UpstreamSpec.Step {
    .ask(
      "kubectl get pvc -o jsonpath='{range .items[*]}{.metadata.name}:"
        + "{range .metadata.ownerReferences[*]}{.kind}{end}{\"\\n\"}{end}'",
      ["www-sts-0:\(first)", "www-sts-1:\(others)", "www-sts-2:\(others)"])
  }

  private static func retention(_ deleted: String, _ scaled: String, set owner: String, pod: String)
    -> (set: String, steps: [UpstreamSpec.Step])
  {
    let policy = "{whenDeleted: \(deleted), whenScaled: \(scaled)}"
    return (
      set(3, "persistentVolumeClaimRetentionPolicy: \(policy)\n  \(claims)"),
      [
        replicas(3), owners(owner, owner),
        // Held, so that the owner is there to be seen.
        .run("hold sts-1 && hold sts-2 && kubectl scale statefulset sts --replicas=1"),
        owners(owner, pod), .run("free sts-1 && free sts-2"),
        status(["replicas"], "1"),
      ]
    )
  }

  private static func start(_ ordinals: String, _ expected: ClosedRange<Int>)
    -> (set: String, steps: [UpstreamSpec.Step])
  {
    (
      set(expected.count, ordinals),
      [
        replicas(expected.count),
        .ask(
          "kubectl get pods -L apps.kubernetes.io/pod-index --no-headers | awk '{print $1, $NF}'",
          expected.map { "sts-\($0) \($0)" }),
        .run("kubectl scale statefulset sts --replicas=1"),
        .ask("kubectl get pods -o name", ["pod/sts-\(expected.lowerBound)"]),
      ]
    )
  }

  private static func subdomain(_ set: String, _ expected: String)
    -> (set: String, steps: [UpstreamSpec.Step])
  {
    (
      set,
      [
        replicas(1),
        .ask("kubectl get pod sts-0 -o jsonpath='{.spec.hostname}.{.spec.subdomain}'", [expected]),
      ]
    )
  }

  private static let service = "  serviceName: httpd\n"

  static let identity: [UpstreamSpec] = [
    cases(
      "TestAutodeleteOwnerRefs",
      [
        retention("Retain", "Retain", set: "", pod: ""),
        retention("Retain", "Delete", set: "", pod: "Pod"),
        retention("Delete", "Retain", set: "StatefulSet", pod: "StatefulSet"),
        retention("Delete", "Delete", set: "StatefulSet", pod: "Pod"),
      ]),
    cases(
      "TestStatefulSetStartOrdinal",
      [
        start("", 0...2), start("ordinals: {}", 0...2), start("ordinals: {start: 4}", 4...7),
        start("ordinals: {start: 2}", 2...8),
      ]),
    cases(
      "TestStatefulSetPodSubdomain",
      [
        subdomain(set(1), "sts-0.httpd"),
        subdomain(set(1, template: "subdomain: other"), "sts-0.httpd"),
        subdomain(set(1).replacing(service, with: ""), "sts-0."),
      ]),
  ]
}
