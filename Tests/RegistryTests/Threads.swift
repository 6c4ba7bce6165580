import Glibc

/// Runs bodies on threads of their own until all have ended.
enum Threads {
  private final class Task: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void, while other: () -> Void)
  {
    let threads = (0..<count).map { index in
      var thread = pthread_t()
      let task = unsafe Unmanaged.passRetained(Task { body(index) }).toOpaque()
      let status = unsafe pthread_create(
        &thread, nil,
        { argument in
          unsafe Unmanaged<Task>.fromOpaque(argument!).takeRetainedValue().body()
          return nil
        }, task)
      precondition(status == 0)
      return thread
    }
    other()
    for thread in threads { _ = pthread_join(thread, nil) }
  }

  /// Gives other threads the processor until the condition holds; false if it never does.
  static func wait(_ condition: () -> Bool) -> Bool {
    for _ in 0..<5_000_000 {
      if condition() { return true }
      sched_yield()
    }
    return condition()
  }
}
