import Synchronization
package import Wire

/// What a responder answered, counted by its one worker and readable from any thread.
@safe package final class Tally: @unchecked Sendable {
  // SAFETY: one writer; the cells are atomics, so a reader sees whole numbers.
  private let cells: UnsafeMutablePointer<Atomic<UInt64>>

  /// Types with a counter of their own; the last counter is for all others.
  package static let types: [RecordType] = [.a, .aaaa, .srv, .ptr, .txt, .soa, .ns, .cname, .any]
  private static let otherType = types.count
  private static let codes = types.count + 1
  private static let truncated = codes + 16
  private static let size = truncated + 1

  init() {
    unsafe cells = .allocate(capacity: Self.size)
    for index in 0..<Self.size { unsafe (cells + index).initialize(to: Atomic(0)) }
  }

  deinit { unsafe cells.deallocate() }

  @inline(__always)
  private func increment(_ index: Int) {
    let value = unsafe cells[index].load(ordering: .relaxed)
    unsafe cells[index].store(value &+ 1, ordering: .relaxed)
  }

  @inline(__always)
  func count(type: UInt16, responseCode: UInt16, isTruncated: Bool) {
    let index =
      switch type {
      case 1: 0
      case 28: 1
      case 33: 2
      case 12: 3
      case 16: 4
      case 6: 5
      case 2: 6
      case 5: 7
      case 255: 8
      default: Self.otherType
      }
    increment(index)
    increment(Self.codes + Int(responseCode & 0xF))
    if isTruncated { increment(Self.truncated) }
  }

  /// Counts an answer that the resolver made.
  package func count(deferred answer: [UInt8]) {
    guard answer.count >= Header.size else { return }
    let question = try? Question.parseFirst(answer)
    count(
      type: question?.type.rawValue ?? 0, responseCode: UInt16(answer[3] & 0xF),
      isTruncated: answer[2] & 2 != 0)
  }

  package func questions(of type: RecordType?) -> UInt64 {
    let index = type.flatMap { Self.types.firstIndex(of: $0) } ?? Self.otherType
    return unsafe cells[index].load(ordering: .relaxed)
  }

  package func answers(with code: ResponseCode) -> UInt64 {
    unsafe cells[Self.codes + Int(code.rawValue & 0xF)].load(ordering: .relaxed)
  }

  package var truncatedAnswers: UInt64 { unsafe cells[Self.truncated].load(ordering: .relaxed) }
}
