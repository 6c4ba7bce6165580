internal import Glibc

/// Wakes a thread when something happens in folders (inotify), when it is told to, or after a
/// while.
///
/// It says only *that* something happened: what, the next scan finds out. So overflows of the
/// kernel's queue, replaced folders and file systems without events cost time, never a change.
final class FolderEvents: Sendable {
  /// Negative where the kernel gives none: then the scan once a second must do.
  private let notifier: Int32
  /// Both ends of a pipe; an octet in it is a wish to be woken.
  private let bell: (listening: Int32, ringing: Int32)

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .last }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    bell = (ends[0], ends[1])
    notifier = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
  }

  deinit {
    for descriptor in [bell.listening, bell.ringing, notifier] where descriptor >= 0 {
      close(descriptor)
    }
  }

  /// Watches a folder, anew if another folder took its name; one that cannot be watched is scanned.
  func watch(_ folder: String) {
    guard notifier >= 0 else { return }
    let changes = IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_DELETE
    let moves = IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF
    _ = unsafe inotify_add_watch(notifier, folder, UInt32(changes | moves) | UInt32(IN_ONLYDIR))
  }

  /// Ends the wait of another thread, now or the next one.
  func ring() {
    // A full pipe rings already.
    _ = unsafe withUnsafeBytes(of: UInt8(1)) { unsafe write(bell.ringing, $0.baseAddress, 1) }
  }

  /// Returns after the time, or when an event came; what is waiting is swallowed.
  func wait(milliseconds: Int32) {
    var descriptors = [
      pollfd(fd: bell.listening, events: Int16(POLLIN), revents: 0),
      // A negative descriptor is passed over.
      pollfd(fd: notifier, events: Int16(POLLIN), revents: 0),
    ]
    _ = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    var events = [UInt8](repeating: 0, count: 1 << 14)
    for descriptor in [bell.listening, notifier] where descriptor >= 0 {
      while unsafe events.withUnsafeMutableBytes({
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }) > 0 {}
    }
  }
}
