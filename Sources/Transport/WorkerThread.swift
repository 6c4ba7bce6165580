import CTransport
import Glibc

/// A thread that runs one worker to its end.
struct WorkerThread: Sendable {
  private let thread: pthread_t

  /// Starts the thread.
  ///
  /// - Parameter name: what `top -H` shows, at most 15 octets.
  init(_ worker: consuming Worker, name: String) throws(SystemCallError) {
    let cargo = unsafe Unmanaged.passRetained(Cargo(worker))
    var thread = pthread_t()
    let result = unsafe ctransport_start_thread(
      &thread, name,
      { argument in
        unsafe Unmanaged<Cargo>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, cargo.toOpaque())
    if result < 0 { unsafe cargo.release() }
    try check("pthread_create", result)
    self.thread = thread
  }

  /// Waits until the worker has closed its sockets and returned.
  func join() {
    pthread_join(thread, nil)
  }

  /// Carries a worker over to its thread.
  private final class Cargo {
    private var worker: Worker?

    init(_ worker: consuming Worker) {
      self.worker = consume worker
    }

    func run() {
      // A local variable: its accesses are checked by the compiler and not while queries wait.
      guard var worker = worker.take() else { return }
      worker.run()
    }
  }
}
