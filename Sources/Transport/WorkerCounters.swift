import Synchronization

/// What one worker counted. Only that worker writes, so an addition is a load and a store without
/// a bus lock; anybody reads.
final class WorkerCounters: Sendable {
  /// What is counted.
  enum Name: Int, CaseIterable {
    case udpQueriesIPv4, udpQueriesIPv6, udpAnswersIPv4, udpAnswersIPv6
    case tcpQueriesIPv4, tcpQueriesIPv6, tcpAnswersIPv4, tcpAnswersIPv6
    case deferred, droppedAnswers
    case connectionsAccepted, connectionsClosed, connectionsRefused, connectionsTimedOut
  }

  /// A cache line before and after the values keeps other workers' counters off theirs.
  private static let padding = 8
  private let values = InlineArray<32, Atomic<Int>> { _ in Atomic(0) }

  /// For the one worker that these are the counters of.
  func add(_ count: Int, to name: Name) {
    let index = Self.padding + name.rawValue
    values[index].store(values[index].load(ordering: .relaxed) &+ count, ordering: .relaxed)
  }

  /// What was counted, from any thread.
  subscript(_ name: Name) -> Int {
    values[Self.padding + name.rawValue].load(ordering: .relaxed)
  }
}
