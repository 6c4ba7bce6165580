import Foundation
import Testing

extension EndToEndTests {
  /// What kubectl's users do besides the recorded sessions.
  @Suite(.needsKubectl) struct KubectlTests {
    /// The article's two objects in the namespace `sandbox`.
    private static func withSet(
      _ kubectl: Kubectl = .v36, replicas: Int = 2, _ body: (Cluster) async throws -> Void
    ) async throws {
      // Without fields that mean nothing: kubectl would find them missing each time it applies.
      let manifest = Sample.sandbox(replicas: replicas)
        .replacing(", ports: []", with: "").replacing(", annotations: {}", with: "")
      let folder = try Folder(["web.yaml": manifest])
      try await Cluster.run(kubectl, in: folder) { cluster in
        try await cluster.useSandbox()
        try await cluster.succeed(
          "kubectl create -f web.yaml && kubectl rollout status sts/web --timeout=20s")
        try await body(cluster)
      }
    }

    /// A command, and what its output must have in it.
    struct Row: CustomTestStringConvertible, Sendable {
      let command: String
      let shows: [String]
      let status: Int32

      init(_ command: String, shows: String..., status: Int32 = 0) {
        self.command = command
        self.shows = shows
        self.status = status
      }

      var testDescription: String { command }

      func check(_ cluster: Cluster) async throws {
        let finished = try await cluster.run(command)
        #expect(finished.status == status, "\(finished)")
        for text in shows {
          #expect((finished.output + finished.error).contains(text), "no “\(text)” in\n\(finished)")
        }
        #expect(!finished.output.contains("<unknown>"), "\(finished)")
        #expect(!finished.error.contains("panic"), "\(finished)")
      }
    }

    private static let kinds = [
      "namespace/sandbox", "pod/web-0", "service/httpd", "endpoints/httpd", "endpointslices",
      "nodes",
      "storageclass/standard", "configmap/kube-root-ca.crt", "serviceaccount/default", "sts/web",
      "controllerrevisions", "events", "pv", "pvc", "secrets",
    ]

    private static let questions =
      kinds.map { Row("kubectl describe \($0)") } + [
        Row("kubectl version", shows: "Server Version: v1.36."),
        Row("kubectl cluster-info", shows: "is running at"),
        Row("kubectl api-versions", shows: "apps/v1", "discovery.k8s.io/v1", "storage.k8s.io/v1"),
        Row(
          "kubectl api-resources",
          shows: "pods ", "statefulsets ", "sts ", "endpointslices ", "controllerrevisions ",
          "storageclasses ", "persistentvolumeclaims ", "pvc ", "configmaps ", "serviceaccounts ",
          "events ", "nodes ", "namespaces "),
        Row("kubectl api-resources --namespaced=false -o name", shows: "persistentvolumes"),
        Row("kubectl api-resources --verbs=list,watch -o wide", shows: "deletecollection", "patch"),
        Row("kubectl explain sts", shows: "KIND:       StatefulSet", "spec\t<StatefulSetSpec>"),
        Row("kubectl explain sts.spec.serviceName", shows: "FIELD: serviceName <string>"),
        Row(
          "kubectl explain pod.spec.containers.ports", shows: "containerPort\t<integer> -required-"),
        Row("kubectl explain sts.spec --recursive", shows: "volumeClaimTemplates"),
        Row("kubectl auth can-i create pods", shows: "yes"),
        Row("kubectl auth can-i delete statefulsets -n sandbox", shows: "yes"),
        Row("kubectl auth can-i --list", shows: "*.*"),
        Row("kubectl auth whoami", shows: "Username", "system:masters"),
        Row("kubectl config get-contexts", shows: "CURRENT", "sandbox"),
        Row("kubectl get --raw /healthz", shows: "ok"),
        Row("kubectl get --raw /readyz", shows: "ok"),
        Row("kubectl get --raw /version", shows: "gitVersion"),
        Row("kubectl get --raw /api/v1/namespaces/sandbox/pods", shows: "PodList", "web-0"),
        Row("kubectl get all,cm,sa,ep,endpointslices,pv,pvc,sc,nodes,ev,controllerrevisions -A"),
        Row("kubectl get sts web -o jsonpath='{.status.readyReplicas}'", shows: "2"),
        Row(
          "kubectl get pods -o custom-columns=N:.metadata.name,I:.status.podIP", shows: "10.244.0.7"
        ),
        Row("kubectl get pods --sort-by=.metadata.name --no-headers", shows: "web-1"),
        Row("kubectl get pods --field-selector=spec.nodeName=ordinal -o name", shows: "pod/web-0"),
        Row("kubectl get pods --field-selector=metadata.name!=web-0 -o name", shows: "pod/web-1"),
        Row("kubectl get pods -l 'app in (httpd,x),!none' -o name", shows: "pod/web-1"),
        Row("kubectl get pods --chunk-size=1 -o name", shows: "pod/web-0\npod/web-1"),
        Row("kubectl events --for sts/web", shows: "SuccessfulCreate"),
        Row(
          "kubectl wait --for=condition=Ready pod --all --timeout=5s",
          shows: "pod/web-0 condition met"),
        Row(
          "kubectl wait --for=jsonpath='{.status.readyReplicas}'=2 sts/web --timeout=5s",
          shows: "met"),
        Row("kubectl wait --for=create pod/web-1 --timeout=5s", shows: "met"),
        Row("kubectl wait --for=delete pod/nobody --timeout=2s"),
        Row("kubectl rollout history sts/web", shows: "REVISION"),
        Row("kubectl diff -f web.yaml"),
        Row(
          "sed 's/replicas: 2/replicas: 3/' web.yaml | kubectl diff -f -", shows: "+  replicas: 3",
          status: 1),
        Row("kubectl describe node ordinal", shows: "HolderIdentity:  ordinal"),
        Row("kubectl get pods -n nowhere", shows: "No resources found in nowhere namespace."),
        Row("kubectl get deployments", shows: "the server doesn't have a resource type", status: 1),
      ]

    @Test(arguments: Kubectl.allCases)
    func answersQuestions(kubectl: Kubectl) async throws {
      try await Self.withSet(kubectl) { cluster in
        for row in Self.questions { try await row.check(cluster) }
      }
    }

    private static let refusals = [
      Row("kubectl exec web-0 -- hostname", shows: "simulated", status: 1),
      Row("kubectl exec -it web-0 -- sh", shows: "simulated", status: 1),
      Row("kubectl attach web-0", shows: "simulated", status: 1),
      Row("kubectl logs web-0", shows: "simulated", status: 1),
      // A refusal would be asked for again, for 20 seconds.
      Row("timeout 5 kubectl logs -f web-0", shows: "simulated"),
      Row("timeout 5 kubectl logs -f sts/web", shows: "simulated"),
      Row("kubectl port-forward web-0 18999:80", shows: "simulated", status: 1),
      Row("kubectl port-forward svc/httpd 18999:80", status: 1),
      Row("kubectl cp web-0:/etc/hostname copied", shows: "simulated", status: 1),
      Row("kubectl exec web-99 -- hostname", shows: "pods \"web-99\" not found", status: 1),
      Row(
        "kubectl logs web-0 -c nope", shows: "container nope is not valid for pod web-0", status: 1),
      Row("kubectl top pod", shows: "Metrics API not available", status: 1),
      Row("kubectl create deployment d --image=x", shows: "the server could not find", status: 1),
    ]

    /// What a pod runtime would do: one clear line that names it.
    @Test(arguments: Kubectl.allCases)
    func saysWhatItDoesNotDo(kubectl: Kubectl) async throws {
      try await Self.withSet(kubectl) { cluster in
        for row in Self.refusals {
          try await row.check(cluster)
          let said = try await cluster.run(row.command).error
          // kubectl adds two of its own to attach.
          #expect(said.split(separator: "\n").count <= 3, "\(row.command)\n\(said)")
        }
      }
    }

    private static let changes = [
      Row(
        "kubectl label sts/web pod/web-0 service/httpd tier=a",
        shows: "statefulset.apps/web labeled"),
      Row("kubectl label sts web tier=b", shows: "'tier' already has a value (a)", status: 1),
      Row("kubectl annotate pods --all note=hello", shows: "pod/web-1 annotated"),
      Row("kubectl patch sts web -p '{\"metadata\":{\"labels\":{\"x\":\"y\"}}}'", shows: "patched"),
      Row(
        "kubectl patch svc httpd --type=merge -p '{\"metadata\":{\"labels\":{\"x\":\"z\"}}}'",
        shows: "patched"),
      Row(
        "kubectl patch sts web --type=json -p '[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]'",
        shows: "The request is invalid", status: 1),
      Row(
        "kubectl patch sts web --type=json -p '[{\"op\":\"replace\",\"path\":\"/metadata/labels/x\",\"value\":\"w\"}]'",
        shows: "patched"),
      Row(
        "EDITOR='sed -i s/replicas:.2/replicas:\\ 3/' kubectl edit sts web",
        shows: "statefulset.apps/web edited"),
      Row("kubectl rollout status sts/web --timeout=20s", shows: "complete"),
      Row("kubectl get sts web -o jsonpath={.status.readyReplicas}", shows: "3"),
      Row("EDITOR='sed -i s/replicas:.3/replicas:\\ -3/' kubectl edit sts web", status: 1),
      Row("EDITOR=true kubectl edit sts web", shows: "Edit cancelled, no changes made."),
      Row("kubectl run probe --image=example.test/probe", shows: "pod/probe created"),
      Row("kubectl wait --for=condition=Ready pod/probe --timeout=5s", shows: "met"),
      Row("kubectl run dry --image=x --dry-run=server -o name", shows: "pod/dry"),
      Row("kubectl run dry --image=x --dry-run=client -o yaml", shows: "image: x"),
      Row("kubectl get pod dry", shows: "not found", status: 1),
      Row("kubectl expose pod probe --port=80 --name=probe", shows: "service/probe exposed"),
      Row("kubectl get svc probe -o jsonpath={.spec.clusterIP}", shows: "10.96."),
      Row("kubectl delete pod/probe svc/probe", shows: "pod \"probe\" deleted"),
      Row("kubectl create configmap cm --from-literal=a=b", shows: "configmap/cm created"),
      Row("kubectl create secret generic s --from-literal=a=b", shows: "secret/s created"),
      Row("kubectl create serviceaccount robot", shows: "serviceaccount/robot created"),
      Row("kubectl create service clusterip plain --tcp=80:8080", shows: "service/plain created"),
      Row(
        "kubectl create service externalname far --external-name=example.com",
        shows: "service/far created"),
      Row("kubectl apply -f web.yaml", shows: "statefulset.apps/web configured", "service/httpd"),
      Row(
        "kubectl apply -f web.yaml", shows: "statefulset.apps/web unchanged",
        "service/httpd unchanged"),
      Row(
        "sed 's/replicas: 2/replicas: 4/' web.yaml | kubectl apply -f -",
        shows: "statefulset.apps/web configured"),
      Row("kubectl apply -f web.yaml --dry-run=server", shows: "configured (server dry run)"),
      Row("kubectl get sts web -o jsonpath={.spec.replicas}", shows: "4"),
      Row("kubectl set image sts/web main=example.test/main:2", shows: "image updated"),
      Row("kubectl rollout status sts/web --timeout=20s", shows: "complete: 4 new pods"),
      Row("kubectl rollout undo sts/web", shows: "rolled back"),
      Row("kubectl rollout restart sts/web", shows: "restarted"),
      Row("kubectl rollout status sts/web --timeout=20s", shows: "complete: 4 new pods"),
      Row("kubectl scale sts web --replicas=2 --current-replicas=4", shows: "scaled"),
      Row("kubectl wait --for=jsonpath='{.status.replicas}'=2 sts/web --timeout=10s", shows: "met"),
      Row("kubectl replace -f web.yaml", shows: "statefulset.apps/web replaced"),
      Row("kubectl replace --force -f web.yaml", shows: "statefulset.apps/web replaced"),
      Row("kubectl delete -f web.yaml", shows: "statefulset.apps \"web\" deleted"),
      Row("kubectl wait --for=delete pod -l app=httpd --timeout=10s"),
      Row("kubectl delete all,cm,secrets --all", shows: "configmap \"cm\" deleted"),
      Row("kubectl delete namespace sandbox", shows: "namespace \"sandbox\" deleted"),
      Row("kubectl get namespace sandbox", shows: "not found", status: 1),
    ]

    @Test(arguments: Kubectl.allCases)
    func makesChanges(kubectl: Kubectl) async throws {
      try await Self.withSet(kubectl) { cluster in
        for row in Self.changes { try await row.check(cluster) }
      }
    }

    /// The steps of Kubernetes' own script for kubectl and StatefulSets (`test/cmd/apps.sh`).
    private static let script = [
      Row("kubectl create --dry-run=client -f nginx.yaml", shows: "created (dry run)"),
      Row("kubectl create --dry-run=server -f nginx.yaml", shows: "created (server dry run)"),
      Row("kubectl get statefulset", shows: "No resources found"),
      Row("kubectl create -f nginx.yaml", shows: "statefulset.apps/nginx created"),
      Row("kubectl wait --for=jsonpath='{.status.observedGeneration}'=1 sts nginx --timeout=5s"),
      Row("kubectl scale --current-replicas=0 --replicas=1 statefulset nginx", shows: "scaled"),
      Row("kubectl wait --for=jsonpath='{.status.observedGeneration}'=2 sts nginx --timeout=5s"),
      Row("kubectl delete -f nginx.yaml", shows: "deleted"),
      Row("kubectl wait --for=delete pod -l app=nginx --timeout=5s"),
      Row("kubectl apply -f nginx.yaml --record", shows: "statefulset.apps/nginx created"),
      Row(
        "kubectl wait --for=create controllerrevisions -l app=nginx --timeout=5s",
        shows: "condition met"),
      Row(
        "kubectl get controllerrevisions -o go-template='{{range.items}}{{.metadata.annotations}}{{end}}'",
        shows: "nginx.yaml --record=true"),
      Row(
        "kubectl rollout undo statefulset --to-revision=1",
        shows: "skipped rollback (current template already matches revision 1)"),
      Row("sed s/:0.7/:0.8/ nginx.yaml | kubectl apply --record -f -", shows: "configured"),
      Row("kubectl wait --for=jsonpath='{.status.observedGeneration}'=2 sts nginx --timeout=5s"),
      Row(
        "kubectl rollout undo statefulset --dry-run=client", shows: "nginx-slim:0.7", "(dry run)"),
      Row("kubectl rollout undo statefulset --dry-run=server", shows: "(server dry run)"),
      Row("kubectl rollout undo statefulset --to-revision=1", shows: "rolled back"),
      Row("kubectl get sts -o yaml", shows: "image: registry.k8s.io/nginx-slim:0.7"),
      Row(
        "kubectl rollout undo statefulset --to-revision=1000000",
        shows: "unable to find specified revision", status: 1),
      Row("kubectl wait --for=jsonpath='{.status.observedGeneration}'=3 sts nginx --timeout=5s"),
      Row("kubectl rollout undo statefulset", shows: "rolled back"),
      Row("kubectl get sts -o yaml", shows: "image: registry.k8s.io/nginx-slim:0.8"),
      Row("kubectl delete -f nginx.yaml", shows: "deleted"),
    ]

    @Test(arguments: Kubectl.allCases)
    func followsKubernetesOwnScript(kubectl: Kubectl) async throws {
      let manifest = Sample.set("nginx", service: "nginx", replicas: 0)
        .replacing("example.test/main", with: "registry.k8s.io/nginx-slim:0.7")
      try await Cluster.run(kubectl, in: Folder(["nginx.yaml": manifest])) { cluster in
        try await cluster.useSandbox()
        for row in Self.script { try await row.check(cluster) }
      }
    }

    @Test(arguments: Kubectl.allCases)
    func appliesOnTheServerSide(kubectl: Kubectl) async throws {
      let service = """
        apiVersion: v1
        kind: Service
        metadata: {name: httpd}
        spec: {clusterIP: None, selector: {app: httpd}, ports: [{name: web, port: 80}]}
        """
      // The selector is one field, as the whole of it says what is meant.
      let other = service.replacing("{app: httpd}", with: "{app: other}")
      let folder = try Folder(["service.yaml": service, "other.yaml": other])
      try await Cluster.run(kubectl, in: folder) { cluster in
        try await cluster.useSandbox()
        for row in [
          Row(
            "kubectl apply --server-side -f service.yaml", shows: "service/httpd serverside-applied"
          ),
          Row(
            "kubectl apply --server-side -f service.yaml", shows: "service/httpd serverside-applied"
          ),
          Row(
            "kubectl apply --server-side --field-manager=other -f other.yaml",
            shows: "conflict", "--force-conflicts", status: 1),
          Row(
            "kubectl apply --server-side --field-manager=other --force-conflicts -f other.yaml",
            shows: "serverside-applied"),
          Row("kubectl get svc httpd -o jsonpath='{.spec.selector.app}'", shows: "other"),
          Row("kubectl get svc httpd --show-managed-fields -o yaml", shows: "manager: other"),
        ] { try await row.check(cluster) }
      }
    }

    /// `get -w` in one terminal, `scale` in another.
    @Test(arguments: Kubectl.allCases)
    func watchesWhatChanges(kubectl: Kubectl) async throws {
      try await Self.withSet(kubectl, replicas: 1) { cluster in
        let pods = try cluster.spawn("kubectl get pods -w")
        let sets = try cluster.spawn("kubectl get sts web -w --output-watch-events")
        #expect(
          try await eventually { pods.output.contains("web-0") && sets.output.contains("ADDED") })
        try await cluster.succeed("kubectl scale sts web --replicas=2")
        #expect(
          try await eventually { pods.output.contains(#/web-1 +1\/1 +Running/#) }, "\(pods.output)")
        #expect(
          try await eventually { sets.output.contains(#/MODIFIED +web +2\/2/#) }, "\(sets.output)")
        try await cluster.succeed("kubectl scale sts web --replicas=1")
        #expect(
          try await eventually { sets.output.contains(#/MODIFIED +web +1\/1/#) }, "\(sets.output)")
        // Both would go on for ever.
        #expect(pods.isRunning && sets.isRunning)
        await pods.end()
        await sets.end()
      }
    }
  }
}
