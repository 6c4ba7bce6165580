import NIOConcurrencyHelpers
import NIOCore

/// All open connections: so many and no more, and who has been idle longest gives way.
final class ConnectionRegistry: Sendable {
  private struct Entry {
    let channel: any Channel
    let close: @Sendable () -> Void
    /// Since when nothing is asked; at first since the connection was made.
    var idleSince: NIODeadline
    var requestsInProgress = 0
    var isServed = false
    /// Whom the connection's certificate names; nil: not looked at yet.
    var user: CertificateFinding?
  }

  /// What is known of a client's certificate.
  enum CertificateFinding: Sendable {
    case absent
    case user(User)
    case wrong
  }

  private let entries = NIOLockedValueBox<[ObjectIdentifier: Entry]>([:])
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { entries.withLockedValue { $0.count } }

  /// Closes another connection, or this one where all are busy, when there are too many.
  ///
  /// - Parameter close: ends the connection at once, whatever its state.
  func opened(_ channel: any Channel, close: @escaping @Sendable () -> Void) {
    let victim = entries.withLockedValue { entries in
      entries[ObjectIdentifier(channel)] = Entry(
        channel: channel, close: close, idleSince: .now())
      guard entries.count > limit else { return nil as (@Sendable () -> Void)? }
      let idle = entries.filter { $0.value.requestsInProgress == 0 }
        .min { $0.value.idleSince < $1.value.idleSince }
      return idle.flatMap { entries.removeValue(forKey: $0.key)?.close }
    }
    victim?()
  }

  /// Forgets it.
  func closed(_ channel: any Channel) {
    _ = entries.withLockedValue { $0.removeValue(forKey: ObjectIdentifier(channel)) }
  }

  /// - Parameter channel: of a connection, or of a stream in one (HTTP/2).
  func requestBegan(on channel: any Channel) {
    change(channel) {
      $0.requestsInProgress += 1
      $0.isServed = true
    }
  }

  /// From here on it counts as idle.
  func requestEnded(on channel: any Channel) {
    change(channel) {
      $0.requestsInProgress -= 1
      $0.idleSince = .now()
    }
  }

  /// nil: nobody has looked at the certificate yet.
  func finding(of channel: any Channel) -> CertificateFinding? {
    entries.withLockedValue { entries in
      Self.key(of: channel, in: entries).flatMap { entries[$0]?.user }
    }
  }

  func note(_ finding: CertificateFinding, of channel: any Channel) {
    change(channel) { $0.user = finding }
  }

  /// The connection that a channel is or is in.
  func connection(of channel: any Channel) -> any Channel {
    entries.withLockedValue { entries in
      Self.key(of: channel, in: entries).flatMap { entries[$0]?.channel } ?? channel
    }
  }

  /// Nothing was ever asked on it.
  func isUnused(_ channel: any Channel) -> Bool {
    entries.withLockedValue { !($0[ObjectIdentifier(channel)]?.isServed ?? false) }
  }

  /// Nothing is being asked on it, and what was answered had `time` to leave.
  func isIdle(_ channel: any Channel, for time: TimeAmount) -> Bool {
    entries.withLockedValue { entries in
      guard let entry = entries[ObjectIdentifier(channel)] else { return true }
      return entry.requestsInProgress == 0 && entry.idleSince + time <= .now()
    }
  }

  /// How long the connection may still stay open; nil: it is to be closed.
  func timeLeft(for channel: any Channel) -> TimeAmount? {
    entries.withLockedValue { entries in
      guard let entry = entries[ObjectIdentifier(channel)] else { return nil }
      let limit = TimeAmount(entry.isServed ? APILimits.idleTime : APILimits.firstRequestTime)
      if entry.requestsInProgress > 0 { return limit }
      let left = entry.idleSince + limit - .now()
      return left > .zero ? left : nil
    }
  }

  private func change(_ channel: any Channel, _ body: (inout Entry) -> Void) {
    entries.withLockedValue { entries in
      guard let key = Self.key(of: channel, in: entries) else { return }
      entries[key].map {
        var entry = $0
        body(&entry)
        entries[key] = entry
      }
    }
  }

  /// Streams of HTTP/2 are channels whose parent is the connection.
  private static func key(of channel: any Channel, in entries: [ObjectIdentifier: Entry])
    -> ObjectIdentifier?
  {
    var current: (any Channel)? = channel
    while let channel = current {
      let key = ObjectIdentifier(channel)
      if entries[key] != nil { return key }
      current = channel.parent
    }
    return nil
  }
}
