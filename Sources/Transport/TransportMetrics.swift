/// What the transport counted since it started, summed over its workers.
package struct TransportMetrics: Hashable, Sendable {
  /// Messages of one protocol and address family.
  package struct Traffic: Hashable, Sendable {
    package var queries = 0
    package var answers = 0
  }

  package var udpIPv4 = Traffic()
  package var udpIPv6 = Traffic()
  package var tcpIPv4 = Traffic()
  package var tcpIPv6 = Traffic()
  /// Queries that the compiled table left to the resolver.
  package var deferred = 0
  /// UDP answers that the kernel did not take.
  package var droppedAnswers = 0
  package var connectionsOpen = 0
  package var connectionsAccepted = 0
  /// Closed at once: the limit was reached, or the process was out of file descriptors.
  package var connectionsRefused = 0
  /// Closed because nothing was asked, or answers were not read, for the idle time.
  package var connectionsTimedOut = 0
}

extension TransportMetrics {
  init(_ workers: [WorkerCounters]) {
    func sum(_ name: WorkerCounters.Name) -> Int { workers.reduce(0) { $0 + $1[name] } }
    udpIPv4 = Traffic(queries: sum(.udpQueriesIPv4), answers: sum(.udpAnswersIPv4))
    udpIPv6 = Traffic(queries: sum(.udpQueriesIPv6), answers: sum(.udpAnswersIPv6))
    tcpIPv4 = Traffic(queries: sum(.tcpQueriesIPv4), answers: sum(.tcpAnswersIPv4))
    tcpIPv6 = Traffic(queries: sum(.tcpQueriesIPv6), answers: sum(.tcpAnswersIPv6))
    deferred = sum(.deferred)
    droppedAnswers = sum(.droppedAnswers)
    // Closed is read first: a connection that comes and goes meanwhile never makes it negative.
    let closed = sum(.connectionsClosed)
    connectionsAccepted = sum(.connectionsAccepted)
    connectionsOpen = connectionsAccepted - closed
    connectionsRefused = sum(.connectionsRefused)
    connectionsTimedOut = sum(.connectionsTimedOut)
  }
}
