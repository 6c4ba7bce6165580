import CTransport

/// An epoll instance with room for the events of one wait. Level-triggered.
@safe struct Poller: ~Copyable {
  /// Few, so that connections do not keep UDP sockets waiting; what is left comes first next time.
  private static let capacity = 16

  private let descriptor: Descriptor
  private let events: UnsafeMutablePointer<ctransport_event>

  /// Fails where the process has no file descriptor left.
  init() throws(SystemCallError) {
    descriptor = Descriptor(owning: try check("epoll_create1", ctransport_poller()))
    unsafe events = .allocate(capacity: Self.capacity)
    unsafe events.initialize(repeating: ctransport_event(), count: Self.capacity)
  }

  deinit {
    unsafe events.deallocate()
  }

  /// Starts to watch a descriptor; closing it ends that.
  func watch(_ number: Int32, for interest: Interest, _ token: Token) throws(SystemCallError) {
    try check(
      "epoll_ctl",
      ctransport_watch(descriptor.number, number, interest.rawValue, token.rawValue))
  }

  /// Changes what a watched descriptor is watched for.
  func change(_ number: Int32, for interest: Interest, _ token: Token) {
    _ = ctransport_change(descriptor.number, number, interest.rawValue, token.rawValue)
  }

  /// Ends the events of a descriptor that stays open.
  func unwatch(_ number: Int32) {
    _ = ctransport_unwatch(descriptor.number, number)
  }

  /// The number of events, to be had from ``event(_:)``. A negative time waits without an end.
  borrowing func wait(milliseconds: Int32) -> Int {
    let count = unsafe ctransport_wait(
      descriptor.number, events, Int32(Self.capacity), milliseconds)
    return max(0, Int(count))
  }

  /// Whom an event of the last wait is for. What exactly happened does not matter: the read or the
  /// write that follows finds out, errors and hang-ups as well.
  func event(_ index: Int) -> Token {
    precondition(index < Self.capacity, "no such event")
    return unsafe Token(rawValue: events[index].token)
  }
}

/// What a descriptor is watched for; errors and hang-ups are reported without being asked for.
struct Interest: OptionSet {
  let rawValue: UInt32

  static let readable = Interest(rawValue: ctransport_readable.rawValue)
  static let writable = Interest(rawValue: ctransport_writable.rawValue)
}

/// Whom an event is for. A connection's slot may have a new tenant by the time its event is read,
/// so the token carries the tenancy.
enum Token: Equatable {
  case stop
  case datagrams(Int)
  case listener(Int)
  case connection(slot: Int, tenancy: UInt32)

  /// 2 bits of kind, 30 bits of tenancy, 32 bits of index.
  var rawValue: UInt64 {
    switch self {
    case .stop: 0
    case .datagrams(let index): 1 << 62 | UInt64(index)
    case .listener(let index): 2 << 62 | UInt64(index)
    case .connection(let slot, let tenancy):
      3 << 62 | UInt64(tenancy & Token.tenancyMask) << 32 | UInt64(slot)
    }
  }

  /// The bits of a tenancy that the kernel hands back.
  static let tenancyMask: UInt32 = 1 << 30 - 1

  init(rawValue: UInt64) {
    let index = Int(rawValue & 0xFFFF_FFFF)
    self =
      switch rawValue >> 62 {
      case 0: .stop
      case 1: .datagrams(index)
      case 2: .listener(index)
      default:
        .connection(
          slot: index, tenancy: UInt32(truncatingIfNeeded: rawValue >> 32) & Token.tenancyMask)
      }
  }
}
