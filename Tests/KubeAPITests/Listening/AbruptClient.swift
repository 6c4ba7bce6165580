import NIOCore
import NIOPosix
import NIOSSL

/// An HTTP/1.1 client over TLS that ends without TLS's farewell.
struct AbruptClient {
  private let channel: any Channel
  private let answers: AsyncStream<Void>

  /// The end that it makes.
  enum End: Sendable, CaseIterable {
    /// Of both directions, as a process that ends does.
    case whole
    /// It says no more, but would read on.
    case half
  }

  init(port: Int) async throws {
    let (answers, answer) = AsyncStream.makeStream(of: Void.self)
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.certificateVerification = .none
    let context = try NIOSSLContext(configuration: tls)
    self.answers = answers
    channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            Cutter(), try NIOSSLClientHandler(context: context, serverHostname: nil),
            Listener { answer.yield() },
          ])
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  /// Returns when an answer begins.
  func ask(_ path: String, token: String) async throws {
    let request =
      "GET \(path) HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token)\r\n\r\n"
    try await channel.writeAndFlush(ByteBuffer(string: request))
    for await _ in answers { break }
  }

  func cut(_ end: End) async throws {
    try await channel.triggerUserOutboundEvent(end).get()
  }

  /// False: the server did not end the connection in time, and the client has.
  func isEndedByServer(within limit: TimeAmount = .seconds(15)) async -> Bool {
    let deadline = NIODeadline.now() + limit
    let end = channel.eventLoop.scheduleTask(deadline: deadline) { [channel] in
      channel.pipeline.triggerUserOutboundEvent(End.whole, promise: nil)
    }
    try? await channel.closeFuture.get()
    end.cancel()
    return NIODeadline.now() < deadline
  }

  /// Between TLS and the socket.
  private final class Cutter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func triggerUserOutboundEvent(
      context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
      guard let end = event as? End else { return }
      context.close(mode: end == .whole ? .all : .output, promise: promise)
    }
  }

  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let onRead: () -> Void

    init(onRead: @escaping () -> Void) {
      self.onRead = onRead
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { onRead() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
  }
}
