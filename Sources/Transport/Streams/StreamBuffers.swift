/// Memory that all connections of a worker read into and compose answers in, in turn.
@safe struct StreamBuffers: ~Copyable {
  /// Octets of one read. Small, because the queries of one read are answered before anybody else
  /// has a turn; what is left stays in the kernel until the next.
  static let readOctets = 4096
  /// Room for a message cut anywhere, and one more read behind it.
  static let inputOctets = StreamFrame.maximumOctets + readOctets
  /// Answers of one read leave in one write as far as they fit here.
  static let outputOctets = 2 * StreamFrame.maximumOctets

  /// What was read: first what was kept of the connection, then what came.
  let input: UnsafeMutableRawBufferPointer
  private let output: UnsafeMutableRawBufferPointer
  /// Octets composed and not yet sent.
  private(set) var composed = 0

  init() {
    unsafe input = .allocate(byteCount: Self.inputOctets, alignment: 64)
    unsafe output = .allocate(byteCount: Self.outputOctets, alignment: 64)
  }

  deinit {
    unsafe input.deallocate()
    unsafe output.deallocate()
  }

  /// Where the next read goes when so many octets are there already.
  func room(after kept: Int) -> UnsafeMutableRawBufferPointer {
    precondition(kept <= StreamFrame.maximumOctets, "a whole message was left unanswered")
    return unsafe UnsafeMutableRawBufferPointer(
      rebasing: input[kept..<kept + Self.readOctets])
  }

  /// True where the longest answer still fits.
  var hasRoom: Bool { Self.outputOctets - composed >= StreamFrame.maximumOctets }

  /// Copies a query to where its answer is going to be and returns that place.
  func place(_ query: Range<Int>) -> UnsafeMutableRawBufferPointer {
    precondition(hasRoom, "the answers before were not sent")
    let start = composed + StreamFrame.prefixOctets
    let message = unsafe UnsafeMutableRawBufferPointer(
      rebasing: output[start..<start + StreamFrame.maximumMessageOctets])
    unsafe message.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[query]))
    return unsafe message
  }

  /// Puts the length in front of the answer that was placed last.
  mutating func append(octets count: Int) {
    precondition(count <= StreamFrame.maximumMessageOctets, "an answer of \(count) octets")
    unsafe output.storeBytes(
      of: UInt16(count).bigEndian, toByteOffset: composed, as: UInt16.self)
    composed += StreamFrame.prefixOctets + count
  }

  /// What was composed; the next answer starts at the front again.
  mutating func takeOutput() -> UnsafeRawBufferPointer {
    defer { composed = 0 }
    return unsafe UnsafeRawBufferPointer(rebasing: output[..<composed])
  }
}
