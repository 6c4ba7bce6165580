import Objects
import Testing

@testable import KubeAPI

struct SchemaNotesTests {
  /// A note on a type or field that does not exist is a slip of the pen.
  @Test func everyNoteHasItsField() {
    for key in SchemaNotes.keys where !key.hasPrefix("*") {
      if Schema.types.contains(key) { continue }
      let field = String(key.split(separator: ".").last ?? "")
      let type = String(key.dropLast(field.count + 1))
      #expect(Schema.field(field, ofType: type) != nil, "\(key)")
    }
  }

  /// What `kubectl explain KIND` shows first.
  @Test(arguments: Resource.served)
  func everyKindIsDescribedWhole(resource: Resource) throws {
    let type = try #require(Schema.typeName(of: resource))
    #expect(SchemaNotes.text(of: type) != nil)
    for field in Schema.fields(ofType: type) {
      #expect(SchemaNotes.text(of: type, field: field.name) != nil, "\(type).\(field.name)")
    }
  }

  @Test(arguments: [
    "ObjectMeta", "StatefulSetSpec", "StatefulSetStatus", "PodSpec", "Container", "ServiceSpec",
    "ServicePort", "PersistentVolumeClaimSpec", "Probe",
  ])
  func whatPeopleAskAboutIsDescribed(type: String) {
    for field in Schema.fields(ofType: type) where field.name != "schedulingGroup" {
      #expect(SchemaNotes.text(of: type, field: field.name) != nil, "\(field.name)")
    }
  }
}
