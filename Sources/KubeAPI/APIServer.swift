import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
package import ObjectStore
import ServiceLifecycle

/// The Kubernetes API over TLS, HTTP/1.1 and HTTP/2, as kubectl and client libraries speak it.
///
///     connection -> TLS -> ConnectionGuard -> HTTP -> APIResponder -> APIHandler -> ObjectStore
package struct APIServer: Sendable {
  private let store: ObjectStore
  private let access: AccessFiles
  private let host: String
  private let port: Int
  private let settings: APISettings
  private let whenBound: @Sendable (Int) async -> Void

  /// - Parameters:
  ///   - host: an address, or a name that has one.
  ///   - port: 0 lets the system choose.
  ///   - whenBound: called once with the real port, when connections are taken.
  package init(
    store: ObjectStore, access: AccessFiles, host: String, port: Int, settings: APISettings,
    whenBound: @escaping @Sendable (Int) async -> Void
  ) {
    self.store = store
    self.access = access
    self.host = host
    self.port = port
    self.settings = settings
    self.whenBound = whenBound
  }

  /// Serves until the task is cancelled or the service group shuts down; then watches end, and
  /// requests in progress are answered.
  package func run() async throws(ListenError) {
    var logger = Logger(label: "ordinal.api")
    logger.logLevel = .critical
    let whenBound = whenBound
    do {
      let registry = ConnectionRegistry(limit: Self.connectionLimit)
      let tls = try tlsConfiguration()
      let application = Application(
        responder: APIResponder(
          handler: APIHandler(store: store, settings: settings),
          authenticator: Authenticator(access), registry: registry),
        server: HTTPServerBuilder { responder in
          GuardedChannel(
            try HTTP2UpgradeChannel(
              tlsChannelConfiguration: tls, configuration: Self.channelConfiguration,
              responder: responder), registry)
        },
        configuration: ApplicationConfiguration(
          address: .hostname(host, port: port), serverName: nil),
        onServerRunning: { channel in await whenBound(channel.localAddress?.port ?? 0) },
        logger: logger)
      try await Self.runGracefully(application, logger)
    } catch {
      throw ListenError(error)
    }
  }

  /// A cancelled connection would wait for TLS's farewell; one that is told of the end goes at once,
  /// or when its request is answered.
  private static func runGracefully(_ application: some Service, _ logger: Logger) async throws {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: logger))
    let running = Task { try await group.run() }
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await running.value
    } onCancelOrGracefulShutdown: {
      Task { await group.triggerGracefulShutdown() }
    }
  }

  /// A client may show a certificate and need not. Any is taken here; ``Authenticator`` looks at
  /// it.
  private func tlsConfiguration() throws -> TLSChannelConfiguration {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(access.server.certificate.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(access.server.key.utf8), format: .pem)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    tls.minimumTLSVersion = .tlsv12
    tls.certificateVerification = .optionalVerification
    tls.trustRoots = .certificates(
      try NIOSSLCertificate.fromPEMBytes(Array(access.authority.utf8)))
    return TLSChannelConfiguration(
      tlsConfiguration: tls,
      customVerificationCallback: { _, promise in promise.succeed(.certificateVerified) })
  }

  /// Idle connections are asked to close before ``ConnectionGuard`` closes them.
  private static var channelConfiguration: HTTP2UpgradeChannel.Configuration {
    let idle = TimeAmount(APILimits.idleTime) - .seconds(30)
    return HTTP2UpgradeChannel.Configuration(
      idleTimeout: .nanoseconds(idle.nanoseconds), gracefulCloseTimeout: .seconds(5),
      streamConfiguration: HTTP1Channel.Configuration(
        idleTimeout: idle,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: APILimits.headers, maxHeaderListSize: APILimits.headers)))
  }

  /// As many as may be, but leaving files to the rest of the process.
  private static var connectionLimit: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return APILimits.connections / 4
    }
    let files = Int(clamping: limit.rlim_cur)
    return max(16, min(APILimits.connections, files * 3 / 4 - 64))
  }
}
