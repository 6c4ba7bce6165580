import Testing

@testable import Objects

/// The cases of upstream's tests of updates of a pod's status.
struct PodStatusTableTests {
  static func pod(_ status: String, policy: String = "Always", init: String = "") -> String {
    #"{"spec":{"restartPolicy":"\#(policy)"\#(`init`)},"status":{"qosClass":"BestEffort",\#(status)}}"#
  }

  static func containers(_ state: String, _ field: String = "containerStatuses") -> String {
    #""\#(field)":[{"name":"a","state":{\#(state)}}]"#
  }

  static func addresses(_ field: String, _ list: String...) -> String {
    #""\#(field)":[\#(list.map { #"{"ip":"\#($0)"}"# }.joined(separator: ","))]"#
  }

  static func ended(_ code: Int) -> String { #""terminated":{"exitCode":\#(code)}"# }
  static func rule(_ word: String, _ code: Int, _ action: String = "Restart") -> String {
    #"{"action":"\#(action)","exitCodes":{"operator":"\#(word)","values":[\#(code)]}}"#
  }

  static func own(_ policy: String, _ rule: String, _ state: String) -> String {
    #"{"spec":{"containers":[{"name":"a","image":"i","restartPolicy":"\#(policy)","restartPolicyRules":[\#(rule)]}]},"status":{"qosClass":"BestEffort",\#(containers(state))}}"#
  }

  static let running = #""running":{}"#
  static let gone = "may not be transitioned to non-terminated state"
  static let address = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
  static let oneEach = "may specify no more than one IP for each IP family"
  static let staying = #","initContainers":[{"name":"a","image":"i","restartPolicy":"Always"}]"#

  static func claim(_ statuses: String) -> String {
    pod(
      #""resourceClaimStatuses":[\#(statuses)]"#,
      init: #","resourceClaims":[{"name":"c","resourceClaimName":"r"}]"#)
  }
  static func devices(_ status: String) -> String {
    pod(
      status,
      init: #","containers":[{"name":"a","image":"i","resources":{"requests":{"x.io/gpu":"1"},"#
        + #""claims":[{"name":"c"},{"name":"d","request":"e"}]}}]"#)
  }
  static func health(_ list: String) -> String {
    #""containerStatuses":[{"name":"a","allocatedResourcesStatus":[\#(list)]}]"#
  }
  static let unasked =
    "must match the extended resource name of an entry in "
    + "spec.initContainers.resources.requests or spec.containers.resources.requests"
  static func user(_ numbers: String, _ more: String = "") -> String {
    pod(#""initContainerStatuses":[{"name":"a","user":{"linux":{\#(numbers)}}}]"#, init: more)
  }
  static let users = "must be between 0 and 2147483647, inclusive"

  static let rows: [ValidationRow] = [
    ValidationRow("a claim", claim(#"{"name":"c"}"#)),
    ValidationRow(
      "claims of nobody",
      claim(#"{"name":"c","resourceClaimName":""},{"name":"c"},{"name":"d"}"#),
      [
        #"[0].resourceClaimName: Invalid value: "": \#(Texts.subdomain)"#,
        #"[1].name: Duplicate value: "c""#,
        #"[2].name: Invalid value: "d": "#
          + "must match the name of an entry in `spec.resourceClaims`",
      ].map { "status.resourceClaimStatuses\($0)" }),
    ValidationRow(
      "a claim for extended resources",
      devices(
        #""extendedResourceClaimStatus":{"resourceClaimName":"r","requestMappings":["#
          + #"{"containerName":"a","resourceName":"x.io/gpu","requestName":"q"}]}"#)),
    ValidationRow(
      "a claim for nothing", devices(#""extendedResourceClaimStatus":{"requestMappings":[]}"#),
      [
        "requestMappings: Required value: at least one request mapping is required",
        "resourceClaimName: Required value",
      ].map { "status.extendedResourceClaimStatus.\($0)" }),
    ValidationRow(
      "a claim for what nobody asked for",
      devices(
        #""extendedResourceClaimStatus":{"resourceClaimName":"R","requestMappings":["#
          + #"{"containerName":"a","resourceName":"x.io/tpu","requestName":"q"},"#
          + #"{"containerName":"z","resourceName":"x.io/gpu","requestName":""},"#
          + #"{"containerName":"a","resourceName":"x.io/tpu","requestName":"q"}]}"#),
      [
        #"requestMappings[0].resourceName: Invalid value: "x.io/tpu": \#(unasked)"#,
        #"requestMappings[1].containerName: Invalid value: "z": must match the name of an entry in "#
          + "spec.initContainers.name or spec.containers.name",
        #"requestName: Invalid value: "": \#(Texts.label)"#,
        #"requestMappings[2].resourceName: Invalid value: "x.io/tpu": \#(unasked)"#,
        #"requestMappings[2].containerName: Duplicate value: "a""#,
        #"requestMappings[2].resourceName: Duplicate value: "x.io/tpu""#,
        #"requestMappings[2].requestName: Duplicate value: "q""#,
        #"resourceClaimName: Invalid value: "R": \#(Texts.subdomain)"#,
      ].map { "status.extendedResourceClaimStatus.\($0)" }),
    ValidationRow(
      "devices",
      devices(
        health(
          #"{"name":"x.io/gpu","resources":[{"resourceID":"0","health":"Healthy"},"#
            + #"{"resourceID":"1","health":"Unknown","message":"m"}]},"#
            + #"{"name":"claim:c"},{"name":"claim:d/e"}"#)
          + #","initContainerStatuses":[{"name":"gone","allocatedResourcesStatus":[{"name":"y"}]}]"#
      )),
    ValidationRow(
      "devices of nobody",
      devices(
        health(
          #"{"name":"y","resources":[{"resourceID":"0","health":"Fine"},"#
            + #"{"resourceID":"0","health":"Unhealthy","message":""}]},{"name":"claim:d"}"#)
          + #","ephemeralContainerStatuses":[{"name":"a","allocatedResourcesStatus":[{"name":"y"}]}]"#
      ),
      [
        #"[0].name: Invalid value: "y": must match one of the container's resource requests"#,
        #"[0].resources[0].health: Unsupported value: "Fine": supported values: "Healthy", "#
          + #""Unhealthy", "Unknown""#,
        "[0].resources[1].message: Required value: must be non-empty if specified",
        #"[0].resources[1].resourceID: Duplicate value: "0""#,
        #"[1].name: Invalid value: "claim:d": must match one of the container's resource claims in "#
          + "a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty",
      ].map { "status.containerStatuses[0].allocatedResourcesStatus\($0)" } + [
        "status.ephemeralContainerStatuses[0].allocatedResourcesStatus: Forbidden: "
          + "must not be specified in container status"
      ]),
    ValidationRow("a user", user(#""uid":0,"gid":1,"supplementalGroups":[2]"#)),
    ValidationRow(
      "a user of no number", user(#""uid":-1,"gid":2147483648,"supplementalGroups":[1,-2]"#),
      [
        "uid: Invalid value: -1: \(users)", "gid: Invalid value: 2147483648: \(users)",
        "supplementalGroups[1]: Invalid value: -2: \(users)",
      ].map { "status.initContainerStatuses[0].user.linux.\($0)" }),
    ValidationRow(
      "a user of another system", user(#""uid":-1,"gid":1"#, #","os":{"name":"windows"}"#),
      ["status.initContainerStatuses[0].user.linux: Forbidden: cannot be set for a windows pod"]),
    ValidationRow(
      "ready",
      pod(#""conditions":[{"type":"Ready","status":"True"},{"type":"a/b","status":"True"}]"#)),
    ValidationRow(
      "a condition of no name", pod(#""conditions":[{"type":"a b","status":"True"}]"#),
      [#"status.conditions[0].Type: Invalid value: "a b": \#(Texts.name)"#]),
    ValidationRow(
      "another class", #"{"status":{"qosClass":"Guaranteed"}}"#,
      [#"status.qosClass: Invalid value: "Guaranteed": \#(Texts.immutable)"#]),
    ValidationRow(
      "a node that is none", pod(#""nominatedNodeName":"A_""#),
      [#"status.nominatedNodeName: Invalid value: "A_": \#(Texts.subdomain)"#]),
    ValidationRow(
      "a node for a pod that has one",
      #"{"spec":{"nodeName":"n"},"status":{"qosClass":"BestEffort","nominatedNodeName":"m"}}"#,
      before: #"{"spec":{"nodeName":"n"},"status":{"qosClass":"BestEffort"}}"#,
      [
        "status.nominatedNodeName: Forbidden: "
          + "may not be set on pods that are already bound to a node"
      ]),
    ValidationRow(
      "of before the first",
      pod(
        #""observedGeneration":-1,"conditions":[{"type":"Ready","status":"True","observedGeneration":-2}]"#
      ),
      [
        "status.conditions[0].observedGeneration: Invalid value: -2: must be a non-negative integer",
        "status.observedGeneration: Invalid value: -1: must be a non-negative integer",
      ]),
    ValidationRow(
      "started again by a rule of its own", own("Never", rule("In", 42), running),
      before: own("Never", rule("In", 42), ended(42))),
    ValidationRow(
      "started again where no rule says so", own("OnFailure", rule("NotIn", 0), running),
      before: own("OnFailure", rule("NotIn", 0), ended(0)),
      ["status.containerStatuses[0].state: Forbidden: \(gone)"]),
    ValidationRow(
      "started again where all can be",
      own("Never", rule("In", 42, "RestartAllContainers"), running),
      before: own("Never", rule("In", 42, "RestartAllContainers"), ended(0))),
    ValidationRow("started again", pod(containers(running)), before: pod(containers(ended(0)))),
    ValidationRow(
      "started again after all", pod(containers(running), policy: "Never"),
      before: pod(containers(ended(1)), policy: "Never"),
      ["status.containerStatuses[0].state: Forbidden: \(gone)"]),
    ValidationRow(
      "started again after it failed", pod(containers(running), policy: "OnFailure"),
      before: pod(containers(ended(1)), policy: "OnFailure")),
    ValidationRow(
      "started again after it succeeded", pod(containers(running), policy: "OnFailure"),
      before: pod(containers(ended(0)), policy: "OnFailure"),
      ["status.containerStatuses[0].state: Forbidden: \(gone)"]),
    ValidationRow(
      "an init container started again",
      pod(containers(running, "initContainerStatuses"), policy: "Never"),
      before: pod(containers(ended(0), "initContainerStatuses"), policy: "Never"),
      ["status.initContainerStatuses[0].state: Forbidden: \(gone)"]),
    ValidationRow(
      "an init container that stays started again",
      pod(containers(running, "initContainerStatuses"), policy: "Never", init: staying),
      before: pod(containers(ended(0), "initContainerStatuses"), policy: "Never", init: staying)),
    ValidationRow(
      "an ephemeral container started again",
      pod(containers(running, "ephemeralContainerStatuses")),
      before: pod(containers(ended(0), "ephemeralContainerStatuses")),
      ["status.ephemeralContainerStatuses[0].state: Forbidden: \(gone)"]),
    ValidationRow(
      "addresses of both families",
      pod(
        #""podIP":"1.1.1.1",\#(addresses("podIPs", "1.1.1.1", "::1")),"hostIP":"::1","#
          + addresses("hostIPs", "::1", "1.1.1.1"))),
    ValidationRow(
      "no address", pod(#""podIP":"x",\#(addresses("podIPs", "x"))"#),
      [#"status.podIPs[0]: Invalid value: "x": \#(address)"#]),
    ValidationRow(
      "one address and none",
      pod(#""podIP":"1.1.1.1",\#(addresses("podIPs", "1.1.1.1", "x"))"#),
      [
        #"status.podIPs[1]: Invalid value: "x": \#(address)"#,
        "status.podIPs: Internal error: failed to check for dual stack with error:"
          + "invalid IP[1]: x",
        #"status.podIPs: Invalid value: [{"IP":"1.1.1.1"},{"IP":"x"}]: \#(oneEach)"#,
      ]),
    ValidationRow(
      "what was no address before", pod(#""podIP":"x",\#(addresses("podIPs", "x"))"#),
      before: pod(#""podIP":"x",\#(addresses("podIPs", "x"))"#)),
    ValidationRow(
      "two addresses of a family",
      pod(#""podIP":"1.1.1.1",\#(addresses("podIPs", "1.1.1.1", "1.1.1.1"))"#),
      [
        #"status.podIPs: Invalid value: [{"IP":"1.1.1.1"},{"IP":"1.1.1.1"}]: \#(oneEach)"#
      ]),
    ValidationRow(
      "three addresses",
      pod(#""podIP":"1.1.1.1",\#(addresses("podIPs", "1.1.1.1", "::1", "::2"))"#),
      [
        #"status.podIPs: Invalid value: [{"IP":"1.1.1.1"},{"IP":"::1"},{"IP":"::2"}]: \#(oneEach)"#
      ]),
    ValidationRow(
      "another address of the node",
      pod(#""hostIP":"1.1.1.1",\#(addresses("hostIPs", "1.1.1.2"))"#),
      [#"status.hostIPs[0].ip: Invalid value: "1.1.1.2": must be equal to `hostIP`"#]),
  ]

  @Test(arguments: rows) func reportedPod(row: ValidationRow) throws {
    let before = row.before == "{}" ? Self.pod(#""phase":"Pending""#) : row.before
    let old = try #require(row.object(of: PodTableTests.base, patched: before) as? Pod)
    let new = try #require(row.object(of: PodTableTests.base, patched: row.patch) as? Pod)
    #expect(new.validateStatusUpdate(from: old).map(\.description) == row.errors)
  }
}
