import Testing

@testable import Objects

/// The cases of upstream's `TestValidateStatefulSet`, `TestValidateStatefulSetMinReadySeconds` and
/// `TestValidateStatefulSetUpdate`, as rows of our own with the whole texts.
struct StatefulSetTableTests {
  static let base = #"""
    {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"abc","namespace":"default"},
    "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
    "spec":{"containers":[{"name":"abc","image":"image"}]}}}}
    """#

  static let badKey = "X=Y"
  static let policies = #"supported values: "Retain", "Delete""#
  static let strategy = "must be 'RollingUpdate' or 'OnDelete'"

  static let created: [ValidationRow] = [
    ValidationRow("letters", #"{"metadata":{"name":"abc"}}"#),
    ValidationRow("letters and digits", #"{"metadata":{"name":"abc-123"}}"#),
    ValidationRow("63 octets", #"{"metadata":{"name":"\#(String(repeating: "a", count: 63))"}}"#),
    ValidationRow(
      "on the host's network",
      #"{"spec":{"template":{"spec":{"hostNetwork":true,"containers":[{"name":"abc","image":"i","ports":[{"containerPort":12345}]}]}}}}"#
    ),
    ValidationRow("parallel", #"{"spec":{"podManagementPolicy":"Parallel"}}"#),
    ValidationRow("ordered", #"{"spec":{"podManagementPolicy":"OrderedReady"}}"#),
    ValidationRow(
      "a partition",
      #"{"spec":{"replicas":3,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}}"#
    ),
    ValidationRow(
      "claims go with the set",
      #"{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete","whenScaled":"Retain"}}}"#
    ),
    ValidationRow("ordinals from 2", #"{"spec":{"ordinals":{"start":2}}}"#),
    ValidationRow("ready at once", #"{"spec":{"minReadySeconds":0}}"#),
    ValidationRow("ready after an age", #"{"spec":{"minReadySeconds":2147483647}}"#),
    ValidationRow("no pods", #"{"spec":{"replicas":0}}"#),
    ValidationRow(
      "no name", #"{"metadata":{"name":""}}"#,
      ["metadata.name: Required value: name or generateName is required"]),
    ValidationRow(
      "a dot", #"{"metadata":{"name":"abc.123"}}"#,
      [#"metadata.name: Invalid value: "abc.123": must not contain dots"#]),
    ValidationRow(
      "64 octets", #"{"metadata":{"name":"\#(String(repeating: "a", count: 64))"}}"#,
      [
        #"metadata.name: Invalid value: "\#(String(repeating: "a", count: 64))": "#
          + "must be no more than 63 characters"
      ]),
    ValidationRow(
      "no selector", #"{"spec":{"selector":null}}"#,
      [
        "spec.selector: Required value",
        #"spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match "#
          + "template `labels`",
      ]),
    ValidationRow(
      "an empty selector", #"{"spec":{"selector":{"matchLabels":null}}}"#,
      ["spec.selector: Invalid value: {}: empty selector is invalid for statefulset"]),
    ValidationRow(
      "another selector", #"{"spec":{"selector":{"matchLabels":{"a":null,"foo":"bar"}}}}"#,
      [
        #"spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match "#
          + "template `labels`"
      ]),
    ValidationRow(
      "less than none", #"{"spec":{"replicas":-1}}"#,
      ["spec.replicas: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "a label", #"{"metadata":{"labels":{"\#(badKey)":"bar"}}}"#,
      [#"metadata.labels: Invalid value: "\#(badKey)": \#(Texts.name)"#]),
    ValidationRow(
      "a label of all",
      #"{"metadata":{"labels":{"X=Y":"b"}},"spec":{"selector":{"matchLabels":{"a":null,"X=Y":"b"},"matchExpressions":[{"key":"k","operator":"In","values":["v"]}]}}}"#,
      [
        #"metadata.labels: Invalid value: "X=Y": \#(Texts.name)"#,
        #"spec.selector.matchLabels: Invalid value: "X=Y": \#(Texts.name)"#,
        #"spec.selector: Invalid value: {"matchLabels":{"X=Y":"b"},"matchExpressions":"#
          + #"[{"key":"k","operator":"In","values":["v"]}]}"#,
      ]),
    ValidationRow(
      "an annotation", #"{"metadata":{"annotations":{"\#(badKey)":"bar"}}}"#,
      [#"metadata.annotations: Invalid value: "\#(badKey)": \#(Texts.name)"#]),
    ValidationRow(
      "pods that end", #"{"spec":{"template":{"spec":{"restartPolicy":"OnFailure"}}}}"#,
      [
        #"spec.template.spec.restartPolicy: Unsupported value: "OnFailure": "#
          + #"supported values: "Always""#
      ]),
    ValidationRow(
      "pods that never start again", #"{"spec":{"template":{"spec":{"restartPolicy":"Never"}}}}"#,
      [
        #"spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always""#
      ]),
    ValidationRow(
      "no such strategy", #"{"spec":{"updateStrategy":{"type":"foo"}}}"#,
      [
        #"spec.updateStrategy: Invalid value: {"Type":"foo","RollingUpdate":null}: \#(strategy)"#
      ]),
    ValidationRow(
      "no such strategy, with a partition",
      #"{"spec":{"updateStrategy":{"type":"foo","rollingUpdate":{"partition":1}}}}"#,
      [
        #"spec.updateStrategy: Invalid value: {"Type":"foo","RollingUpdate":{"Partition":1,"#
          + #""MaxUnavailable":null}}: \#(strategy)"#
      ]),
    ValidationRow(
      "a partition without an order",
      #"{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":{"partition":1}}}}"#,
      [
        #"spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"#
          + #""MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'"#
      ]),
    ValidationRow(
      "a negative partition", #"{"spec":{"updateStrategy":{"rollingUpdate":{"partition":-1}}}}"#,
      [
        "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: \(Texts.notNegative)"
      ]),
    ValidationRow(
      "no such policy", #"{"spec":{"podManagementPolicy":"foo"}}"#,
      [
        #"spec.podManagementPolicy: Invalid value: "foo": must be 'OrderedReady' or 'Parallel'"#
      ]),
    ValidationRow(
      "pods with a deadline", #"{"spec":{"template":{"spec":{"activeDeadlineSeconds":60}}}}"#,
      [
        "spec.template.spec.activeDeadlineSeconds: Forbidden: "
          + "activeDeadlineSeconds in StatefulSet is not Supported"
      ]),
    ValidationRow(
      "no such retention",
      #"{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"x","whenScaled":"y"}}}"#,
      [
        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "
          + #""x": \#(policies)"#,
        "spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "
          + #""y": \#(policies)"#,
      ]),
    ValidationRow(
      "ordinals below 0", #"{"spec":{"ordinals":{"start":-2}}}"#,
      ["spec.ordinals.start: Invalid value: -2: \(Texts.notNegative)"]),
    ValidationRow(
      "ready before it is", #"{"spec":{"minReadySeconds":-1}}"#,
      ["spec.minReadySeconds: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "ready long before it is", #"{"spec":{"minReadySeconds":-2147483648}}"#,
      ["spec.minReadySeconds: Invalid value: -2147483648: \(Texts.notNegative)"]),
    ValidationRow(
      "an annotation of the template",
      #"{"spec":{"template":{"metadata":{"annotations":{"X=Y":"z"}}}}}"#,
      // Once for sets, once for templates.
      Array(
        repeating: #"spec.template.annotations: Invalid value: "X=Y": \#(Texts.name)"#, count: 2)),
    ValidationRow(
      "containers for a look inside",
      #"{"spec":{"template":{"spec":{"ephemeralContainers":[{"name":"e","image":"i"}]}}}}"#,
      [
        "spec.template.spec.ephemeralContainers: Forbidden: "
          + "ephemeral containers not allowed in pod template"
      ]),
    ValidationRow(
      "a selector that is none, and pods that end",
      #"{"spec":{"selector":{"matchLabels":{"a":"b c"}},"template":{"spec":{"restartPolicy":"Never","containers":null}}}}"#,
      [
        "spec.selector.matchLabels: Invalid value: \"b c\": a valid label must be an empty string or "
          + "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
          + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        #"spec.selector: Invalid value: {"matchLabels":{"a":"b c"}}"#,
        #"spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always""#,
      ]),
  ]

  @Test(arguments: created) func newSet(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }

  static let forbidden =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', "
    + "'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' "
    + "and 'minReadySeconds' are forbidden"

  static func claims(_ templates: (name: String, size: String, storageClass: String)...) -> String {
    let list = templates.map {
      #"{"metadata":{"name":"\#($0.name)"},"spec":{"accessModes":["ReadWriteOnce"],"#
        + #""storageClassName":"\#($0.storageClass)","resources":{"requests":{"storage":"\#($0.size)"}}}}"#
    }
    return #"{"spec":{"volumeClaimTemplates":[\#(list.joined(separator: ","))]}}"#
  }

  static let updated: [ValidationRow] = [
    ValidationRow("replicas", #"{"spec":{"replicas":3}}"#),
    ValidationRow(
      "one container more",
      #"{"spec":{"template":{"spec":{"containers":[{"name":"abc","image":"i"},{"name":"def","image":"j"}]}}}}"#
    ),
    ValidationRow(
      "one container less",
      before:
        #"{"spec":{"template":{"spec":{"containers":[{"name":"abc","image":"i"},{"name":"def","image":"j"}]}}}}"#
    ),
    ValidationRow(
      "retention",
      #"{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete","whenScaled":"Retain"}}}"#
    ),
    ValidationRow(
      "no retention any more",
      before: #"{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}"#),
    ValidationRow("the strategy", #"{"spec":{"updateStrategy":{"type":"OnDelete"}}}"#),
    ValidationRow("ready later", #"{"spec":{"minReadySeconds":10}}"#),
    ValidationRow(
      "ready later again", #"{"spec":{"minReadySeconds":10}}"#,
      before: #"{"spec":{"minReadySeconds":5}}"#),
    ValidationRow("ordinals from 3", #"{"spec":{"ordinals":{"start":3}}}"#),
    ValidationRow(
      "ordinals from 0", before: #"{"spec":{"ordinals":{"start":3}}}"#),
    ValidationRow("a shorter history", #"{"spec":{"revisionHistoryLimit":1}}"#),
    ValidationRow(
      "a finalizer less, under a name of older rules", #"{"metadata":{"name":"a.b"}}"#,
      before: #"{"metadata":{"name":"a.b","finalizers":["example.com/final"]}}"#),
    ValidationRow(
      "the name", #"{"metadata":{"name":"abc2"}}"#,
      Array(
        repeating: #"metadata.name: Invalid value: "abc2": \#(Texts.immutable)"#, count: 2)),
    ValidationRow(
      "the namespace", #"{"metadata":{"namespace":"default1"}}"#,
      Array(
        repeating: #"metadata.namespace: Invalid value: "default1": \#(Texts.immutable)"#, count: 2)
    ),
    ValidationRow(
      "the selector",
      #"{"spec":{"selector":{"matchLabels":{"c":"d"}},"template":{"metadata":{"labels":{"c":"d"}}}}}"#,
      [forbidden]),
    ValidationRow("the Service", #"{"spec":{"serviceName":"other"}}"#, [forbidden]),
    ValidationRow("the policy", #"{"spec":{"podManagementPolicy":"Parallel"}}"#, [forbidden]),
    ValidationRow(
      "the policy back", before: #"{"spec":{"podManagementPolicy":"Parallel"}}"#, [forbidden]),
    ValidationRow(
      "less than none", #"{"spec":{"replicas":-1}}"#,
      ["spec.replicas: Invalid value: -1: \(Texts.notNegative)"]),
    ValidationRow(
      "the size of claims", claims(("c", "2Gi", "s")), before: claims(("c", "1Gi", "s")),
      [forbidden]),
    ValidationRow(
      "the size of claims in other words", claims(("c", "1024Mi", "s")),
      before: claims(("c", "1Gi", "s"))),
    ValidationRow(
      "the class of claims", claims(("c", "1Gi", "t")), before: claims(("c", "1Gi", "s")),
      [forbidden]),
    ValidationRow(
      "one template more", claims(("c", "1Gi", "s"), ("d", "1Gi", "s")),
      before: claims(("c", "1Gi", "s")), [forbidden]),
    ValidationRow(
      "no such Service, under older rules", #"{"spec":{"serviceName":"A_B","replicas":2}}"#,
      before: #"{"spec":{"serviceName":"A_B"}}"#),
  ]

  /// The template goes through the pods' own rules.
  static let templates: [ValidationRow] = [
    ValidationRow(
      "for Windows with what only Linux has",
      #"{"spec":{"template":{"spec":{"os":{"name":"windows"},"hostPID":true}}}}"#,
      ["spec.hostPID: Forbidden: cannot be set for a windows pod"]),
    ValidationRow(
      "a port of the node that is left to the pods",
      #"{"spec":{"template":{"spec":{"hostNetwork":true,"containers":[{"name":"a","image":"i","ports":[{"containerPort":1},{"containerPort":2,"hostPort":3}]}]}}}}"#,
      [
        "spec.containers[0].ports[1].hostPort: Invalid value: 3: "
          + "must match `containerPort` when `hostNetwork` is true"
      ]),
    ValidationRow(
      "an image that is left to the pods",
      #"{"spec":{"template":{"spec":{"volumes":[{"name":"v","image":{}}]}}}}"#),
    ValidationRow(
      "requests that are left to the pods",
      #"{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"i","resources":{"limits":{"foo":"1"}}}]}}}}"#,
      [
        #"Invalid value: "foo": must be a standard resource type or fully qualified"#,
        #"Invalid value: "foo": must be a standard resource for containers"#,
      ].map { "spec.containers[0].resources.limits[foo]: \($0)" }),
    ValidationRow(
      "profiles of nothing, which are looked at twice",
      #"{"spec":{"template":{"metadata":{"annotations":{"seccomp.security.alpha.kubernetes.io/pod":"y","controller.kubernetes.io/pod-deletion-cost":"x"}},"spec":{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}}}}"#,
      [
        #"annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "x": "#
          + "must be a 32bit integer",
        #"annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "y": "#
          + "must be a valid seccomp profile",
        #"annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "x": "#
          + "must be a 32bit integer",
        #"annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "y": "#
          + "must be a valid seccomp profile",
        "spec.securityContext.seccompProfile.type: Forbidden: "
          + "seccomp type in annotation and field must match",
      ]),
    ValidationRow(
      "a look around", #"{"spec":{"template":{"spec":{"ephemeralContainers":[{"name":"d"}]}}}}"#,
      [
        "spec.ephemeralContainers[0].image: Required value",
        "spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template",
      ]),
  ]

  @Test(arguments: templates) func template(row: ValidationRow) throws {
    let errors = row.errors.map { "spec.template.\($0)" }
    #expect(try row.createErrors(of: Self.base) == errors)
    #expect(try row.updateErrors(of: Self.base) == errors)
  }

  static func labels(_ policy: String) -> String {
    #"{"spec":{"template":{"spec":{"securityContext":{"seLinuxChangePolicy":"\#(policy)"}}}}}"#
  }

  /// Who has a policy may have any other, whatever gates are open.
  @Test(arguments: [
    ValidationRow("another", labels("MountOption"), before: labels("Recursive")),
    ValidationRow(
      "the first", labels("MountOption"),
      [
        "spec.template.spec.securityContext.seLinuxChangePolicy: "
          + #"Unsupported value: "MountOption": supported values: "Recursive""#
      ]),
    ValidationRow(
      "none", labels(""), before: labels("Recursive"),
      [
        "spec.template.spec.securityContext.seLinuxChangePolicy: "
          + #"Unsupported value: "": supported values: "MountOption", "Recursive""#
      ]),
  ])
  func policyForLabels(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }

  @Test(arguments: updated) func update(row: ValidationRow) throws {
    #expect(try row.updateErrors(of: Self.base) == row.errors)
  }
}
