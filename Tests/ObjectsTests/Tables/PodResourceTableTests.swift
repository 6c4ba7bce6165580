import Testing

@testable import Objects

/// The cases of upstream's tests of what containers and pods ask for, of their overhead and of devices that
/// they claim.
struct PodResourceTableTests {
  static func container(_ resources: String, spec: String = "") -> String {
    PodTableTests.container(#""resources":{\#(resources)}"#, spec: spec)
  }

  static func spec(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }

  static func shared(_ resources: String, of container: String = "", more: String = "") -> String {
    Self.container(container, spec: #""resources":{\#(resources)}\#(more)"#)
  }

  static let path = "containers[0].resources"
  static let overcommit = "Limit must be set for non overcommitable resources"

  static let rows: [ValidationRow] = [
    ValidationRow(
      "all there is",
      container(
        #""limits":{"cpu":"1","memory":"1Gi","ephemeral-storage":"1Gi","hugepages-2Mi":"4Mi","#
          + #""example.com/gpu":"2"}"#)),
    ValidationRow(
      "the same in other words",
      container(#""limits":{"example.com/gpu":"1"},"requests":{"example.com/gpu":"1000m"}"#)),
    ValidationRow(
      "less than nothing", container(#""requests":{"memory":"-1"}"#),
      [#"\#(path).requests[memory]: Invalid value: "-1": \#(Texts.notNegative)"#]),
    ValidationRow(
      "half of a device", container(#""limits":{"example.com/gpu":"500m"}"#),
      ["limits", "requests"].map {
        #"\#(path).\#($0)[example.com/gpu]: Invalid value: "500m": must be an integer"#
      }),
    ValidationRow(
      "fewer devices than allowed",
      container(#""limits":{"example.com/gpu":"2"},"requests":{"example.com/gpu":"1"}"#),
      [
        #"\#(path).requests: Invalid value: "1": must be equal to example.com/gpu limit of 2"#
      ]),
    ValidationRow(
      "a device without a limit", container(#""requests":{"example.com/gpu":"1"}"#),
      ["\(path).limits: Required value: \(overcommit)"]),
    ValidationRow(
      "what is not a device's name", container(#""limits":{"requests.example.com/gpu":"1"}"#),
      ["limits", "requests"].map {
        #"\#(path).\#($0)[requests.example.com/gpu]: Invalid value: "requests.example.com/gpu": "#
          + "doesn't follow extended resource name standard"
      }),
    ValidationRow(
      "what is of quotas", container(#""requests":{"pods":"1"}"#),
      [
        #"\#(path).requests[pods]: Invalid value: "pods": must be a standard resource for containers"#
      ]),
    ValidationRow(
      "a page and a half", container(#""limits":{"cpu":"1","hugepages-2Mi":"3Mi"}"#),
      ["limits", "requests"].map {
        #"\#(path).\#($0)[hugepages-2Mi]: Invalid value: "3Mi": "#
          + "3Mi is not positive integer multiple of hugepages-2Mi"
      }),
    ValidationRow(
      "pages alone", container(#""limits":{"hugepages-2Mi":"2Mi"}"#),
      ["\(path): Forbidden: HugePages require cpu or memory"]),
    ValidationRow(
      "an overhead", spec(#""overhead":{"cpu":"10m","memory":"-1","foo":"1"}"#),
      [
        #"[foo]: Invalid value: "foo": must be a standard resource type or fully qualified"#,
        #"[foo]: Invalid value: "foo": must be a standard resource for containers"#,
        #"[memory]: Invalid value: "-1": \#(Texts.notNegative)"#,
      ].map { "overhead.limits\($0)" }),
    ValidationRow(
      "shared", shared(#""limits":{"cpu":"2","memory":"1Gi"}"#, of: #""requests":{"cpu":"1"}"#)),
    ValidationRow(
      "what cannot be shared",
      shared(#""claims":[{"name":"a"}],"requests":{"ephemeral-storage":"1Gi","foo":"1"}"#),
      [
        "resources.claims: Forbidden: claims may not be set for Resources at pod-level",
        #"resources.requests[ephemeral-storage]: Unsupported value: "ephemeral-storage": "#
          + #"supported values: "cpu", "hugepages-", "memory""#,
        #"resources.requests[foo]: Invalid value: "foo": "#
          + "must be a standard resource type or fully qualified",
        #"resources.claims[0]: Not found: "a": must be one of the names in "#
          + "pod.spec.resourceClaims which is empty",
      ]),
    ValidationRow(
      "none of what cannot be shared", shared(#""claims":[]"#),
      ["resources.claims: Forbidden: claims may not be set for Resources at pod-level"]),
    ValidationRow("no devices of a container", container(#""claims":[]"#)),
    ValidationRow(
      "less than the containers ask for",
      shared(
        #""requests":{"cpu":"2"},"limits":{"cpu":"1500m"}"#,
        of: #""requests":{"cpu":"1500m"},"limits":{"cpu":"3"}"#,
        more:
          #","initContainers":[{"name":"b","image":"i","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}}]"#
      ),
      [
        #"resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1500m"#,
        #"resources.requests[cpu]: Invalid value: "2": "#
          + "must be greater than or equal to aggregate container requests of 2500m",
        #"resources.containers[0][cpu].limits: Invalid value: "3": "#
          + "must be less than or equal to pod limits of 1500m",
      ]),
    ValidationRow(
      "one after another",
      shared(
        #""requests":{"cpu":"2"}"#, of: #""requests":{"cpu":"1"}"#,
        more:
          #","initContainers":[{"name":"b","image":"i","resources":{"requests":{"cpu":"2"}}},{"name":"c","image":"i","resources":{"requests":{"cpu":"2"}}}]"#
      )),
    ValidationRow(
      "shared pages of more containers than there are pages",
      shared(
        #""limits":{"cpu":"1","hugepages-2Mi":"2Mi"}"#,
        of: #""limits":{"cpu":"1","hugepages-2Mi":"4Mi"}"#),
      [
        #"resources.requests[hugepages-2Mi]: Invalid value: "2Mi": "#
          + "must be greater than or equal to aggregate container requests of 4Mi",
        #"resources.limits[hugepages-2Mi]: Invalid value: "2Mi": "#
          + "must be greater than or equal to aggregate container limits of 4Mi",
        #"resources.containers[0][hugepages-2Mi].limits: Invalid value: "4Mi": "#
          + "must be less than or equal to pod limits of 2Mi",
      ]),
    ValidationRow(
      "shared on Windows", shared("", more: #","os":{"name":"windows"}"#),
      ["resources: Forbidden: may not be set for a windows pod"]),
    ValidationRow(
      "devices",
      container(
        #""claims":[{"name":"a","request":"x"},{"name":"a","request":"y"},{"name":"b"}]"#,
        spec:
          #""resourceClaims":[{"name":"a","resourceClaimName":"c"},{"name":"b","resourceClaimTemplateName":"t"}]"#
      )),
    ValidationRow(
      "devices of nobody",
      container(
        #""claims":[{"name":""},{"name":"a"},{"name":"a","request":"x"},{"name":"z","request":"A"},{"name":"z"}]"#,
        spec:
          #""resourceClaims":[{"name":"a"},{"name":"a","resourceClaimName":"A_","resourceClaimTemplateName":"t"},{"resourceClaimName":"c"}]"#
      ),
      [
        #"resourceClaims[0]: Invalid value: {"Name":"a","ResourceClaimName":null,"#
          + #""ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, "#
          + "`resourceClaimTemplateName`",
        #"resourceClaims[1].name: Duplicate value: "a""#,
        #"resourceClaims[1]: Invalid value: {"Name":"a","ResourceClaimName":"A_","#
          + #""ResourceClaimTemplateName":"t"}: at most one of `resourceClaimName` or "#
          + "`resourceClaimTemplateName` may be specified",
        #"resourceClaims[1].resourceClaimName: Invalid value: "A_": \#(Texts.subdomain)"#,
        "resourceClaims[2].name: Required value",
        "\(path).claims[0]: Required value",
        #"\#(path).claims[2]: Duplicate value: "a""#,
        #"\#(path).claims[3].request: Invalid value: "A": \#(Texts.label)"#,
        #"\#(path).claims[3]: Not found: "z": must be one of the names in pod.spec.resourceClaims: a"#,
        #"\#(path).claims[4]: Duplicate value: "z""#,
        #"\#(path).claims[4]: Not found: "z": must be one of the names in pod.spec.resourceClaims: a"#,
      ]),
    ValidationRow(
      "devices of a pod without any", container(#""claims":[{"name":"a"}]"#),
      [
        #"\#(path).claims[0]: Not found: "a": must be one of the names in "#
          + "pod.spec.resourceClaims which is empty"
      ]),
    ValidationRow(
      "what begins again",
      PodTableTests.container(
        #""resizePolicy":[{"resourceName":"cpu","restartPolicy":"RestartContainer"},{"resourceName":"cpu","restartPolicy":"x"},{"resourceName":"disk","restartPolicy":""}]"#,
        spec: #""restartPolicy":"Never""#),
      [
        #": Invalid value: "RestartContainer": must be 'NotRequired' when pod `restartPolicy` is 'Never'"#,
        #"[1]: Duplicate value: "cpu""#,
        #": Unsupported value: "x": supported values: "NotRequired", "RestartContainer""#,
        #": Invalid value: "x": must be 'NotRequired' when pod `restartPolicy` is 'Never'"#,
        #": Unsupported value: "disk": supported values: "cpu", "memory""#,
        ": Required value",
        #": Invalid value: "": must be 'NotRequired' when pod `restartPolicy` is 'Never'"#,
      ].map { "containers[0].resizePolicy\($0)" }),
    ValidationRow(
      "what ends and begins again",
      PodTableTests.starter(
        #""resizePolicy":[{"resourceName":"cpu","restartPolicy":"RestartContainer"}]"#),
      [
        #"initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": "#
          + "must not be set to 'RestartContainer' for non-sidecar initContainers"
      ]),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors.map { "spec.\($0)" })
  }

  @Test func staticPodsHaveNoDevices() throws {
    let row = ValidationRow(
      "static",
      #"{"metadata":{"annotations":{"kubernetes.io/config.mirror":"x"}},"spec":{"nodeName":"n","resourceClaims":[{"name":"a","resourceClaimName":"c"}]}}"#,
      ["[]: Forbidden: static pods do not support resource claims"])
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors)
  }
}
