import Testing

extension EndToEndTests {
  /// `ordinal get`, `apply`, `scale` and `delete`, for machines without kubectl: they print what it would.
  @Suite(.needsKubectl) struct ThinClientTests {
    private static let manifest =
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: sandbox}\n" + Sample.sandbox(replicas: 2)

    @Test func printsWhatKubectlPrints() async throws {
      try await Cluster.run(in: Folder(["web.yaml": Self.manifest])) { cluster in
        try await cluster.succeed("kubectl apply -f web.yaml")
        try await cluster.succeed("kubectl rollout status -n sandbox sts/web --timeout=20s")
        for question in [
          "all -n sandbox", "pods,sts -n sandbox", "pods -A", "sts web -n sandbox -o yaml",
          "sts web -n sandbox -o json", "pods -n sandbox -o name", "pods -n sandbox -l app=httpd",
          "pods -n sandbox -o wide", "svc,endpointslices -n sandbox", "pvc,pv -A", "ns", "nodes",
          "pod/web-0 svc/httpd -n sandbox", "pods -n nowhere", "pod nobody -n sandbox",
          "sc", "sa,cm -n sandbox", "controllerrevisions -n sandbox",
        ] {
          let kubectl = try await cluster.run("kubectl get \(question)")
          let ordinal = try await cluster.run("\(Tool.ordinal) get \(question) --data-dir data")
          let plain = PlainText(command: "kubectl get \(question)")
          #expect(plain.lines(of: ordinal.output) == plain.lines(of: kubectl.output), "\(question)")
          #expect(ordinal.status == kubectl.status, "\(ordinal)\(kubectl)")
          let said = plain.lines(of: ordinal.error).map { $0.replacing("ordinal: ", with: "") }
          let wanted = plain.lines(of: kubectl.error).map { $0.replacing("error: ", with: "") }
          #expect(
            said.joined().contains(wanted.joined())
              || !ordinal.error.isEmpty == !kubectl.error.isEmpty,
            "\(ordinal)\(kubectl)")
        }
      }
    }

    @Test func goesTheWholeWay() async throws {
      try await Cluster.run(in: Folder(["web.yaml": Self.manifest])) { cluster in
        let names = (0..<3).map { "web-\($0).\(Sample.zone)" }
        func ordinal(_ words: String) async throws -> String {
          try await cluster.succeed("\(Tool.ordinal) \(words) --data-dir data")
        }
        let created = try await ordinal("apply -f web.yaml")
        #expect(
          created.split(separator: "\n").map { $0.split(separator: " ")[0] }
            == ["namespace/sandbox", "service/httpd", "statefulset.apps/web"], "\(created)")
        _ = try await ordinal("wait \(names[0]) \(names[1])")
        let scaled = try await ordinal("scale statefulset/web --replicas 3 -n sandbox")
        #expect(scaled == "statefulset.apps/web scaled\n")
        _ = try await ordinal("wait \(names[2])")
        let deleted = try await ordinal("delete statefulset/web -n sandbox")
        #expect(deleted == "statefulset.apps \"web\" deleted from sandbox namespace\n")
        _ = try await ordinal("wait --for gone \(names[0])")
      }
    }

    @Test func saysWhereTheKubeconfigIs() async throws {
      try await Cluster.run(in: Folder()) { cluster in
        let path = try await cluster.succeed("\(Tool.ordinal) kubeconfig --data-dir data")
        let nodes = try await cluster.succeed(
          "KUBECONFIG=\(path.dropLast()) kubectl get ns -o name")
        #expect(nodes.contains("namespace/default"), "\(nodes)")
      }
      let nobody = try await Ordinal.run(["get", "pods"], in: Folder())
      #expect(nobody.status == 1 && nobody.error.split(separator: "\n").count == 1, "\(nobody)")
    }
  }
}
