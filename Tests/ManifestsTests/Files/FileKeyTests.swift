import Testing

@testable import Manifests

@Suite struct FileKeyTests {
  static let names: [(String, FileFormat?)] = [
    ("a.yaml", .manifest), ("a.yml", .manifest), ("a.json", .manifest), ("a.zone", .zone),
    ("a.txt", nil), ("yaml", nil), ("a.yaml~", nil), ("a.yaml.swp", nil), (".a.yaml.swp", nil),
    (".a.yaml", nil), ("#a.yaml#", nil), (".#a.yaml", nil), ("#a.yaml", nil), ("4913", nil),
    ("sedAb3xZ", nil), ("a.YAML", nil), ("a.yaml.bak", nil), (".yaml", nil),
  ]

  @Test(arguments: names) func servesFilesOfAFolder(_ name: String, _ format: FileFormat?) {
    #expect(FileFormat.isServed(name: name) == (format != nil))
    if let format { #expect(FileFormat(name: name) == format) }
  }

  @Test func namesFilesAsTheUserDid() {
    #expect(FileKey(path: "zones", name: "a.yaml", isInFolder: true).location == "zones/a.yaml")
    #expect(FileKey(path: "zones/", name: "a.yaml", isInFolder: true).location == "zones/a.yaml")
    #expect(FileKey(path: "x/a.yaml", name: "a.yaml", isInFolder: false).location == "x/a.yaml")
  }

  @Test(arguments: [
    ("/a/./b/../c/", "/a/c"), ("/", "/"), ("/../a", "/a"), ("/a//b", "/a/b"),
  ]) func makesPathsAbsolute(_ path: String, _ absolute: String) {
    #expect(FileSystem.absolute(path) == absolute)
    #expect(FileSystem.absolute("x/../y").hasSuffix("/y"))
  }
}
