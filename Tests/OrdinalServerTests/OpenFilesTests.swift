import Testing

@testable import OrdinalServer

struct OpenFilesTests {
  @Test func tooFewAreOneClearLine() throws {
    let error = #expect(throws: OrdinalError.self) { try OpenFiles(limit: 20).require(88) }
    #expect(
      error?.description
        == "this process may have 20 files open, and needs 88 at least; raise the limit "
        + "(ulimit -n 88)")
    #expect(error?.isUsage == false)
    try OpenFiles(limit: 88).require(88)
    try OpenFiles(limit: nil).require(88)
  }

  /// Large machines have more loops and workers, and need more.
  @Test(arguments: [(2, 2, 1, 87), (2, 2, 2, 90), (64, 64, 2, 834)])
  func needsGrow(_ cores: Int, _ workers: Int, _ endpoints: Int, _ needed: Int) {
    #expect(OpenFiles.needed(cores: cores, workers: workers, endpoints: endpoints) == needed)
  }

  @Test func thisProcessHasALimitThatSuffices() throws {
    try OrdinalServer(.testing).checkOpenFiles()
  }
}
