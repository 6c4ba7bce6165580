import Testing

@testable import Objects

/// The cases of upstream's tests of affinity and of topology spread constraints.
struct PodPlacementTableTests {
  static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
  static let zone = #""topologyKey":"zone""#

  static func affinity(_ kind: String, _ field: String, _ value: String) -> String {
    #"{"spec":{"affinity":{"\#(kind)":{"\#(field)":\#(value)}}}}"#
  }

  static func spread(_ constraints: String...) -> String {
    #"{"spec":{"topologySpreadConstraints":[\#(constraints.joined(separator: ","))]}}"#
  }

  static func node(_ requirement: String, _ list: String = "matchExpressions") -> String {
    affinity(
      "nodeAffinity", required, #"{"nodeSelectorTerms":[{"\#(list)":[\#(requirement)]}]}"#)
  }

  static let nodePath = "affinity.nodeAffinity.\(required).nodeSelectorTerms[0]"
  static let podPath = "affinity.podAffinity.\(required)[0]"
  static let spreadPath = "topologySpreadConstraints[0]"
  static let even = #"{"maxSkew":1,\#(zone),"whenUnsatisfiable":"DoNotSchedule"}"#

  static let rows: [ValidationRow] = [
    ValidationRow(
      "all there is",
      #"{"spec":{"affinity":{"nodeAffinity":{"\#(required)":{"nodeSelectorTerms":[{"matchExpressions":"#
        + #"[{"key":"a","operator":"In","values":["b"]},{"key":"c","operator":"Gt","values":["1"]}],"#
        + #""matchFields":[{"key":"metadata.name","operator":"In","values":["n"]}]}]},"\#(preferred)":"#
        + #"[{"weight":1,"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]}}]},"#
        + #""podAffinity":{"\#(required)":[{"labelSelector":{"matchLabels":{"a":"b"}},\#(zone),"#
        + #""namespaces":["ns"],"namespaceSelector":{}}]},"podAntiAffinity":{"\#(preferred)":"#
        + #"[{"weight":100,"podAffinityTerm":{\#(zone)}}]}},"topologySpreadConstraints":[\#(even)]}}"#
    ),
    ValidationRow(
      "no term", affinity("nodeAffinity", required, "{}"),
      [
        "affinity.nodeAffinity.\(required).nodeSelectorTerms: Required value: "
          + "must have at least one node selector term"
      ]),
    ValidationRow(
      "a label in no value", node(#"{"key":"a","operator":"In"}"#),
      [
        "\(nodePath).matchExpressions[0].values: Required value: "
          + "must be specified when `operator` is 'In' or 'NotIn'"
      ]),
    ValidationRow(
      "a label that is there with a value",
      node(#"{"key":"a","operator":"Exists","values":["b"]}"#),
      [
        "\(nodePath).matchExpressions[0].values: Forbidden: "
          + "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
      ]),
    ValidationRow(
      "more than two numbers", node(#"{"key":"a","operator":"Gt","values":["1","2"]}"#),
      [
        "\(nodePath).matchExpressions[0].values: Required value: "
          + "must be specified single value when `operator` is 'Lt' or 'Gt'"
      ]),
    ValidationRow(
      "no operator and no label", node(#"{"key":"a b","operator":"Is","values":["-"]}"#),
      [
        #"\#(nodePath).matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator"#,
        #"\#(nodePath).matchExpressions[0].key: Invalid value: "a b": \#(Texts.name)"#,
        #"\#(nodePath).matchExpressions[0].values[0]: Invalid value: "-": a valid label must be an "#
          + "empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
          + "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex "
          + "used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ]),
    ValidationRow(
      "two names",
      node(#"{"key":"metadata.name","operator":"In","values":["a","b"]}"#, "matchFields"),
      [
        "\(nodePath).matchFields[0].values: Required value: must be only one value when `operator` "
          + "is 'In' or 'NotIn' for node field selector"
      ]),
    ValidationRow(
      "a field that there is not", node(#"{"key":"metadata.uid","operator":"Gt"}"#, "matchFields"),
      [
        #"\#(nodePath).matchFields[0].operator: Invalid value: "Gt": not a valid selector operator"#,
        #"\#(nodePath).matchFields[0].key: Invalid value: "metadata.uid": "#
          + "not a valid field selector key",
      ]),
    ValidationRow(
      "a name that is none",
      node(#"{"key":"metadata.name","operator":"In","values":["A_"]}"#, "matchFields"),
      [#"\#(nodePath).matchFields[0].values[0]: Invalid value: "A_": \#(Texts.subdomain)"#]),
    ValidationRow(
      "a node liked too much",
      affinity(
        "nodeAffinity", preferred,
        #"[{"weight":101,"preference":{"matchExpressions":[{"key":"a","operator":"In","values":["-"]}]}}]"#
      ),
      [
        "affinity.nodeAffinity.\(preferred)[0].weight: Invalid value: 101: "
          + "must be in the range 1-100"
      ]),
    ValidationRow(
      "pods of nothing", affinity("podAntiAffinity", required, "[{}]"),
      [
        "topologyKey: Required value: can not be empty",
        #"topologyKey: Invalid value: "": name part must be non-empty"#,
        #"topologyKey: Invalid value: "": \#(Texts.name)"#,
      ].map { "affinity.podAntiAffinity.\(required)[0].\($0)" }),
    ValidationRow(
      "pods liked not at all",
      affinity("podAffinity", preferred, #"[{"podAffinityTerm":{\#(zone)}}]"#),
      [
        "affinity.podAffinity.\(preferred)[0].weight: Invalid value: 0: must be in the range 1-100"
      ]),
    ValidationRow(
      "pods selected wrongly",
      affinity(
        "podAffinity", required,
        #"[{\#(zone),"labelSelector":{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]},"#
          + #""namespaceSelector":{"matchExpressions":[{"key":"a","operator":"Is"}]},"namespaces":["A_"]}]"#
      ),
      [
        "\(podPath).labelSelector.matchExpressions[0].values: Forbidden: "
          + "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        #"\#(podPath).namespaceSelector.matchExpressions[0].operator: Invalid value: "Is": "#
          + "not a valid selector operator",
        #"\#(podPath).namespace: Invalid value: "A_": \#(Texts.label)"#,
      ]),
    ValidationRow(
      "keys of no selector",
      affinity(
        "podAffinity", required, #"[{\#(zone),"matchLabelKeys":["a"],"mismatchLabelKeys":["b"]}]"#),
      ["matchLabelKeys", "mismatchLabelKeys"].map {
        "\(podPath).\($0): Forbidden: must not be specified when labelSelector is not set"
      }),
    ValidationRow(
      "keys twice",
      affinity(
        "podAffinity", required,
        #"[{\#(zone),"labelSelector":{"matchLabels":{"a":"b"},"matchExpressions":"#
          + #"[{"key":"a","operator":"In","values":["b"]}]},"matchLabelKeys":["c","a"],"#
          + #""mismatchLabelKeys":["c"]}]"#),
      [
        #"\#(podPath)[1]: Invalid value: "a": exists in both matchLabelKeys and labelSelector"#,
        #"\#(podPath).matchLabelKeys[0]: Invalid value: "c": "#
          + "exists in both matchLabelKeys and mismatchLabelKeys",
      ]),
    ValidationRow(
      "a spread over nothing", spread("{}"),
      [
        "\(spreadPath).maxSkew: Invalid value: 0: must be greater than zero",
        "\(spreadPath).topologyKey: Required value: can not be empty",
        #"\#(spreadPath).whenUnsatisfiable: Unsupported value: "": supported values: "#
          + #""DoNotSchedule", "ScheduleAnyway""#,
      ]),
    ValidationRow(
      "a spread twice", spread(even, even),
      [
        "\(spreadPath).{topologyKey, whenUnsatisfiable}: Duplicate value: "
          + #""{zone, DoNotSchedule}""#
      ]),
    ValidationRow(
      "a spread over too few",
      spread(#"{"maxSkew":1,\#(zone),"whenUnsatisfiable":"ScheduleAnyway","minDomains":0}"#),
      [
        "\(spreadPath).minDomains: Invalid value: 0: must be greater than zero",
        "\(spreadPath).minDomains: Invalid value: 0: can only use minDomains if "
          + "whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
      ]),
    ValidationRow(
      "a spread by other rules",
      spread(
        #"{"maxSkew":1,\#(zone),"whenUnsatisfiable":"DoNotSchedule","nodeAffinityPolicy":"x","#
          + #""nodeTaintsPolicy":"Ignore","matchLabelKeys":["a b"],"labelSelector":{"matchLabels":{"c":"-"}}}"#
      ),
      [
        #"\#(spreadPath).nodeAffinityPolicy: Unsupported value: "x": supported values: "Honor", "Ignore""#,
        #"\#(spreadPath).matchLabelKeys[0]: Invalid value: "a b": \#(Texts.name)"#,
        #"\#(spreadPath).labelSelector.matchLabels: Invalid value: "-": a valid label must be an "#
          + "empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
          + "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex "
          + "used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ]),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors.map { "spec.\($0)" })
  }

  /// Templates are judged by the same rules.
  @Test func aTemplateIsJudgedAlike() throws {
    let row = ValidationRow("", #"{"spec":{"template":\#(Self.spread("{}"))}}"#)
    let errors = try row.createErrors(of: StatefulSetTableTests.base)
    #expect(errors.first?.hasPrefix("spec.template.spec.\(Self.spreadPath).maxSkew: ") == true)
    #expect(errors.count == 3)
  }
}
