import Testing

@testable import Objects

/// What upstream says of new nodes, which come with a status.
struct NodeValidationTests {
  static let base = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}"#
  static let longValue = String(repeating: "-", count: 64)

  static let rows: [ValidationRow] = [
    ValidationRow(
      "taints",
      #"{"spec":{"taints":[{"key":"a","effect":"NoExecute"},{"key":"a","#
        + #""effect":"NoExecute"},{"key":"b","effect":"Never"}]}}"#,
      [
        #"metadata.taints[1]: Duplicate value: "#
          + #"{"Key":"a","Value":"","Effect":"NoExecute","TimeAdded":null}: taints must be "#
          + "unique by key and effect pair",
        #"metadata.taints[2].effect: Unsupported value: "Never": supported values: "NoSchedule", "#
          + #""PreferNoSchedule", "NoExecute""#,
      ]),
    ValidationRow(
      "amounts",
      #"{"spec":{"podCIDRs":["10.0.0.0/8","fd00::/64"]},"status":{"nodeInfo":{"swap":{"#
        + #""capacity":0}},"allocatable":{"cpu":"-1","a.b/c":"0.5"},"capacity":{"cpu":"1.5"}}}"#,
      [
        #"status.allocatable.a.b/c: Invalid value: "500m": must be an integer"#,
        #"status.allocatable.cpu: Invalid value: "-1": must be greater than or equal to 0"#,
        "metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero",
      ]),
    ValidationRow(
      "ranges of one family",
      #"{"spec":{"podCIDRs":["10.0.0.0/8","010.0.0.0/16","10.0.0.1/8"]}}"#,
      [
        #"spec.podCIDRs[1]: Invalid value: "010.0.0.0/16": \#(AddressRules.block("010.0.0.0/16")[0])"#,
        #"spec.podCIDRs[2]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix "#
          + "length",
        #"spec.podCIDRs: Invalid value: ["10.0.0.0/8","010.0.0.0/16","10.0.0.1/8"]: may specify no "#
          + "more than one CIDR for each IP family",
      ]),
    ValidationRow(
      "what is no range",
      #"{"spec":{"podCIDRs":["fd00::/64","x"]}}"#,
      [
        #"spec.podCIDRs[1]: Invalid value: "x": \#(AddressRules.invalidBlock[0])"#,
        "spec.podCIDRs: Internal error: invalid PodCIDRs. failed to check with dual stack with "
          + #"error:failed to parse cidr value:"x" with error:invalid CIDR address: x"#,
        #"spec.podCIDRs: Invalid value: ["fd00::/64","x"]: may specify no more than one CIDR for "#
          + "each IP family",
      ]),
    ValidationRow(
      "a taint's value, all in one",
      #"{"spec":{"taints":[{"key":"a","value":"\#(longValue)","effect":"NoExecute"}]}}"#,
      [
        #"metadata.taints[0].value: Invalid value: "\#(longValue)": "#
          + NameRules.labelValue(longValue).joined(separator: ";")
      ]),
  ]

  @Test(arguments: rows) func newNode(row: ValidationRow) throws {
    #expect(try row.createErrors(of: Self.base) == row.errors)
  }
}
