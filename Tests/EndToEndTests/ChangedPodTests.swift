import Testing

extension EndToEndTests {
  /// What kubectl changes of a pod that runs.
  @Suite(.needsKubectl) struct ChangedPodTests {
    private static let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0}
      spec:
        containers:
        - name: nginx
          image: nginx:1
          resources: {requests: {cpu: 100m, memory: 64Mi}}
      """

    /// A line of shell, and what it prints then; the pod is the same all the time.
    private static let lines = [
      ("kubectl debug web-0 --image=busybox --attach=false -c look", nil),
      (
        "kubectl get pod web-0 "
          + "-o jsonpath='{.status.ephemeralContainerStatuses[*].name} {.metadata.generation}'",
        "look 2"
      ),
      (
        "kubectl set image pod/web-0 nginx=nginx:2 && kubectl wait --for=condition=Ready pod/web-0",
        nil
      ),
      ("kubectl get pod web-0 --no-headers | awk '{print $2, $3, $4}'", "1/1 Running 1"),
      (
        "kubectl patch pod web-0 --subresource resize -p "
          + #"'{"spec":{"containers":[{"name":"nginx","resources":{"requests":{"cpu":"2"}}}]}}'"#,
        "pod/web-0 patched"
      ),
      (
        "kubectl wait --for=jsonpath='{.status.observedGeneration}'=4 pod/web-0 >/dev/null && "
          + "kubectl get pod web-0 -o jsonpath='{.status.containerStatuses[0].allocatedResources}'",
        #"{"cpu":"2","memory":"64Mi"}"#
      ),
      (
        "kubectl get events -o jsonpath='{range .items[*]}{.reason} {end}' | tr ' ' '\\n' "
          + "| grep -E 'Killing|Resize' | sort | xargs", "Killing ResizeCompleted ResizeStarted"
      ),
    ]

    @Test(arguments: Kubectl.allCases) func aRunningPodIsChanged(_ kubectl: Kubectl) async throws {
      let folder = try Folder(["pod.yaml": Self.pod])
      try await Cluster.run(kubectl, in: folder) { cluster in
        try await cluster.succeed(
          "kubectl create -f pod.yaml && kubectl wait --for=condition=Ready pod/web-0")
        for (line, output) in Self.lines {
          let finished = try await cluster.run(line)
          #expect(finished.status == 0, "\(finished)")
          if let output {
            #expect(
              finished.output.split(separator: "\n").joined() == output, "\(finished)")
          }
        }
      }
    }
  }
}
