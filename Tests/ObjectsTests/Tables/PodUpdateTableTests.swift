import Testing

@testable import Objects

/// The cases of upstream's tests of pod updates, on the article's pod as Kubernetes 1.36 stored it.
struct PodUpdateTableTests {
  static let base = #"""
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"sandbox"},"spec":{
    "volumes":[{"name":"www","persistentVolumeClaim":{"claimName":"www-web-0"}},
    {"name":"kube-api-access-wphgl","projected":{"sources":[
    {"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},
    {"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}},
    {"downwardAPI":{"items":[{"path":"namespace",
    "fieldRef":{"apiVersion":"v1","fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}}],
    "containers":[{"name":"httpd","image":"docker.io/library/httpd:2-alpine",
    "ports":[{"name":"web","containerPort":80,"protocol":"TCP"}],"resources":{},
    "volumeMounts":[{"name":"www","mountPath":"/usr/local/apache2/htdocs/"},
    {"name":"kube-api-access-wphgl","readOnly":true,
    "mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],
    "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
    "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always",
    "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",
    "serviceAccount":"default","nodeName":"node-1","securityContext":{},"hostname":"web-0",
    "subdomain":"httpd","schedulerName":"default-scheduler","tolerations":[
    {"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute",
    "tolerationSeconds":300},
    {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute",
    "tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,
    "preemptionPolicy":"PreemptLowerPriority"}}
    """#

  static func spec(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }

  static func image(_ text: String) -> String {
    #"{"spec":{"volumes":null,"containers":[{"name":"httpd","image":"\#(text)"}]}}"#
  }

  static func deadline(_ text: String) -> String { spec(#""activeDeadlineSeconds":\#(text)"#) }

  static func tolerations(_ items: String...) -> String {
    spec(#""tolerations":[\#(items.joined(separator: ","))]"#)
  }

  static let toleration = #"{"key":"a","operator":"Equal","value":"b","effect":"NoExecute"}"#

  /// Held back, as a pod without a node can be.
  static func gated(_ fields: String) -> String {
    spec(#""nodeName":null,"schedulingGates":[{"name":"g"}]\#(fields)"#)
  }

  static func terms(_ terms: String) -> String {
    #","affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":"#
      + #"{"nodeSelectorTerms":[\#(terms)]}}}"#
  }

  static func term(_ keys: String...) -> String {
    let items = keys.map { #"{"key":"\#($0)","operator":"In","values":["v"]}"# }
    return #"{"matchExpressions":[\#(items.joined(separator: ","))]}"#
  }

  static let refused =
    "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
    + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
    + "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set "
    + "to 1 if it was previously negative)\n"
  static let termsPath =
    "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
  static let onlyAdditions = "only additions are allowed (no mutations or deletions)"
  static let mirror = #""kubernetes.io/config.mirror""#

  static let rows: [ValidationRow] = [
    ValidationRow("nothing"),
    ValidationRow("labels", #"{"metadata":{"labels":{"a":"b"}}}"#),
    ValidationRow("another image", image("a"), before: image("b")),
    ValidationRow(
      "an image of nothing", image(" "), before: image("b:1"),
      Array(
        repeating:
          #"spec.containers[0].image: Invalid value: " ": must not have leading or trailing whitespace"#,
        count: 2)),
    ValidationRow(
      "another container",
      #"{"spec":{"volumes":null,"containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}"#,
      before: image("i"),
      ["spec.containers: Forbidden: pod updates may not add or remove containers"]),
    ValidationRow(
      "another init container", spec(#""initContainers":[{"name":"b","image":"i"}]"#),
      ["spec.initContainers: Forbidden: pod updates may not add or remove containers"]),
    ValidationRow(
      "another image of an init container", spec(#""initContainers":[{"name":"b","image":"i"}]"#),
      before: spec(#""initContainers":[{"name":"b","image":"j"}]"#)),
    ValidationRow("a deadline", deadline("20")),
    ValidationRow("a nearer deadline", deadline("10"), before: deadline("20")),
    ValidationRow(
      "a later deadline", deadline("20"), before: deadline("10"),
      [
        "spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value"
      ]),
    ValidationRow(
      "no deadline any more", before: deadline("10"),
      [
        "spec.activeDeadlineSeconds: Invalid value: null: "
          + "must not update from a positive integer to nil value"
      ]),
    ValidationRow(
      "a deadline in the past", deadline("-1"),
      [1, 0].map {
        "spec.activeDeadlineSeconds: Invalid value: -1: must be between \($0) and 2147483647, inclusive"
      }),
    ValidationRow(
      "another toleration", tolerations(toleration, #"{"key":"c","operator":"Exists"}"#),
      before: tolerations(toleration)),
    ValidationRow(
      "a toleration for less long",
      tolerations(
        #"{"key":"a","operator":"Equal","value":"b","effect":"NoExecute","tolerationSeconds":1}"#),
      before: tolerations(toleration)),
    ValidationRow(
      "a toleration of something else",
      tolerations(#"{"key":"a","operator":"Equal","value":"c","effect":"NoExecute"}"#),
      before: tolerations(toleration),
      [
        "spec.tolerations: Forbidden: existing toleration can not be modified except its "
          + "tolerationSeconds"
      ]),
    ValidationRow(
      "no toleration any more", tolerations(), before: tolerations(toleration),
      [
        "spec.tolerations: Forbidden: existing toleration can not be modified except its "
          + "tolerationSeconds"
      ]),
    // Recorded of Kubernetes 1.36.
    ValidationRow(
      "another hostname", spec(#""hostname":"x""#),
      [
        refused
          + "@@ -215,7 +215,7 @@\n   \"SELinuxChangePolicy\": null\n  },\n"
          + "  \"ImagePullSecrets\": null,\n- \"Hostname\": \"web-0\",\n+ \"Hostname\": \"x\",\n"
          + "  \"Subdomain\": \"httpd\",\n  \"SetHostnameAsFQDN\": null,\n  \"Affinity\": null,\n"
      ]),
    ValidationRow(
      "another node", spec(#""nodeName":"x""#),
      [
        refused
          + "@@ -193,7 +193,7 @@\n  \"NodeSelector\": null,\n"
          + "  \"ServiceAccountName\": \"default\",\n  \"AutomountServiceAccountToken\": null,\n"
          + "- \"NodeName\": \"node-1\",\n+ \"NodeName\": \"x\",\n  \"SecurityContext\": {\n"
          + "   \"HostNetwork\": false,\n   \"HostPID\": false,\n"
      ]),
    ValidationRow(
      "a node for a pod that has none", before: spec(#""nodeName":null"#),
      [
        refused
          + "@@ -193,7 +193,7 @@\n  \"NodeSelector\": null,\n"
          + "  \"ServiceAccountName\": \"default\",\n  \"AutomountServiceAccountToken\": null,\n"
          + "- \"NodeName\": \"\",\n+ \"NodeName\": \"node-1\",\n  \"SecurityContext\": {\n"
          + "   \"HostNetwork\": false,\n   \"HostPID\": false,\n"
      ]),
    ValidationRow("what is as good as nothing", spec(#""hostAliases":[],"hostNetwork":false"#)),
    ValidationRow(
      "the mark of a mirror", #"{"metadata":{"annotations":{\#(mirror):"x"}}}"#,
      [
        "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: "
          + "may not add mirror pod annotation"
      ]),
    ValidationRow(
      "no mirror any more", before: #"{"metadata":{"annotations":{\#(mirror):"x"}}}"#,
      [
        "metadata.annotations[kubernetes.io/config.mirror]: Forbidden: "
          + "may not remove or update mirror pod annotation"
      ]),
    ValidationRow(
      "gates that go", spec(#""nodeName":null"#), before: gated("")),
    ValidationRow(
      "another gate", spec(#""nodeName":null,"schedulingGates":[{"name":"g"},{"name":"h"}]"#),
      before: gated(""),
      [
        "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new "
          + "scheduling gate 'h'"
      ]),
    ValidationRow(
      "more of a node's labels, held back", gated(#","nodeSelector":{"a":"b","c":"d"}"#),
      before: gated(#","nodeSelector":{"a":"b"}"#)),
    ValidationRow(
      "other labels of a node, held back", gated(#","nodeSelector":{"a":"c"}"#),
      before: gated(#","nodeSelector":{"a":"b"}"#),
      [
        #"spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are "#
          + "allowed (no mutations or deletions)"
      ]),
    ValidationRow("an affinity, held back", gated(terms(term("a"))), before: gated("")),
    ValidationRow(
      "more of an affinity, held back", gated(terms(term("a", "b"))),
      before: gated(terms(term("a")))),
    ValidationRow(
      "another term, held back", gated(terms(term("a") + "," + term("b"))),
      before: gated(terms(term("a"))),
      [
        termsPath
          + #": Invalid value: [{"MatchExpressions":[{"Key":"a","Operator":"In","Values":["v"]}],"#
          + #""MatchFields":null},{"MatchExpressions":[{"Key":"b","Operator":"In","Values":["v"]}],"#
          + #""MatchFields":null}]: no additions/deletions to non-empty NodeSelectorTerms list are "#
          + "allowed"
      ]),
    ValidationRow(
      "another requirement, held back", gated(terms(term("b"))), before: gated(terms(term("a"))),
      [
        termsPath
          + #"[0]: Invalid value: {"MatchExpressions":[{"Key":"b","Operator":"In","Values":["v"]}],"#
          + #""MatchFields":null}: \#(onlyAdditions)"#
      ]),
  ]

  @Test(arguments: rows) func updatedPod(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }

  @Test func labelsOfANodeStayWhereAPodIsScheduled() throws {
    let row = ValidationRow("", Self.spec(#""nodeSelector":{"a":"b"}"#))
    let errors = try row.updateErrors(of: Self.base)
    #expect(errors.count == 1)
    #expect(errors.first?.hasPrefix(Self.refused) == true)
    #expect(
      errors.first?.contains(
        "- \"NodeSelector\": null,\n+ \"NodeSelector\": {\n+  \"a\": \"b\"\n+ },\n") == true)
  }

  @Test func aNegativeGracePeriodBecomesOneSecond() throws {
    let row = ValidationRow("", Self.spec(#""terminationGracePeriodSeconds":-5"#))
    let pod = try #require(row.object(of: Self.base, patched: row.patch) as? Pod)
    #expect(pod.spec.terminationGracePeriodSeconds == 1)
    var old = pod
    old.spec.terminationGracePeriodSeconds = -5
    #expect(pod.validateUpdate(from: old).isEmpty)
  }
}
