import Glibc

/// A mutual exclusion lock with a condition to wait for.
///
/// Over `pthread_mutex_t`, which the thread sanitizer understands.
@safe final class Lock: @unchecked Sendable {
  // SAFETY: both objects are made for use from several threads and never move.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func withLock<R: ~Copyable, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Inside `withLock`: gives the lock up until `signal`.
  func wait() {
    unsafe pthread_cond_wait(condition, mutex)
  }

  func signal() {
    unsafe pthread_cond_signal(condition)
  }
}
