import ClusterNames
import Controllers
import Glibc
import KubeAPI
import Manifests
import ObjectStore
import Objects
import Pods
import Transport

/// The HTTP listeners of a server: the control socket, the health endpoints, the Kubernetes API.
extension OrdinalServer {
  func serveControl(_ folder: DataFolder) async throws(OrdinalError) {
    let path = try folder.prepareSocket()
    do {
      _ = try await bind { [self] bound in
        HTTPListener.control(
          path: path, commands: ControlHandler(server: self), whenBound: bound)
      }
    } catch {
      throw OrdinalError("--data-dir \(folder.path): cannot make a socket in it: \(error.reason)")
    }
    try folder.publishSocket()
  }

  func serveHealth() async throws(OrdinalError) {
    guard var endpoint = settings.http else { return }
    let address = HTTPListener.Address.tcp(host: endpoint.host, port: Int(endpoint.port))
    do {
      let port = try await bind { [self] bound in
        HTTPListener.health(address, source: HealthReport(server: self), whenBound: bound)
      }
      endpoint.port = UInt16(port ?? 0)
    } catch {
      guard error.isFamilyMissing(at: endpoint) else {
        throw OrdinalError("--http \(endpoint): \(error.advice(at: endpoint))")
      }
      reportSkipped("--http", endpoint)
      return
    }
    keep { [endpoint] in $0.http = endpoint }
  }

  /// The Kubernetes API; nil where none is wanted, or the machine lacks its address family.
  func serveAPI(
    _ storage: Storage, in folder: DataFolder
  ) async throws(OrdinalError) -> ControlPlane.API? {
    guard var endpoint = settings.api else { return nil }
    let access = try prepareAccess(endpoint, in: folder, now: storage.clock.now())
    let apiSettings = APISettings(
      podRuntime: settings.podRuntime.rawValue,
      nodeName: settings.podRuntime == .simulated ? SimulatedRuntime.defaultNode : nil,
      ownVersion: Self.version,
      parseYAML: { try YAMLText.parse(octets: $0) },
      composeYAML: { YAMLText.compose($0) },
      warnings: { PodScript.warnings(about: $0) },
      unreadyReason: { [self] in await HealthReport(server: self).unreadyReason() })
    do throws(ListenError) {
      let port = try await bind { bound in
        APIServer(
          store: storage.store, access: access, host: endpoint.host, port: Int(endpoint.port),
          settings: apiSettings, whenBound: bound)
      }
      endpoint.port = UInt16(port ?? 0)
    } catch {
      guard error.isFamilyMissing(at: endpoint) else {
        throw OrdinalError("--api \(endpoint): \(error.advice(at: endpoint))")
      }
      reportSkipped("--api", endpoint)
      return nil
    }
    let reachable = endpoint.reachable
    do {
      try access.writeKubeconfig(address: "\(reachable)")
    } catch {
      throw OrdinalError("\(error)")
    }
    keep { [endpoint] in $0.api = endpoint }
    return ControlPlane.API(
      location: APILocation(address: reachable.address, port: Int32(reachable.port)),
      authority: access.authority)
  }

  private func prepareAccess(
    _ endpoint: Endpoint, in folder: DataFolder, now: Timestamp
  ) throws(OrdinalError) -> AccessFiles {
    do {
      return try AccessFiles.prepare(
        in: folder.path, host: "\(endpoint.reachable.address)",
        serviceAddresses: ServiceAdmission.apiAddress(in: settings.serviceBlock).map { ["\($0)"] }
          ?? [],
        clusterDomain: "\(settings.domain)", now: now)
    } catch {
      throw OrdinalError("\(error)")
    }
  }

  /// Runs an HTTP listener; returns its port once connections are taken.
  private func bind(
    _ make: (@escaping @Sendable (Int?) async -> Void) -> some Listener
  ) async throws(ListenError) -> Int? {
    let (events, continuation) = AsyncStream.makeStream(of: Result<Int?, ListenError>.self)
    let listener = make { port in continuation.yield(.success(port)) }
    launch {
      do throws(ListenError) {
        try await listener.run()
      } catch {
        continuation.yield(.failure(error))
      }
      continuation.finish()
    }
    for await event in events { return try event.get() }
    throw .failed("the server was stopped")
  }
}

/// What is bound to an address and then serves until its task is cancelled.
private protocol Listener: Sendable {
  func run() async throws(ListenError)
}

extension HTTPListener: Listener {}
extension APIServer: Listener {}

extension Endpoint {
  /// As the system's resolver takes it.
  fileprivate var host: String { interface.map { "\(address)%\($0)" } ?? "\(address)" }

  /// An address at which clients on this machine reach it.
  fileprivate var reachable: Endpoint {
    guard isWildcard else { return self }
    var endpoint = self
    endpoint.address =
      address.isIPv4
      ? .v4(IPv4Address(rawValue: 0x7F00_0001)) : .v6(IPv6Address(high: 0, low: 1))
    return endpoint
  }
}

extension ListenError {
  fileprivate var reason: String {
    switch self {
    case .refused(let number): unsafe String(cString: strerror(number))
    case .failed(let text): text
    }
  }

  /// Where IPv6 is compiled out there is no such socket; where it is switched off, no ::1.
  fileprivate func isFamilyMissing(at endpoint: Endpoint) -> Bool {
    self == .refused(number: EAFNOSUPPORT)
      || (self == .refused(number: EADDRNOTAVAIL) && "\(endpoint.address)" == "::1")
  }

  /// What is wrong with an address for HTTP, and what to do.
  fileprivate func advice(at endpoint: Endpoint) -> String {
    switch self {
    case .refused(EADDRINUSE):
      "address already in use: another server listens there; stop it, or choose another port, or "
        + "off"
    case .refused(EACCES) where endpoint.port < 1024, .refused(EPERM) where endpoint.port < 1024:
      "permission denied (ports below 1024 need root or CAP_NET_BIND_SERVICE); choose a port above "
        + "1023, or off"
    case .refused(EADDRNOTAVAIL):
      "this machine has no such address; choose one that `ip address` lists, or off"
    default: reason
    }
  }
}
