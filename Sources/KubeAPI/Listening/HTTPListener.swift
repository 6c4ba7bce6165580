import Hummingbird
import Logging
import NIOCore

/// An HTTP server on one address: the frame in which the health endpoints and the control socket
/// run.
package struct HTTPListener: Sendable {
  /// Where it listens.
  package enum Address: Hashable, Sendable {
    case tcp(host: String, port: Int)
    /// A socket file, which only its owner may open.
    case socket(path: String)
  }

  private let address: Address
  private let responder: RouterResponder<BasicRequestContext>
  private let whenBound: @Sendable (Int?) async -> Void

  /// - Parameter whenBound: called once with the real port (nil for a socket file), when
  ///   connections are taken.
  init(
    _ address: Address, router: Router<BasicRequestContext>,
    whenBound: @escaping @Sendable (Int?) async -> Void
  ) {
    self.address = address
    responder = router.buildResponder()
    self.whenBound = whenBound
  }

  /// Serves until the task is cancelled or the service group shuts down.
  package func run() async throws(ListenError) {
    var logger = Logger(label: "ordinal.http")
    logger.logLevel = .critical
    let whenBound = whenBound
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(address: address.bindAddress, serverName: nil),
      onServerRunning: { channel in await whenBound(channel.localAddress?.port) },
      logger: logger)
    do {
      try await application.run()
    } catch {
      throw ListenError(error)
    }
  }
}

extension HTTPListener.Address {
  fileprivate var bindAddress: BindAddress {
    switch self {
    case .tcp(let host, let port): .hostname(host, port: port)
    case .socket(let path): .unixDomainSocket(path: path)
    }
  }
}
