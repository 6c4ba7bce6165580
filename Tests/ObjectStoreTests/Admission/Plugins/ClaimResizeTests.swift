import ObjectStore
import Objects
import Testing

struct ClaimResizeTests {
  private static func claim(_ size: String, _ storageClass: String, phase: String) -> GenericObject
  {
    var claim = Make.claim("a", spec: ["storageClassName": .string(storageClass)])
    claim.body["spec"] = claim.body["spec"]?.merging([
      "resources": ["requests": ["storage": .string(size)]]
    ])
    claim.body["status"] = ["phase": .string(phase), "capacity": ["storage": "1Gi"]]
    return claim
  }

  private static func plugin() -> ClaimResize {
    var plugin = ClaimResize()
    for (name, canGrow) in [("wide", true), ("standard", false)] {
      let object = GenericObject(
        resource: .storageClass, metadata: ObjectMetadata(name: name),
        body: ["provisioner": "p", "allowVolumeExpansion": .bool(canGrow)])
      plugin.staged(StoreEvent(kind: .added, object: object))
    }
    return plugin
  }

  private static let refusal =
    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc "
    + "must support resize"

  @Test(arguments: [
    ("wide", "Bound", "2Gi", nil), ("wide", "Bound", "1Gi", nil), ("standard", "Bound", "1Gi", nil),
    ("standard", "Bound", "2Gi", refusal), ("none", "Bound", "2Gi", refusal),
    ("wide", "Pending", "2Gi", "Only bound persistent volume claims can be expanded"),
  ])
  func claimsGrowWhereTheyCan(_ name: String, _ phase: String, _ size: String, _ reason: String?)
    throws
  {
    let old = Self.claim("1Gi", name, phase: phase)
    let new = Self.claim(size, name, phase: phase)
    do {
      try Self.plugin().judge(new, replacing: old)
      #expect(reason == nil)
    } catch {
      #expect(
        error.description
          == "persistentvolumeclaims \"a\" is forbidden: \(reason ?? "")")
    }
    try Self.plugin().judge(new, replacing: nil)
  }

  @Test func aClassThatIsGoneCannotHelp() {
    var plugin = Self.plugin()
    plugin.rebuild(from: [])
    #expect(throws: StoreError.self) {
      try plugin.judge(
        Self.claim("2Gi", "wide", phase: "Bound"),
        replacing: Self.claim("1Gi", "wide", phase: "Bound"))
    }
  }
}
