import Testing

@testable import Objects

/// The cases of upstream's tests of security contexts.
struct SecurityTableTests {
  static func pod(_ fields: String, _ more: String = "") -> String {
    #"{"spec":{"securityContext":{\#(fields)}\#(more)}}"#
  }

  static func container(_ fields: String) -> String {
    PodTableTests.container(#""securityContext":{\#(fields)}"#)
  }

  static func kernel(_ names: String..., more: String = "") -> String {
    let items = names.map { #"{"name":"\#($0)","value":"1"}"# }
    return pod(#""sysctls":[\#(items.joined(separator: ","))]"#, more)
  }

  static let users = "must be between 0 and 2147483647, inclusive"
  static let profiles = #"supported values: "Localhost", "RuntimeDefault", "Unconfined""#
  static let printed =
    #"{"Capabilities":{"Add":["CAP_SYS_ADMIN"],"Drop":null},"Privileged":true,"#
    + #""SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"#
    + #""RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"#
    + #""ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}"#

  static let rows: [ValidationRow] = [
    ValidationRow(
      "all there is",
      pod(
        #""runAsUser":1,"runAsGroup":1,"fsGroup":1,"supplementalGroups":[1],"sysctls":[{"name":"kernel.shm_rmid_forced","value":"0"}],"fsGroupChangePolicy":"Always","seccompProfile":{"type":"Localhost","localhostProfile":"a/b"},"appArmorProfile":{"type":"Localhost","localhostProfile":"a"},"supplementalGroupsPolicy":"Merge","seLinuxChangePolicy":"Recursive""#
      )),
    ValidationRow(
      "groups that there are not", pod(#""supplementalGroups":[1,-1]"#),
      ["securityContext.supplementalGroups[1]: Invalid value: -1: \(users)"]),
    ValidationRow(
      "the node's processes and the pod's own",
      pod("", #","hostPID":true,"shareProcessNamespace":true"#),
      [
        "securityContext.shareProcessNamespace: Invalid value: true: "
          + "ShareProcessNamespace and HostPID cannot both be enabled"
      ]),
    ValidationRow(
      "parameters of no kernel", kernel("", "A.b", "a.b", "a.b", "a..b"),
      [
        "securityContext.sysctls[0].name: Required value",
        #"securityContext.sysctls[1].name: Invalid value: "A.b": \#(parameter)"#,
        #"securityContext.sysctls[3].name: Duplicate value: "a.b""#,
        #"securityContext.sysctls[4].name: Invalid value: "a..b": \#(parameter)"#,
      ]),
    ValidationRow(
      "parameters of the node",
      kernel("net/ipv4.tcp_rmem", "kernel.shmall", more: #","hostNetwork":true,"hostIPC":true"#),
      [
        #"securityContext.sysctls[0].name: Invalid value: "net/ipv4.tcp_rmem": "#
          + "may not be specified when 'hostNetwork' is true",
        #"securityContext.sysctls[1].name: Invalid value: "kernel.shmall": "#
          + "may not be specified when 'hostIPC' is true",
      ]),
    ValidationRow(
      "other policies",
      pod(#""fsGroupChangePolicy":"x","supplementalGroupsPolicy":"y","seLinuxChangePolicy":"z""#),
      [
        #"securityContext.fsGroupChangePolicy: Unsupported value: "x": supported values: "Always", "#
          + #""OnRootMismatch""#,
        #"securityContext.supplementalGroupsPolicy: Unsupported value: "y": supported values: "#
          + #""Merge", "Strict""#,
        #"securityContext.seLinuxChangePolicy: Unsupported value: "z": "#
          + #"supported values: "Recursive""#,
      ]),
    ValidationRow(
      "profiles of nothing", pod(#""seccompProfile":{},"appArmorProfile":{}"#),
      [
        "securityContext.seccompProfile.type: Required value: "
          + "type is required when seccompProfile is set",
        "securityContext.appArmorProfile.type: Required value: "
          + "type is required when appArmorProfile is set",
      ]),
    ValidationRow(
      "profiles without a file",
      pod(#""seccompProfile":{"type":"Localhost"},"appArmorProfile":{"type":"Localhost"}"#),
      [
        "securityContext.seccompProfile.localhostProfile: Required value: "
          + "must be set when seccomp type is Localhost",
        "securityContext.appArmorProfile.localhostProfile: Required value: "
          + "must be set when AppArmor type is Localhost",
      ]),
    ValidationRow(
      "profiles with a file too many",
      pod(
        #""seccompProfile":{"type":"Unconfined","localhostProfile":"a"},"appArmorProfile":{"type":"RuntimeDefault","localhostProfile":"a"}"#
      ),
      [
        #"securityContext.seccompProfile.localhostProfile: Invalid value: {"Type":"Unconfined","#
          + #""LocalhostProfile":"a"}: can only be set when seccomp type is Localhost"#,
        #"securityContext.appArmorProfile.localhostProfile: Invalid value: "a": "#
          + "can only be set when AppArmor type is Localhost",
      ]),
    ValidationRow(
      "a container's profiles",
      container(
        #""seccompProfile":{"type":"x"},"appArmorProfile":{"type":"Localhost","localhostProfile":" "},"procMount":"y""#
      ),
      [
        #"containers[0].securityContext.procMount: Unsupported value: "y": supported values: "#
          + #""Default", "Unmasked""#,
        #"containers[0].securityContext.seccompProfile.type: Unsupported value: "x": \#(profiles)"#,
        #"containers[0].securityContext.appArmorProfile.localhostProfile: Invalid value: " ": "#
          + "must not be padded with whitespace",
      ]),
    ValidationRow(
      "more than all",
      container(
        #""allowPrivilegeEscalation":false,"privileged":true,"capabilities":{"add":["CAP_SYS_ADMIN"]}"#
      ),
      [
        "containers[0].securityContext: Invalid value: \(printed): "
          + "cannot set `allowPrivilegeEscalation` to false and `privileged` to true",
        "containers[0].securityContext: Invalid value: \(printed): "
          + "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
      ]),
  ]

  static let parameter =
    "must have at most 253 characters and match regex "
    + "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors.map { "spec.\($0)" })
  }
}
