import Testing

@testable import Objects

/// The cases of upstream's tests of the annotations that seccomp's and AppArmor's fields were once.
struct ProfileAnnotationTableTests {
  static let armor = "container.apparmor.security.beta.kubernetes.io/a"
  static let pod = "seccomp.security.alpha.kubernetes.io/pod"
  static let container = "container.seccomp.security.alpha.kubernetes.io/a"

  static func annotated(_ annotations: String, _ context: String = "", of own: String = "")
    -> String
  {
    #"{"metadata":{"annotations":{\#(annotations)}},"spec":{"securityContext":{\#(context)},"containers":[{"name":"a","image":"i","securityContext":{\#(own)}}]}}"#
  }

  static let rows: [ValidationRow] = [
    ValidationRow(
      "profiles",
      annotated(
        #""\#(armor)":"localhost/x","\#(pod)":"runtime/default","\#(container)":"unconfined""#)
    ),
    ValidationRow(
      "profiles of nothing",
      annotated(
        #""\#(armor)":"x","container.apparmor.security.beta.kubernetes.io/b":"","\#(pod)":"y","\#(container)":"localhost/../z""#
      ),
      [
        #".\#(pod): Invalid value: "y": must be a valid seccomp profile"#,
        #".\#(container): Invalid value: "../z": must not contain '..'"#,
        #"[\#(armor)]: Invalid value: "x": invalid AppArmor profile name: "x""#,
        #"[container.apparmor.security.beta.kubernetes.io/b]: Invalid value: "b": container not found"#,
      ].map { "metadata.annotations\($0)" }),
    ValidationRow(
      "the same twice",
      annotated(
        #""\#(armor)":"localhost/x","\#(pod)":"docker/default","\#(container)":"localhost/y""#,
        #""seccompProfile":{"type":"RuntimeDefault"},"appArmorProfile":{"type":"Localhost","localhostProfile":"x"}"#,
        of: #""seccompProfile":{"type":"Localhost","localhostProfile":"y"}"#)),
    ValidationRow(
      "not the same",
      annotated(
        #""\#(armor)":"localhost/x","\#(pod)":"unconfined","\#(container)":"localhost/y""#,
        #""seccompProfile":{"type":"RuntimeDefault"},"appArmorProfile":{"type":"Localhost","localhostProfile":"z"}"#,
        of: #""seccompProfile":{"type":"Unconfined"}"#),
      [
        "securityContext.seccompProfile.type: Forbidden: "
          + "seccomp type in annotation and field must match",
        "containers[0].securityContext.seccompProfile.type: Forbidden: "
          + "seccomp type in annotation and field must match",
        "containers[0].securityContext.appArmorProfile.localhostProfile: Forbidden: "
          + "apparmor profile in annotation and field must match",
      ].map { "spec.\($0)" }),
  ]

  @Test(arguments: rows) func newPod(row: ValidationRow) throws {
    #expect(try row.createErrors(of: PodTableTests.base) == row.errors)
  }
}
