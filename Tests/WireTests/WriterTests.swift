import Testing

@testable import Wire

@Suite("The writer cannot pass its limit, and a write that fails leaves nothing")
struct WriterTests {
  @Test func aNameThatWasTakenBackIsNotPointedTo() throws {
    var writer = Writer(limit: 10)
    let fits = writer.attempt { (writer) throws(Writer.Full) in
      try writer.name(name("a.example"))
      try writer.uint16(1)
    }
    #expect(!fits && writer.isFull && writer.octets.isEmpty)
    writer.useRoom(upTo: 100)
    let written = writer.attempt { (writer) throws(Writer.Full) in
      try writer.name(name("b.example"))
      try writer.name(name("a.example"))
    }
    #expect(written && writer.octets == hex("01'b' 07'example' 00 01'a' C002"))
  }

  @Test func afterAFailureNothingIsWritten() {
    var writer = Writer(limit: 3)
    #expect(!writer.attempt { (writer) throws(Writer.Full) in try writer.uint32(1) })
    #expect(!writer.attempt { (writer) throws(Writer.Full) in try writer.uint8(1) })
    #expect(writer.octets.isEmpty)
  }

  @Test(arguments: 0..<40)
  func everyKindOfWriteChecks(limit: Int) {
    var writer = Writer(limit: limit)
    var isFull = false
    while !isFull {
      do {
        try writer.uint8(1)
        try writer.uint16(2)
        try writer.uint32(3)
        try writer.characterString([1, 2, 3])
        try writer.lengthPrefixed { (writer) throws(Writer.Full) in try writer.append([1, 2]) }
        try writer.name(name("a.example"))
      } catch {
        isFull = true
      }
      #expect(writer.octets.count <= limit)
    }
  }
}
