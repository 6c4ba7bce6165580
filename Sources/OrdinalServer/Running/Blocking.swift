import Glibc

/// Calls that block, away from the threads on which tasks run.
enum Blocking {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    let isDone: CheckedContinuation<Void, Never>

    init(_ body: @escaping @Sendable () -> Void, _ isDone: CheckedContinuation<Void, Never>) {
      self.body = body
      self.isDone = isDone
    }
  }

  static func run(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      var thread = pthread_t()
      let work = unsafe Unmanaged.passRetained(Work(body, continuation))
      let status = unsafe pthread_create(
        &thread, nil,
        { argument in
          let work = unsafe Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue()
          work.body()
          work.isDone.resume()
          return nil
        }, work.toOpaque())
      precondition(status == 0, "The system refuses a thread.")
      pthread_detach(thread)
    }
  }
}
