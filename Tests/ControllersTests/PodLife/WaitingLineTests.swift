import Testing

@testable import Controllers

@Suite struct WaitingLineTests {
  @Test func keepsTheOrderInWhichElementsCame() {
    var line = WaitingLine<String>()
    for element in ["c", "a", "b", "a"] { line.join(element) }
    #expect(line.first(2) == ["c", "a"])
    line.leave("c")
    #expect(line.all == ["a", "b"])
    line.join("c")
    #expect(line.all == ["a", "b", "c"])
    #expect(!line.contains("d"))
  }

  @Test func forgetsThoseWhoLeft() {
    var line = WaitingLine<Int>()
    for element in 0..<1000 { line.join(element) }
    for element in 0..<999 { line.leave(element) }
    line.leave(4711)
    #expect(line.all == [999])
    #expect(line.first(0) == [])
  }
}
