import CTransport

/// An epoll instance with room for the events of one wait. Level-triggered.
@safe struct Poller: ~Copyable {
  private static let capacity = 64

  private let descriptor: Descriptor
  private let events: UnsafeMutablePointer<ctransport_event>

  init() throws(SystemCallError) {
    descriptor = Descriptor(owning: try check("epoll_create1", ctransport_poller()))
    unsafe events = .allocate(capacity: Self.capacity)
    unsafe events.initialize(repeating: ctransport_event(), count: Self.capacity)
  }

  deinit {
    unsafe events.deallocate()
  }

  func watch(_ number: Int32, for interest: Interest, _ token: Token) throws(SystemCallError) {
    try check(
      "epoll_ctl",
      ctransport_watch(descriptor.number, number, interest.rawValue, token.rawValue))
  }

  /// Changes what a watched descriptor is watched for.
  func change(_ number: Int32, for interest: Interest, _ token: Token) {
    _ = ctransport_change(descriptor.number, number, interest.rawValue, token.rawValue)
  }

  func unwatch(_ number: Int32) {
    _ = ctransport_unwatch(descriptor.number, number)
  }

  /// The number of events, to be had from ``event(_:)``. A negative time waits without an end.
  borrowing func wait(milliseconds: Int32) -> Int {
    let count = unsafe ctransport_wait(
      descriptor.number, events, Int32(Self.capacity), milliseconds)
    return max(0, Int(count))
  }

  func event(_ index: Int) -> (token: Token, readiness: Interest) {
    precondition(index < Self.capacity, "no such event")
    let event = unsafe events[index]
    return (Token(rawValue: event.token), Interest(rawValue: event.events))
  }
}

/// What a descriptor is watched for, and what it is ready for.
struct Interest: OptionSet {
  let rawValue: UInt32

  static let readable = Interest(rawValue: ctransport_readable.rawValue)
  static let writable = Interest(rawValue: ctransport_writable.rawValue)
  /// Both are reported without being asked for.
  static let failed = Interest(rawValue: ctransport_failed.rawValue)
  static let hungUp = Interest(rawValue: ctransport_hung_up.rawValue)
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
