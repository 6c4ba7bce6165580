import Objects
import Testing

struct FeatureGatesTests {
  @Test(arguments: [
    ("", false), (" , ", false), ("MaxUnavailableStatefulSet=true", true),
    ("MaxUnavailableStatefulSet=true,MaxUnavailableStatefulSet=0", false),
    (" MaxUnavailableStatefulSet = T ,", true), ("MaxUnavailableStatefulSet=False", false),
  ])
  func listsAreRead(row: (text: String, isOn: Bool)) throws {
    #expect(try FeatureGates(parsing: row.text).maxUnavailableStatefulSet == row.isOn)
  }

  @Test(arguments: [
    (
      "MaxUnavailableStatefulSet=true,Foo=true",
      "unrecognized feature gate: Foo (known: MaxUnavailableStatefulSet)"
    ),
    (
      "maxUnavailableStatefulSet=true",
      "unrecognized feature gate: maxUnavailableStatefulSet (known: MaxUnavailableStatefulSet)"
    ),
    ("=true", "unrecognized feature gate:  (known: MaxUnavailableStatefulSet)"),
    (
      "MaxUnavailableStatefulSet",
      "missing bool value for feature gate MaxUnavailableStatefulSet: "
        + "write MaxUnavailableStatefulSet=true or MaxUnavailableStatefulSet=false"
    ),
    (
      "MaxUnavailableStatefulSet=yes",
      "invalid value of MaxUnavailableStatefulSet=yes: "
        + "write MaxUnavailableStatefulSet=true or MaxUnavailableStatefulSet=false"
    ),
  ])
  func whatIsWrongIsOneLine(row: (text: String, problem: String)) {
    #expect {
      try FeatureGates(parsing: row.text)
    } throws: {
      "\($0)" == row.problem
    }
  }
}
