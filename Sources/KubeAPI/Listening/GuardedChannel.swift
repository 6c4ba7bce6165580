import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore

/// A connection that counts: entered into the registry before its first octet, and closed when it
/// stays idle, in whatever state its handshake or protocol is.
struct GuardedChannel: ServerChildChannel {
  private let base: HTTP2UpgradeChannel
  private let registry: ConnectionRegistry

  init(_ base: HTTP2UpgradeChannel, _ registry: ConnectionRegistry) {
    self.base = base
    self.registry = registry
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    let guardian = ConnectionGuard(registry)
    do {
      try channel.pipeline.syncOperations.addHandler(guardian)
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
    return base.setup(channel: channel, logger: logger)
  }

  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}

/// Stands first in a connection's pipeline and looks at nothing but its life. What it closes is
/// closed without TLS's farewell, for which a client could let it wait.
private final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer

  /// How long a connection may live on once the server stops, or the client has said its last: what
  /// is being answered then has so much time.
  private static let stopTime = TimeAmount.milliseconds(700)

  /// How long an answer has to leave before its connection counts as idle then.
  private static let idleTime = TimeAmount.milliseconds(50)

  private let registry: ConnectionRegistry
  private var check: Scheduled<Void>?
  private var isEnding = false
  private var isFlushing = false

  init(_ registry: ConnectionRegistry) {
    self.registry = registry
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let loop = context.eventLoop
    let bound = NIOLoopBound(context, eventLoop: loop)
    registry.opened(context.channel) {
      loop.execute { bound.value.close(promise: nil) }
    }
    schedule(context, in: TimeAmount(APILimits.firstRequestTime))
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    check?.cancel()
    registry.closed(context.channel)
  }

  /// The server stops, or the client has closed its side: a watcher that went away does not read
  /// on, and nobody else would notice before the next event.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    context.fireUserInboundEventTriggered(event)
    guard event is ChannelShouldQuiesceEvent || event as? ChannelEvent == .inputClosed else {
      return
    }
    guard !isEnding else { return }
    isEnding = true
    check?.cancel()
    closeWhenIdle(context, by: .now() + Self.stopTime)
  }

  func flush(context: ChannelHandlerContext) {
    isFlushing = true
    context.flush()
    isFlushing = false
  }

  /// A peer that is gone ends the channel in the midst of a flush. NIOSSL, which flushes when it
  /// says farewell, would then take the channel for open again and wait five seconds for an answer.
  func channelInactive(context: ChannelHandlerContext) {
    guard isFlushing else { return context.fireChannelInactive() }
    context.eventLoop.assumeIsolated().execute { context.fireChannelInactive() }
  }

  /// A client that keeps its connection for later (urllib3, curl) does not close it on being asked
  /// to. A connection without a protocol yet has nobody to hear of the end.
  private func closeWhenIdle(_ context: ChannelHandlerContext, by deadline: NIODeadline) {
    let channel = context.channel
    if registry.isUnused(channel) || registry.isIdle(channel, for: Self.idleTime)
      || deadline <= .now()
    {
      context.close(promise: nil)
    } else {
      check = context.eventLoop.assumeIsolated().scheduleTask(in: Self.idleTime) {
        self.closeWhenIdle(context, by: deadline)
      }
    }
  }

  private func schedule(_ context: ChannelHandlerContext, in time: TimeAmount) {
    check = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
      if let left = self.registry.timeLeft(for: context.channel) {
        self.schedule(context, in: left)
      } else {
        context.close(promise: nil)
      }
    }
  }
}
