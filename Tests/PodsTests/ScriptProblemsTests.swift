import Objects
import Pods
import Testing

/// What whoever writes an object is told of its scripts.
struct ScriptProblemsTests {
  private static let good = "0: ready after 2s; *: never ready"
  private static let bad = "0: redy"
  private static let problem = PodScript.problem(in: bad)!

  @Test func onlyWhatCannotBeFollowedIsAProblem() {
    #expect(PodScript.problem(in: Self.good) == nil)
    #expect(
      Self.problem.hasPrefix(#"annotation ordinal.internal/script, entry 1 "0: redy": must be one"#)
    )
  }

  @Test func warningsSayWhereTheScriptStands() {
    var set = StatefulSet(metadata: ObjectMetadata(name: "web"), spec: StatefulSetSpec())
    set.metadata.annotations = [PodScript.annotation: Self.good]
    set.spec.template.annotations = [PodScript.annotation: Self.good]
    #expect(PodScript.warnings(about: set) == [])
    set.metadata.annotations = [PodScript.annotation: Self.bad]
    set.spec.template.annotations = [PodScript.annotation: Self.bad, "other": Self.bad]
    let place = "metadata.annotations[ordinal.internal/script]: "
    #expect(
      PodScript.warnings(about: set) == [
        place + Self.problem, "spec.template." + place + Self.problem,
      ])
    var pod = Pod(metadata: ObjectMetadata(name: "a"), spec: PodSpec())
    #expect(PodScript.warnings(about: pod) == [])
    pod.metadata.annotations = [PodScript.annotation: ""]
    #expect(PodScript.warnings(about: pod).count == 1)
    let service = Service(
      metadata: ObjectMetadata(name: "a", annotations: [PodScript.annotation: Self.bad]),
      spec: ServiceSpec())
    #expect(PodScript.warnings(about: service) == [])
  }
}
