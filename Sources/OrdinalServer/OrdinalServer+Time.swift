extension OrdinalServer {
  /// Whose time a server lives in.
  public enum Time: Hashable, Sendable {
    /// The machine's.
    case system
    /// One of its own, which passes only in ``OrdinalServer/advance(by:)`` and
    /// ``OrdinalServer/wait(for:toBe:timeout:)``. The same seed gives the same uids, names, addresses and order of
    /// events.
    case virtual(seed: UInt64)
  }

  /// Lets virtual time pass: everything that becomes due happens, in its order.
  ///
  /// - Throws: for a server in the machine's time.
  public func advance(by duration: Duration) async throws(OrdinalError) {
    await (try virtualTime()).advance(by: duration)
  }

  /// Virtual time since the start.
  public var elapsed: Duration {
    get throws(OrdinalError) { try virtualTime().elapsed }
  }

  /// What happened so far in virtual time, a line a change of an object: `3200 ms: Pod
  /// sandbox/web-0 modified`.
  public func story() async throws(OrdinalError) -> [String] {
    await (try virtualTime()).story
  }

  private func virtualTime() throws(OrdinalError) -> VirtualTime {
    guard let time = try control().virtualTime else {
      throw OrdinalError("time: the server lives in the machine's; .virtual(seed:) can be moved")
    }
    return time
  }
}
