/// How a simulated pod behaves.
package struct PodScript: Hashable, Sendable {
  /// From the first sight of the pod until it is Ready.
  package var readyAfter: Duration
  /// From the request to delete it until its containers have ended; never longer than its grace
  /// period.
  package var terminatesAfter: Duration

  package init(readyAfter: Duration = .zero, terminatesAfter: Duration = .zero) {
    self.readyAfter = readyAfter
    self.terminatesAfter = terminatesAfter
  }
}
