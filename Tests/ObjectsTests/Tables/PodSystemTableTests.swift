import Testing

@testable import Objects

/// The cases of upstream's tests of a pod's system, of Windows' options, and of what a pod shares with its
/// node.
struct PodSystemTableTests {
  static func spec(_ fields: String) -> String { #"{"spec":{\#(fields)}}"# }

  static func windows(_ fields: String, of container: String = "") -> String {
    #"{"spec":{"os":{"name":"windows"},"containers":[{"name":"a","image":"i"\#(container)}],\#(fields)}}"#
  }

  static func options(_ fields: String) -> String {
    spec(#""securityContext":{"windowsOptions":{\#(fields)}}"#)
  }

  static func user(_ name: String) -> String { options(#""runAsUserName":"\#(name)""#) }

  static let optionsPath = "securityContext.windowsOptions"
  static let long = String(repeating: "a", count: 256)

  static let rows: [ValidationRow] = [
    ValidationRow("for Linux", spec(#""os":{"name":"linux"},"hostPID":true"#)),
    ValidationRow(
      "for nothing", spec(#""os":{}"#), ["os.name: Required value: cannot be empty"]),
    ValidationRow(
      "for something else", spec(#""os":{"name":"plan9"}"#),
      [#"os: Unsupported value: "plan9": supported values: "linux", "windows""#]),
    ValidationRow(
      "for Linux with Windows' options",
      #"{"spec":{"os":{"name":"linux"},"securityContext":{"windowsOptions":{}},"containers":[{"name":"a","image":"i","securityContext":{"windowsOptions":{}}}]}}"#,
      ["securityContext", "containers[0].securityContext"].map {
        "\($0).windowsOptions: Forbidden: windows options cannot be set for a linux pod"
      }),
    ValidationRow("for Windows", windows(#""hostPID":false"#)),
    ValidationRow(
      "for Windows with what only Linux has",
      windows(
        #""hostUsers":true,"hostPID":true,"hostIPC":true,"shareProcessNamespace":false,"#
          + #""securityContext":{"appArmorProfile":{"type":"Unconfined"},"seLinuxOptions":{},"#
          + #""seccompProfile":{"type":"Unconfined"},"fsGroup":1,"fsGroupChangePolicy":"Always","#
          + #""sysctls":[{"name":"a.b","value":"1"}],"runAsUser":1,"runAsGroup":1,"#
          + #""supplementalGroups":[1],"supplementalGroupsPolicy":"Merge","#
          + #""seLinuxChangePolicy":"Recursive"}"#),
      [
        "securityContext.appArmorProfile", "securityContext.seLinuxOptions", "hostUsers", "hostPID",
        "hostIPC", "securityContext.seccompProfile", "securityContext.fsGroup",
        "securityContext.fsGroupChangePolicy", "securityContext.sysctls", "shareProcessNamespace",
        "securityContext.runAsUser", "securityContext.runAsGroup",
        "securityContext.supplementalGroups", "securityContext.supplementalGroupsPolicy",
        "securityContext.seLinuxChangePolicy",
      ].map { "\($0): Forbidden: cannot be set for a windows pod" }),
    ValidationRow(
      "for Windows with a container for Linux",
      windows(
        #""initContainers":[{"name":"b","image":"i","securityContext":{"runAsUser":1}}]"#,
        of: #","securityContext":{"capabilities":{},"privileged":false,"procMount":"Default"}"#),
      [
        "initContainers[0].securityContext.runAsUser",
        "containers[0].securityContext.capabilities", "containers[0].securityContext.privileged",
        "containers[0].securityContext.procMount",
      ].map { "\($0): Forbidden: cannot be set for a windows pod" }),
    ValidationRow("a user", user(#"NT AUTHORITY\\NETWORK SERVICE"#)),
    ValidationRow("a user of a long domain", user(#"a.b-c.example\\user"#)),
    ValidationRow(
      "names of nothing",
      options(#""gmsaCredentialSpecName":"A_""#),
      [
        #"gmsaCredentialSpecName: Invalid value: "A_": \#(Texts.subdomain)"#
      ].map { "\(optionsPath).\($0)" }),
    ValidationRow(
      "a user with a tab", user(#"a\tb"#),
      [
        #"\#(optionsPath).runAsUserName: Invalid value: "a\tb": "#
          + "runAsUserName cannot contain control characters"
      ]),
    ValidationRow(
      "a user of two domains", user(#"a\\b\\c"#),
      [
        #"\#(optionsPath).runAsUserName: Invalid value: "a\\b\\c": "#
          + "runAsUserName cannot contain more than one backslash"
      ]),
    ValidationRow(
      "nobody of nowhere", user(#".\\"#),
      [
        "runAsUserName's Domain doesn't match the NetBios nor the DNS format",
        "runAsUserName's User cannot be empty",
      ].map { #"\#(optionsPath).runAsUserName: Invalid value: ".\\": \#($0)"# }),
    ValidationRow(
      "too long a domain", user(#"\#(long)\\a"#),
      [
        "runAsUserName's Domain length must be under 256 characters",
        "runAsUserName's Domain doesn't match the NetBios nor the DNS format",
      ].map { #"\#(optionsPath).runAsUserName: Invalid value: "\#(long)\\a": \#($0)"# }),
    ValidationRow(
      "too long a user", user(String(repeating: "a", count: 105)),
      [
        #"\#(optionsPath).runAsUserName: Invalid value: "\#(String(repeating: "a", count: 105))": "#
          + "runAsUserName's User length must not be longer than 104 characters"
      ]),
    ValidationRow(
      "a user of dots and one with a mark", user(". ."),
      [
        #"\#(optionsPath).runAsUserName: Invalid value: ". .": "#
          + "runAsUserName's User cannot contain only periods or spaces"
      ]),
    ValidationRow(
      "a user with a mark", user("a<b"),
      [
        // As JSON prints it.
        #"\#(optionsPath).runAsUserName: Invalid value: "a\u003cb": runAsUserName's User cannot "#
          + #"contain the following characters: "/\:;|=,+*?<>@[]"#
      ]),
    ValidationRow(
      "processes of the node",
      spec(#""hostNetwork":true,"securityContext":{"windowsOptions":{"hostProcess":true}}"#)),
    ValidationRow(
      "processes of the node beside others",
      #"{"spec":{"securityContext":{"windowsOptions":{"hostProcess":true}},"containers":[{"name":"a","image":"i"},{"name":"b","image":"i","securityContext":{"windowsOptions":{"hostProcess":false}}}]}}"#,
      [
        "spec.containers[1].securityContext.windowsOptions.hostProcess: Invalid value: false: "
          + "pod hostProcess value must be identical if both are specified, was true",
        #"spec: Invalid value: "": If pod contains any hostProcess containers then all containers "#
          + "must be HostProcess containers",
        "spec.hostNetwork: Invalid value: false: "
          + "hostNetwork must be true if pod contains any hostProcess containers",
      ]),
    ValidationRow(
      "users of its own with the rest of the node's",
      #"{"spec":{"hostUsers":false,"hostNetwork":true,"hostPID":true,"hostIPC":true,"volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}],"containers":[{"name":"a","image":"i","volumeDevices":[{"name":"v","devicePath":"/dev/x"}]}]}}"#,
      ["hostNetwork", "HostPID", "HostIPC", "containers[0].volumeDevices"].map {
        "\($0): Forbidden: when `hostUsers` is false"
      }),
    ValidationRow(
      "all of proc", PodTableTests.container(#""securityContext":{"procMount":"Unmasked"}"#),
      [
        #"containers[0].securityContext.procMount: Invalid value: "Unmasked": "#
          + "`hostUsers` must be false to use `Unmasked`"
      ]),
    ValidationRow(
      "all of proc of its own",
      PodTableTests.container(
        #""securityContext":{"procMount":"Unmasked"}"#, spec: #""hostUsers":false"#)),
    ValidationRow("another name", spec(#""hostnameOverride":"a.b""#)),
    ValidationRow(
      "another name beside others",
      spec(#""hostnameOverride":"A","setHostnameAsFQDN":true,"hostNetwork":true"#),
      [
        "Forbidden: may not be specified when setHostnameAsFQDN is true",
        "Forbidden: may not be specified when hostNetwork is true",
        #"Invalid value: "A": \#(Texts.subdomain)"#,
      ].map { "hostnameOverride: \($0)" }),
    ValidationRow(
      "too long a name", spec(#""hostnameOverride":"\#(String(repeating: "a", count: 65))""#),
      ["hostnameOverride: Too long: may not be more than 64 bytes"]),
    ValidationRow(
      "an address of a line that can be read in two ways",
      spec(#""hostAliases":[{"ip":"010.000.000.005"}]"#),
      [#"hostAliases[0].ip: Invalid value: "010.000.000.005": must not have leading 0s"#]),
    ValidationRow(
      "classes of no name", spec(#""runtimeClassName":"A_""#),
      [
        #"runtimeClassName: Invalid value: "A_": \#(Texts.subdomain)"#
      ]),
    ValidationRow(
      "tolerations of more and less",
      spec(#""tolerations":[{"key":"a","operator":"Gt","value":"1"}]"#),
      [
        #"tolerations[0].operator: Unsupported value: "Gt": supported values: "Equal", "Exists", "#
          + #""Lt", "Gt""#
      ]),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(
      try row.createErrors(of: PodTableTests.base)
        == row.errors.map { $0.hasPrefix("spec") ? $0 : "spec.\($0)" })
  }
}
